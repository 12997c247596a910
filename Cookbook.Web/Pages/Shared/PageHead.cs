namespace Cookbook.Web.Pages;

/// <summary>What a page says about itself in its head.</summary>
/// <param name="Title">As the browser's tab and a search engine show it.</param>
/// <param name="Description">Plain text; cut to what a search engine shows.</param>
/// <param name="Canonical">The page's one address, from the root; <see cref="SiteOrigin"/> has the host.</param>
internal sealed record PageHead(string Title, string? Description = null, string? Canonical = null)
{
    private const int LongestDescription = 160;

    public string? Summary { get; } = Description is null ? null : Cut(Description);

    /// <summary>At the last word that fits whole.</summary>
    private static string Cut(string text)
    {
        if (text.Length <= LongestDescription)
        {
            return text;
        }

        var end = text.LastIndexOf(' ', LongestDescription - 1);
        return string.Concat(text.AsSpan(0, end > 0 ? end : LongestDescription - 1).TrimEnd(" ,;:.-–"), "…");
    }
}
