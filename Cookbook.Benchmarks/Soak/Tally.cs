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
    WritesRefused,
}

/// <summary>The figures of one phase. Any thread may add to them.</summary>
internal sealed class Tally(string name)
{
    private readonly long[] _counts = new long[Enum.GetValues<Count>().Length];
    private readonly LongConcurrentHistogram _latencies = new(1, 120_000_000, 3);

    public string Name => name;

    /// <summary>When it began and ended, since the run began.</summary>
    public (TimeSpan Began, TimeSpan Ended) Time { get; set; }

    public long this[Count count] => Interlocked.Read(ref _counts[(int)count]);

    public void Add(Count count) => Interlocked.Increment(ref _counts[(int)count]);

    /// <summary>Of a page that was answered, from when the request was due.</summary>
    public void AddLatency(TimeSpan latency) => _latencies.RecordValue(Math.Clamp((long)latency.TotalMicroseconds, 1, 120_000_000));

    /// <summary>In milliseconds; 0 if nothing was answered.</summary>
    public double Latency(double percentile) => _latencies.TotalCount == 0 ? 0 : _latencies.GetValueAtPercentile(percentile) / 1000.0;

    public Dictionary<string, long> Counts() => Enum.GetValues<Count>().ToDictionary(count => count.ToString(), count => this[count]);
}
