using HdrHistogram;

namespace Cookbook.Benchmarks.Soak;

/// <summary>What is counted.</summary>
internal enum Count
{
    Requests,
    Memory,
    Shared,
    Rendered,
    NotModified,
    Junk,
    MarkedStale,
    OutageErrors,
    Errors,
    Away,
    Unanswered,
    Late,
    Stale,
    Wrong,
    WritesAcknowledged,

    /// <summary>Or of unknown fate.</summary>
    WritesRefused,

    /// <summary>Of those by form: while Postgres and the replica were there.</summary>
    RefusedWithoutCause,
}

/// <summary>The figures of one phase. Any thread may add to them.</summary>
internal sealed class Tally(string name)
{
    private const long MostMicroseconds = 120_000_000;

    private readonly long[] _counts = new long[Enum.GetValues<Count>().Length];
    private readonly LongConcurrentHistogram _had = new(1, MostMicroseconds, 3);
    private readonly LongConcurrentHistogram _others = new(1, MostMicroseconds, 3);
    private readonly Lock _lock = new();

    public string Name => name;

    /// <summary>When it began and ended, since the run began.</summary>
    public (TimeSpan Began, TimeSpan Ended) Time { get; set; }

    public long this[Count count] => Interlocked.Read(ref _counts[(int)count]);

    public void Add(Count count) => Interlocked.Increment(ref _counts[(int)count]);

    /// <summary>Of the pages that the replica had: which waited longest, and for how long.</summary>
    public (TimeSpan Latency, string What) Slowest { get; private set; } = (TimeSpan.Zero, "none");

    /// <summary>Of a page that was answered, from when the request was due.</summary>
    /// <param name="latency">How long.</param>
    /// <param name="had">The replica had the page when it was asked, current or not.</param>
    /// <param name="what">Which.</param>
    public void AddLatency(TimeSpan latency, bool had, string what)
    {
        (had ? _had : _others).RecordValue(Math.Clamp((long)latency.TotalMicroseconds, 1, MostMicroseconds));
        lock (_lock)
        {
            Slowest = had && latency > Slowest.Latency ? (latency, what) : Slowest;
        }
    }

    /// <summary>In milliseconds; 0 if nothing was answered.</summary>
    public double Latency(double percentile, bool had)
    {
        var latencies = had ? _had : _others;
        return latencies.TotalCount == 0 ? 0 : latencies.GetValueAtPercentile(percentile) / 1000.0;
    }

    public Dictionary<string, long> Counts() => Enum.GetValues<Count>().ToDictionary(count => count.ToString(), count => this[count]);
}
