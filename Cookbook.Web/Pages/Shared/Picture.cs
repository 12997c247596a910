using Cookbook.Data.Photos;
using Cookbook.Web.Photos;

namespace Cookbook.Web.Pages;

/// <summary>A photograph on a page.</summary>
/// <param name="Photo">Which.</param>
/// <param name="Alt">What it shows; empty where the name stands beside it.</param>
/// <param name="Sizes">How wide the page shows it, as the attribute <c>sizes</c> says it.</param>
/// <param name="MostWidth">Wider files are not offered, in pixels.</param>
internal sealed record Picture(PhotoShown Photo, string Alt, string Sizes, int MostWidth = int.MaxValue)
{
    /// <summary>For browsers that know no srcset: good enough for all, too large for none.</summary>
    private const int Middling = 640;

    /// <summary>In pixels; the style sheet may say otherwise.</summary>
    public int Width { get; init; } = Photo.Width;

    /// <summary>In pixels; the style sheet may say otherwise.</summary>
    public int Height { get; init; } = Photo.Height;

    /// <summary>Lies below the fold.</summary>
    public bool IsLazy { get; init; }

    private IEnumerable<int> Widths => Photo.Widths.Where((width, index) => index == 0 || width <= MostWidth);

    public string Address => new PhotoAddress(Photo.Hash, Widths.Last(width => width <= Middling || width == Photo.Widths[0]), PhotoFile.Jpeg).ToString();

    public string SrcSet(string format, Func<string, string> content) =>
        string.Join(", ", Widths.Select(width => $"{content($"~{new PhotoAddress(Photo.Hash, width, format)}")} {width}w"));
}
