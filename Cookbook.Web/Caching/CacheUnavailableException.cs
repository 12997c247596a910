namespace Cookbook.Web.Caching;

/// <summary>The cache did not confirm that it has forgotten something.</summary>
internal sealed class CacheUnavailableException(Exception cause)
    : Exception("Redis did not confirm the eviction. Cached pages may still be served until they expire; try again when Redis answers.", cause);
