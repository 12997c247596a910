using System.Globalization;

namespace Cookbook.Caching.Inspection;

/// <summary>
/// Where to go on in all of Redis: on which of its servers, with which of its cursors, and behind which of the keys that it then gives,
/// which have an order by their hash. A number of keys would be another place as soon as one of them is gone.
/// </summary>
internal readonly record struct ScanCursor(int Server, ulong At, ulong Behind)
{
    /// <exception cref="FormatException">The text is not one that <see cref="ToString"/> has made.</exception>
    public static ScanCursor Parse(string? text)
    {
        if (text is null)
        {
            return default;
        }

        var parts = text.Split('.');
        return parts.Length == 3
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var server)
            && ulong.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && ulong.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var behind)
                ? new ScanCursor(server, at, behind)
                : throw new FormatException("This is no cursor of the list: begin again without one, and take the next from each answer.");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Server}.{At}.{Behind}");
}
