namespace Cookbook.Web.Caching.Live;

/// <summary>What the cache of this replica did since the sample before, about a second.</summary>
/// <param name="At">The end of that time.</param>
/// <param name="Hits">Answers out of the cache, those past their lifetime or standing in for an error too.</param>
/// <param name="Misses">Answers that had to be rendered, and could have been kept.</param>
/// <param name="Others">Answers that are none of the cache's: signed in, no page that is cached, refused.</param>
/// <param name="TimeSaved">What the hits had taken to render, in seconds.</param>
/// <param name="PurgeLag">
/// The longest time, in milliseconds, from the end of a request that may have written until this replica knew of its writes; null if
/// nobody has written.
/// </param>
/// <param name="IsRedisLeftAlone">Whether the breaker is open now.</param>
internal sealed record CacheSample(DateTimeOffset At, long Hits, long Misses, long Others, double TimeSaved, double? PurgeLag, bool IsRedisLeftAlone)
{
    /// <summary>From 0 to 1; null if nobody asked for a page. The dashboard's panel in deploy/grafana shows the same.</summary>
    public double? HitRatio => Hits + Misses > 0 ? (double)Hits / (Hits + Misses) : null;
}
