namespace Cookbook.Caching.Inspection;

/// <summary>Why the cache did what it did, in words. docs/telemetry.md lists the same.</summary>
/// <param name="Name">As in <c>Cache-Status</c> and in the metrics.</param>
/// <param name="Means">What has happened.</param>
/// <param name="Remedy">What to do about it; null if there is nothing to mend.</param>
public sealed record CacheReason(string Name, string Means, string? Remedy = null)
{
    /// <summary>All there are.</summary>
    public static IReadOnlyList<CacheReason> All { get; } =
    [
        new("l1", "The page lay in this replica's memory."),
        new("l2", "The page lay in Redis."),
        new("stale-while-revalidate", "The page is past its lifetime, nothing that it shows has changed, and it is being refreshed in the background."),
        new("stale-if-error", "The page could not be rendered, or Postgres does not answer: this is the last good copy.", "Look at the log for why the render fails."),
        new("stored", "The page was rendered, and kept for those who come next."),
        new("overtaken", "The page was rendered, and not kept: a newer one was there already."),
        new("exception", "The page threw an exception.", "Look at the log."),
        new("timeout", "The page took longer than OutputCaching:RenderTimeout.", "Make it quicker, or the limit longer."),
        new("cut-short", "The page has another length than its Content-Length says.", "Let the page not set Content-Length."),
        new("status", "The answer has another status than 200.", "A policy that ends with KeepShortAnswers().Coherent() keeps 301, 308 and 404 for some seconds."),
        new("set-cookie", "The page sets a cookie, which is one visitor's.", "Set no cookie on a page that is for everybody."),
        new("antiforgery", "The page made an antiforgery token, which is one visitor's: it has a form that posts.", "Put the form on a page that is not cached."),
        new("cache-control", "The page says private or no-store in Cache-Control.", "Let it say neither."),
        new("vary", "The page names a header in Vary that its policy does not name.", "Let the policy name it too: SetVaryByHeader."),
        new("encoded", "The page has compressed itself; the cache does that, once for all.", "Leave the response compression middleware out."),
        new("too-large", "The page has more bytes than OutputCaching:MaximumBodyBytes.", "Raise that, or make the page smaller."),
        new("policy", "The page's policy, or the page, has forbidden to keep it.", "Look at the policies of its endpoint: NoCache(), AllowCacheStorage."),
        new("tokens", "The tokens are in doubt: the line to Postgres is lost, so nobody knows whether a page is current.", "It comes back by itself; if not, see whether the connection string leads to Postgres itself and not to a pooler."),
        new("auth", "The request has an Authorization header, so whoever asks may be known.", "Ask without one."),
        new("user", "Whoever asks is signed in."),
        new("cookie", "The request has a cookie that is not listed as harmless.", "If it says nothing about the visitor, list its name in OutputCaching:HarmlessCookies."),
        new("method", "The request is neither GET nor HEAD."),
        new("no-policy", "No policy says that this address is to be cached.", "Give its endpoint one: [OutputCache(PolicyName = …)] or CacheOutput(…), with a policy that ends with Coherent()."),
        new("control-characters", "The address has control characters in it; it is answered 400."),
        new("disabled", "The cache is switched off.", "Set OutputCaching:Enabled to true."),
    ];

    private static readonly Dictionary<string, CacheReason> ByName = All.ToDictionary(reason => reason.Name, StringComparer.Ordinal);

    /// <summary>For a name that is none of these, only the name itself.</summary>
    public static CacheReason Of(string name) => ByName.GetValueOrDefault(name) ?? new CacheReason(name, name);
}
