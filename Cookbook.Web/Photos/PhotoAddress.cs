using System.Globalization;
using System.Text.RegularExpressions;
using Cookbook.Data.Photos;

namespace Cookbook.Web.Photos;

/// <summary>Where a file of a photo is: <c>/photos/{hash}-{width}.webp</c> or <c>.jpg</c>. It never changes.</summary>
/// <param name="Hash">Of the photo.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Format">One of those of <see cref="PhotoFile"/>.</param>
internal sealed partial record PhotoAddress(string Hash, int Width, string Format)
{
    public const string Folder = "/photos/";

    public string ContentType => $"image/{Format}";

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Folder}{Hash}-{Width}.{(Format == PhotoFile.Jpeg ? "jpg" : Format)}");

    /// <summary>Only as this site writes it; null otherwise.</summary>
    public static PhotoAddress? Parse(string? path) => Form().Match(path ?? "") is { Success: true } match
        ? new PhotoAddress(
            match.Groups[1].Value,
            int.Parse(match.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture),
            match.Groups[3].Value == "jpg" ? PhotoFile.Jpeg : PhotoFile.WebP)
        : null;

    [GeneratedRegex(@"\A/photos/([0-9a-f]{32})-([1-9][0-9]{2,3})\.(jpg|webp)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
