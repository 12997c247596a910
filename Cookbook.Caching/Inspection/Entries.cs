using Cookbook.Caching.Keys;
using Cookbook.Caching.Schema;
using Cookbook.Caching.Store;
using Cookbook.Caching.Tokens;

namespace Cookbook.Caching.Inspection;

/// <summary>Pages as they are shown to people.</summary>
internal static class Entries
{
    /// <param name="key">The page's key.</param>
    /// <param name="page">A page in this process's memory.</param>
    /// <param name="view">The tokens; null if nobody is sure of them.</param>
    /// <param name="time">The clock.</param>
    public static CacheEntry Of(string key, CachedPage page, TokenView? view, TimeProvider time) =>
        Of(EnvelopeHead.Of(key, page), view, time) with { InMemory = true, Hits = page.Hits };

    public static CacheEntry Of(EnvelopeHead page, TokenView? view, TimeProvider time)
    {
        var age = page.Lifetime.Age(time);
        return new CacheEntry
        {
            Key = CacheKey.Parse(page.Key),
            Policy = page.Policy,
            Route = page.Route,
            Status = page.Status,
            Made = time.GetUtcNow() - age,
            Age = age,
            FreshFor = page.Lifetime.Fresh - age,
            KeptFor = page.Lifetime.Total - age,
            RenderTime = page.RenderTime,
            Tags = [.. TagsOf(page, view)],
            Bodies = [.. page.Bodies.Select(body => new CacheBody(ContentCodings.NameOf(body.Coding) ?? "identity", body.Length, body.ETag))],
            Headers = page.Headers,
        };
    }

    private static IEnumerable<CacheTag> TagsOf(EnvelopeHead page, TokenView? view)
    {
        var stamps = page.Stamps.Tokens.ToArray().ToDictionary(stamp => stamp.Slot, stamp => stamp.Token);
        return page.Tags
            .Append(PageKey.TagOf(page.Key))
            .Select(tag => (Name: tag, Slot: TokenSchema.SlotOf(tag)))
            .Append((Name: CacheTag.Everything, Slot: TokenSchema.All))
            .Where(tag => stamps.ContainsKey(tag.Slot))
            .Select(tag => new CacheTag(tag.Name, tag.Slot, stamps[tag.Slot], view?[tag.Slot]));
    }
}
