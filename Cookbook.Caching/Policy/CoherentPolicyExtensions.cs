using Cookbook.Caching.Policy;

namespace Microsoft.AspNetCore.OutputCaching;

/// <summary>What a policy says besides the stock words.</summary>
public static class CoherentPolicyExtensions
{
    /// <summary>
    /// The last word of a policy: from here on the page is kept by the coherent output cache. Its tags may name route values
    /// (<c>Tag("recipe-at:{slug}")</c>); a page finds further tags while it renders through <see cref="IOutputCacheFeature"/>.
    /// </summary>
    public static OutputCachePolicyBuilder Coherent(this OutputCachePolicyBuilder policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.AddPolicy<CoherentPolicy>();
    }

    /// <summary>
    /// For a policy with a condition (<c>With</c>) or with a policy of your own that looks at more than the page's key: it is asked for
    /// each request. Otherwise a page that lies in memory is answered before any policy is asked.
    /// </summary>
    public static OutputCachePolicyBuilder AskEachTime(this OutputCachePolicyBuilder policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.AddPolicy<AskedEachTime>();
    }

    /// <summary>Keeps the page's answers 301, 308 and 404 too, for <c>OutputCaching:ShortTtl</c>. Default: only 200 is kept.</summary>
    public static OutputCachePolicyBuilder KeepShortAnswers(this OutputCachePolicyBuilder policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.AddPolicy<ShortAnswers>();
    }
}
