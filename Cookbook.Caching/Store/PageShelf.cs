using Cookbook.Caching.Keys;
using Cookbook.Caching.Rendering;

namespace Cookbook.Caching.Store;

/// <summary>
/// How pages lie in the first level. A page that its path alone tells apart lies under the path; of the others, the path says what else
/// to look at, so that a page can be found before anybody knows its policy. That is remembered for longer than the pages themselves, for
/// the second level may still have them.
/// </summary>
internal sealed class PageShelf(FirstLevel first)
{
    private const int Small = 64;

    /// <summary>Of paths some ten thousand.</summary>
    private const long RememberedBytes = 2_000_000;

    private readonly FirstLevel _remembered = new(RememberedBytes);

    /// <summary>Only what can be found by path and rules; null for the rest.</summary>
    public CachedPage? Find(string path, Microsoft.AspNetCore.Http.HttpRequest request) => first.Find(path) switch
    {
        CachedPage page => page,
        KeyRules rules => first.Find(rules.KeyOf(request, path)) as CachedPage,
        _ => null,
    };

    /// <summary>The key of the page that is found by path and rules.</summary>
    public string KeyOf(string path, Microsoft.AspNetCore.Http.HttpRequest request) => first.Find(path) is KeyRules rules ? rules.KeyOf(request, path) : path;

    /// <summary>
    /// What is asked for, if a page with this path was here before, and by whose policy; null if not, or if the page is known to be one that
    /// nobody keeps.
    /// </summary>
    public (PageKey Key, string Policy)? Recall(string path, Microsoft.AspNetCore.Http.HttpRequest request) =>
        _remembered.Find(path) is Remembered page && page.Rules.KeyOf(request, path) is var key && first.Find(key) is not Uncacheable
            ? (new PageKey(key, path, page.Rules, true), page.Policy)
            : null;

    public object? Find(PageKey key) => first.Find(key.Text);

    public void Keep(PageKey key, CachedPage page)
    {
        first.Keep(key.Text, page, page.Size);
        if (!key.IsByRulesAlone)
        {
            return;
        }

        if (!key.Rules.IsPathOnly && first.Find(key.Path) is not KeyRules)
        {
            first.Keep(key.Path, key.Rules, Small);
        }

        var remembered = new Remembered(key.Rules, page.Policy);
        if (!remembered.Equals(_remembered.Find(key.Path)))
        {
            _remembered.Keep(key.Path, remembered, Small);
        }
    }

    public void Keep(PageKey key, Uncacheable mark) => first.Keep(key.Text, mark, Small);

    private sealed record Remembered(KeyRules Rules, string Policy);
}
