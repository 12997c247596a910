using Microsoft.AspNetCore.OutputCaching;

namespace Cookbook.Web.Caching;

/// <summary>Every lifetime, tag and varied dimension of this site; README.md beside it says the same in words. A page only names its policy.</summary>
internal static class CachePolicies
{
    public const string Home = "Home";

    public const string Cookbook = "Cookbook";

    public const string Recipe = "Recipe";

    /// <summary>The tag that every cached page carries.</summary>
    public const string EveryPage = "pages";

    public static void AddTo(OutputCacheOptions cache, TimeSpan ttl)
    {
        cache.AddPolicy(Home, page => page.Keep(ttl).SetVaryByQuery([]).AddPolicy<PublicOnly>());
        cache.AddPolicy(Cookbook, page => page.Keep(ttl).SetVaryByQuery("page").AddPolicy<PublicOnly>());
        cache.AddPolicy(Recipe, page => page.Keep(ttl).SetVaryByQuery([]).AddPolicy<PublicOnly>());
    }

    private static OutputCachePolicyBuilder Keep(this OutputCachePolicyBuilder page, TimeSpan ttl) =>
        page.Expire(ttl).Tag(EveryPage).SetVaryByHost(false);
}
