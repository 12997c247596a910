namespace Cookbook.Caching.Inspection;

/// <summary>A page as it lies in the cache, as of the moment at which somebody looked.</summary>
public sealed record CacheEntry
{
    public required CacheKey Key { get; init; }

    /// <summary>The policy's name.</summary>
    public required string Policy { get; init; }

    /// <summary>The pattern of its address; null if it has none.</summary>
    public required string? Route { get; init; }

    public required int Status { get; init; }

    /// <summary>When its render began. From another replica's clock, if the page is from there.</summary>
    public required DateTimeOffset Made { get; init; }

    public required TimeSpan Age { get; init; }

    /// <summary>What is left of its soft lifetime, in which it is fresh unless something changes; negative when it is past.</summary>
    public required TimeSpan FreshFor { get; init; }

    /// <summary>What is left of its hard lifetime, in which it stands in if a render fails; then it is gone, from Redis too.</summary>
    public required TimeSpan KeptFor { get; init; }

    /// <summary>What rendering it took.</summary>
    public required TimeSpan RenderTime { get; init; }

    public required IReadOnlyList<CacheTag> Tags { get; init; }

    /// <summary>Identity first.</summary>
    public required IReadOnlyList<CacheBody> Bodies { get; init; }

    /// <summary>Those that are kept; the others are made anew for each response.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>It lies in this process's first level.</summary>
    public bool InMemory { get; init; }

    /// <summary>It lies in Redis; null if nobody has looked there, or Redis has not answered.</summary>
    public bool? InRedis { get; init; }

    /// <summary>How often this process has served it from the cache since the page came here; null if it is not in memory.</summary>
    public long? Hits { get; init; }

    /// <summary>Whether nothing that it shows has changed; null if nobody is sure.</summary>
    public bool? IsCurrent => Tags.Any(tag => tag.IsCurrent == false) ? false : Tags.Any(tag => tag.IsCurrent is null) ? null : true;
}
