namespace Cookbook.Caching.Store;

/// <summary>
/// A page's times, on this process's own clock, which runs evenly whatever somebody does to the time of day. An age that comes from
/// another process is only as good as the two clocks agree.
/// </summary>
/// <param name="Made">When the render began: a timestamp of the time provider.</param>
/// <param name="Fresh">From then on it is fresh for so long.</param>
/// <param name="Refreshing">And then for so long while it is refreshed in the background.</param>
/// <param name="Failing">And then for so long if a render fails.</param>
internal readonly record struct Lifetime(long Made, TimeSpan Fresh, TimeSpan Refreshing, TimeSpan Failing)
{
    /// <summary>All of it: what the second level must keep.</summary>
    public TimeSpan Total => Fresh + Refreshing + Failing;

    /// <summary>Never negative.</summary>
    public TimeSpan Age(TimeProvider time)
    {
        var age = time.GetElapsedTime(Made);
        return age < TimeSpan.Zero ? TimeSpan.Zero : age;
    }

    public bool IsFresh(TimeProvider time) => Age(time) < Fresh;

    public bool MayBeRefreshed(TimeProvider time) => Age(time) < Fresh + Refreshing;

    public bool MayStandIn(TimeProvider time) => Age(time) < Total;
}
