using System.Threading.Channels;
using HdrHistogram;

namespace Cookbook.Benchmarks.Load;

/// <summary>What came of a run: how much was asked, how often in vain, and how long each answer took from when it was due to be asked for.</summary>
/// <param name="Asked">Requests.</param>
/// <param name="Errors">Of these.</param>
/// <param name="Time">From the first due request to the last answer.</param>
/// <param name="Latencies">In microseconds.</param>
internal sealed record OpenLoopRun(long Asked, long Errors, TimeSpan Time, LongHistogram Latencies)
{
    /// <summary>Milliseconds.</summary>
    public double Percentile(double percent) => Latencies.GetValueAtPercentile(percent) / 1000.0;
}

/// <summary>
/// Asks at a given rate, whether or not the answers come: a request that is due while the server stalls waits for its turn, and the
/// waiting counts. (A generator that asks again only when it has its answer leaves out just those requests: coordinated omission,
/// https://github.com/giltene/wrk2#acknowledgements.) Its clock ticks every millisecond or two, by which latencies may read too high.
/// </summary>
internal static class OpenLoop
{
    /// <summary>An hour, in microseconds: no latency is longer.</summary>
    private const long Most = 3_600_000_000;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    /// <param name="askAsync">Whether the answer was good.</param>
    /// <param name="rate">Requests a second.</param>
    /// <param name="time">How long requests are due; the answers to those under way are waited for.</param>
    /// <param name="connections">Requests under way at once.</param>
    /// <param name="clock">Usually the system's.</param>
    /// <param name="cancellationToken">Ends it all.</param>
    public static async Task<OpenLoopRun> RunAsync(
        Func<CancellationToken, Task<bool>> askAsync, double rate, TimeSpan time, int connections, TimeProvider clock, CancellationToken cancellationToken)
    {
        var begun = clock.GetTimestamp();
        var due = Channel.CreateUnbounded<TimeSpan>(new UnboundedChannelOptions { SingleWriter = true });
        var workers = Enumerable.Range(0, connections).Select(_ => WorkAsync()).ToList();

        // One at least: of none there are no percentiles.
        var all = Math.Max(1, (long)(rate * time.TotalSeconds));
        for (var next = 0L; next < all;)
        {
            var now = clock.GetElapsedTime(begun);
            for (; next < all && TimeSpan.FromSeconds(next / rate) is var moment && moment <= now; next++)
            {
                due.Writer.TryWrite(moment);
            }

            await Task.Delay(Tick, clock, cancellationToken);
        }

        due.Writer.Complete();
        var latencies = NewHistogram();
        var errors = 0L;
        foreach (var worker in workers)
        {
            var (own, failed) = await worker;
            latencies.Add(own);
            errors += failed;
        }

        return new OpenLoopRun(all, errors, clock.GetElapsedTime(begun), latencies);

        async Task<(LongHistogram Latencies, long Errors)> WorkAsync()
        {
            var own = NewHistogram();
            var failed = 0L;
            await foreach (var moment in due.Reader.ReadAllAsync(cancellationToken))
            {
                if (!await askAsync(cancellationToken))
                {
                    failed++;
                }

                own.RecordValue(Math.Clamp((long)(clock.GetElapsedTime(begun) - moment).TotalMicroseconds, 1, Most));
            }

            return (own, failed);
        }
    }

    private static LongHistogram NewHistogram() => new(Most, numberOfSignificantValueDigits: 3);
}
