using Cookbook.Caching.Inspection;

namespace Cookbook.Web.Api;

/// <summary>A cached page. Times are in seconds, sizes in bytes.</summary>
/// <param name="Key">Names it in the other calls.</param>
/// <param name="Address">As people write it.</param>
/// <param name="Policy">By which it is cached.</param>
/// <param name="Route">The pattern of its address; null if it has none.</param>
/// <param name="Status">Of the answer.</param>
/// <param name="Made">When its render began.</param>
/// <param name="Age">Since then.</param>
/// <param name="FreshFor">Unless what it shows changes; negative when that is past.</param>
/// <param name="KeptFor">In case rendering fails.</param>
/// <param name="RenderTime">What rendering it took.</param>
/// <param name="IsCurrent">Whether nothing it shows has changed; null if nobody is sure.</param>
/// <param name="InMemory">Whether this replica has it in memory.</param>
/// <param name="InRedis">Whether Redis has it; null if it was not asked, or does not answer.</param>
/// <param name="Hits">By this replica since it has it in memory; null if it has not.</param>
/// <param name="Tags">What it depends on.</param>
/// <param name="Bodies">One for each encoding.</param>
internal sealed record CachedPageAnswer(
    string Key,
    string Address,
    string Policy,
    string? Route,
    int Status,
    DateTimeOffset Made,
    double Age,
    double FreshFor,
    double KeptFor,
    double RenderTime,
    bool? IsCurrent,
    bool InMemory,
    bool? InRedis,
    long? Hits,
    IReadOnlyList<CacheTag> Tags,
    IReadOnlyList<CacheBody> Bodies)
{
    public static CachedPageAnswer Of(CacheEntry entry) => new(
        entry.Key.Text,
        entry.Key.Address,
        entry.Policy,
        entry.Route,
        entry.Status,
        entry.Made,
        Seconds(entry.Age),
        Seconds(entry.FreshFor),
        Seconds(entry.KeptFor),
        entry.RenderTime.TotalSeconds,
        entry.IsCurrent,
        entry.InMemory,
        entry.InRedis,
        entry.Hits,
        entry.Tags,
        entry.Bodies);

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 3);
}

/// <summary>All about one cached page.</summary>
/// <param name="Page">As in the list.</param>
/// <param name="Headers">Those that are kept with it.</param>
internal sealed record CachedPageDetails(CachedPageAnswer Page, IReadOnlyList<KeyValuePair<string, string>> Headers);

/// <summary>A part of a list.</summary>
/// <param name="Entries">In no particular order; may be empty without being the last.</param>
/// <param name="Next">The cursor to go on with; null at the end.</param>
internal sealed record CachedPages(IReadOnlyList<CachedPageAnswer> Entries, string? Next);

/// <summary>What the cache does about an address.</summary>
/// <param name="Address">What was asked for.</param>
/// <param name="Result"><c>hit</c>, <c>stale</c>, <c>miss</c> or <c>bypass</c>.</param>
/// <param name="Reason">As in docs/telemetry.md.</param>
/// <param name="Means">The same in words.</param>
/// <param name="Remedy">What to do about it; null if there is nothing.</param>
/// <param name="IsKept">Whether others get this answer.</param>
/// <param name="Policy"><c>none</c> without one.</param>
/// <param name="CacheStatus">The header's value.</param>
/// <param name="Key">Null where nobody asked for a page that is cached.</param>
/// <param name="Page">The page as it is kept; null if it is not.</param>
internal sealed record WhyAnswer(
    string Address,
    string Result,
    string Reason,
    string Means,
    string? Remedy,
    bool IsKept,
    string Policy,
    string? CacheStatus,
    string? Key,
    CachedPageAnswer? Page);

/// <summary>What to make stale; exactly one of them.</summary>
/// <param name="Key">One page.</param>
/// <param name="Tag">The pages that carry it.</param>
/// <param name="Everything">True for all pages.</param>
internal sealed record ToMakeStale(string? Key, string? Tag, bool Everything);

/// <param name="Deleted">The number of keys that are gone from Redis.</param>
internal sealed record DeletedAnswer(long Deleted);
