using Cookbook.Data.Html;
using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Caching.Memory;

namespace Cookbook.Web.Html;

/// <summary>
/// A recipe's HTML on its way out, cleaned once more because a row may have been changed with psql. Cleaning parses, so results are
/// remembered by their input: it cannot become stale, it can only go unused.
/// </summary>
internal sealed class SafeHtml : IDisposable
{
    /// <summary>In characters of what is kept: about 8 MB, some thousand recipes.</summary>
    private const long Limit = 4_000_000;

    private readonly MemoryCache _cleaned = new(new MemoryCacheOptions { SizeLimit = Limit });

    public IHtmlContent Description(string html) => new HtmlString(Remember(new Input(Use.Description, html), RecipeHtml.CleanInline));

    public IHtmlContent Instructions(string html) => new HtmlString(Remember(new Input(Use.Instructions, html), RecipeHtml.Clean));

    /// <summary>A description without its mark-up; not encoded.</summary>
    public string Text(string html) => Remember(new Input(Use.Text, html), RecipeHtml.ToText);

    public void Dispose() => _cleaned.Dispose();

    private string Remember(Input input, Func<string, string> clean)
    {
        if (_cleaned.TryGetValue(input, out string? known) && known is not null)
        {
            return known;
        }

        // What the editor has stored is clean already: then one copy of it is kept.
        var result = clean(input.Html);
        var (kept, size) = result == input.Html ? (input.Html, result.Length) : (result, input.Html.Length + result.Length);
        return _cleaned.Set(input, kept, new MemoryCacheEntryOptions { Size = size });
    }

    private enum Use
    {
        Description,
        Instructions,
        Text,
    }

    private readonly record struct Input(Use Use, string Html);
}
