using Cookbook.Caching.Keys;
using Cookbook.Caching.Rendering;

namespace Cookbook.Caching.Store;

/// <summary>
/// How pages lie in the first level. A page that its path alone tells apart lies under the path; of the others, the path says what else
/// to look at, so that a page can be found before anybody knows its policy.
/// </summary>
internal sealed class PageShelf(FirstLevel first)
{
    private const int Small = 64;

    /// <summary>Only what can be found by path and rules; null for the rest.</summary>
    public CachedPage? Find(string path, Microsoft.AspNetCore.Http.HttpRequest request) => first.Find(path) switch
    {
        CachedPage page => page,
        KeyRules rules => first.Find(rules.KeyOf(request, path)) as CachedPage,
        _ => null,
    };

    /// <summary>The key of the page that is found by path and rules.</summary>
    public string KeyOf(string path, Microsoft.AspNetCore.Http.HttpRequest request) => first.Find(path) is KeyRules rules ? rules.KeyOf(request, path) : path;

    public object? Find(PageKey key) => first.Find(key.Text);

    public void Keep(PageKey key, CachedPage page)
    {
        first.Keep(key.Text, page, page.Size);
        if (key.IsByRulesAlone && !key.Rules.IsPathOnly && first.Find(key.Path) is not KeyRules)
        {
            first.Keep(key.Path, key.Rules, Small);
        }
    }

    public void Keep(PageKey key, Uncacheable mark) => first.Keep(key.Text, mark, Small);
}
