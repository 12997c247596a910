using System.Diagnostics;
using Cookbook.Caching.Store;

namespace Cookbook.Caching.Telemetry;

/// <summary>The span of a look into the cache. docs/telemetry.md says what its attributes mean.</summary>
internal static class LookupSpan
{
    /// <param name="policy">By which the page is asked for.</param>
    /// <returns>Null if nobody listens.</returns>
    public static Activity? Start(string policy) => CacheTelemetry.Source.StartActivity("cache lookup")?.SetTag("cache.policy", policy);

    /// <param name="span">Null if nobody listens.</param>
    /// <param name="found">What there is; null for nothing.</param>
    /// <param name="answer">What is done with it; null if the page must be rendered.</param>
    /// <param name="time">The clock.</param>
    public static void Describe(this Activity? span, CachedPage? found, CacheAnswer? answer, TimeProvider time)
    {
        if (span is null)
        {
            return;
        }

        span.SetTag("cache.result", answer?.Result ?? (found is null ? "miss" : "stale"));
        span.SetTag("cache.detail", answer?.Reason);
        if (answer is not null && found is not null)
        {
            span.SetTag("cache.age", found.Lifetime.Age(time).TotalSeconds);
            span.SetTag("cache.bytes", found.Bodies[0].Bytes.Length);
        }
    }
}
