namespace Cookbook.Caching.Inspection;

/// <summary>A stored response.</summary>
/// <param name="Entry">All but its body.</param>
/// <param name="Body">The body, not compressed.</param>
public sealed record CachedResponse(CacheEntry Entry, ReadOnlyMemory<byte> Body);
