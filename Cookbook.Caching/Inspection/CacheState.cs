namespace Cookbook.Caching.Inspection;

/// <summary>How the cache of this process is.</summary>
public sealed record CacheState
{
    /// <summary>False renders every page anew (<c>OutputCaching:Enabled</c>).</summary>
    public required bool IsEnabled { get; init; }

    /// <summary>What the keys in Redis begin with: prefix, version, build.</summary>
    public required string Prefix { get; init; }

    /// <summary>What the first level holds, in bytes.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>What it may hold, in bytes.</summary>
    public required long MemoryCapacity { get; init; }

    /// <summary>The number of its pages.</summary>
    public required int MemoryEntries { get; init; }

    /// <summary>How many pages it has given up for others.</summary>
    public required long Evictions { get; init; }

    public required bool IsRedisConfigured { get; init; }

    /// <summary>Redis has failed, and is left alone for a while.</summary>
    public required bool IsRedisAway { get; init; }

    /// <summary>This process hears of every write. If not, each request asks Postgres.</summary>
    public required bool AreTokensSure { get; init; }
}
