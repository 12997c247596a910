using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cookbook.Caching.Store;
using Cookbook.Caching.Tokens;

namespace Cookbook.Caching.Telemetry;

/// <summary>
/// The meter <see cref="CacheTelemetry.Name"/>. Attributes have few values; no key and no id is ever one. docs/telemetry.md says what they mean.
/// </summary>
internal sealed class CacheMeter
{
    // Without advice the SDK's buckets begin at 5: five seconds, and every percentile of what takes milliseconds would lie in the first.
    private static readonly InstrumentAdvice<double> Microseconds = new()
    {
        HistogramBucketBoundaries = [0.000_001, 0.000_005, 0.000_025, 0.000_1, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
    };

    private static readonly InstrumentAdvice<double> Milliseconds = new()
    {
        HistogramBucketBoundaries = [0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15],
    };

    private readonly Counter<long> _requests;
    private readonly Histogram<double> _lookups;
    private readonly Histogram<double> _renders;
    private readonly Counter<long> _stored;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _unreadable;
    private readonly Counter<long> _purges;
    private readonly Histogram<double> _purgeLag;
    private readonly Counter<double> _saved;

    public CacheMeter(IMeterFactory meters, FirstLevel first, RedisConnection redis, TokenBook book)
    {
        Meter = meters.Create(CacheTelemetry.Name);
        _requests = Meter.CreateCounter<long>("requests", "{request}", "Answers by policy, result and reason; their sum is that of all answers.");
        _lookups = Meter.CreateHistogram<double>("lookup.duration", "s", "Time to know whether a page is there, by level.", advice: Microseconds);
        _renders = Meter.CreateHistogram<double>("render.duration", "s", "Time to render a page, by policy and result.", advice: Milliseconds);
        _stored = Meter.CreateCounter<long>("stored.bytes", "By", "Bytes of the pages that were kept, by content coding.");
        _dropped = Meter.CreateCounter<long>("store.dropped", "{page}", "Pages not stored in Redis because the queue was full.");
        _unreadable = Meter.CreateCounter<long>("store.unreadable", "{value}", "Values in Redis that are no page of theirs.");
        _purges = Meter.CreateCounter<long>("purges", "{slot}", "Slots that became stale, as this process heard of it.");
        _purgeLag = Meter.CreateHistogram<double>("purge.lag", "s", "Time from the end of a write here until this process knows of it.", advice: Milliseconds);
        _saved = Meter.CreateCounter<double>("time_saved", "s", "What the pages that were hits had taken to render.");
        Meter.CreateObservableGauge("l1.bytes", () => first.Bytes, "By", "What the first level holds.");
        Meter.CreateObservableCounter("l1.evictions", () => first.Evictions, "{page}", "Pages that the first level gave up for others.");
        Meter.CreateObservableGauge("breaker.state", () => redis.IsAway ? 1 : 0, "1", "1 while Redis is left alone.");
        Meter.CreateObservableGauge("tokens.unsure", () => book.Sure is null ? 1 : 0, "1", "1 while this process does not hear of writes.");
    }

    public Meter Meter { get; }

    public void Answered(CacheAnswer answer)
    {
        _requests.Add(1, new("policy", answer.Policy), new("result", answer.Result), new("reason", answer.Reason));
        if (answer.Saved > TimeSpan.Zero)
        {
            _saved.Add(answer.Saved.TotalSeconds, new KeyValuePair<string, object?>("policy", answer.Policy));
        }
    }

    public void LookedUp(string level, long since) =>
        _lookups.Record(Stopwatch.GetElapsedTime(since).TotalSeconds, new KeyValuePair<string, object?>("level", level));

    public void Rendered(string policy, string result, TimeSpan time) => _renders.Record(time.TotalSeconds, new("policy", policy), new("result", result));

    public void Stored(string coding, int bytes) => _stored.Add(bytes, new KeyValuePair<string, object?>("encoding", coding));

    public void StoreDropped() => _dropped.Add(1);

    public void Unreadable() => _unreadable.Add(1);

    public void Purged(int slots) => _purges.Add(slots);

    public void CaughtUp(TimeSpan lag) => _purgeLag.Record(lag.TotalSeconds);
}
