using System.Globalization;

namespace Cookbook.Caching.Inspection;

/// <summary>
/// Where to go on in all of Redis: on which of its servers, and with which of its cursors. A place among the keys that a cursor gives would
/// be another as soon as one of them is gone.
/// </summary>
internal readonly record struct ScanCursor(int Server, ulong At)
{
    /// <exception cref="FormatException">The text is not one that <see cref="ToString"/> has made.</exception>
    public static ScanCursor Parse(string? text)
    {
        if (text is null)
        {
            return default;
        }

        var parts = text.Split('.');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var server)
            && ulong.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var at)
                ? new ScanCursor(server, at)
                : throw new FormatException("This is no cursor of the list: begin again without one, and take the next from each answer.");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Server}.{At}");
}
