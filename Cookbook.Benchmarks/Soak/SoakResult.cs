using Cookbook.Benchmarks.Memory;
using Cookbook.Benchmarks.Reports;

namespace Cookbook.Benchmarks.Soak;

/// <summary>What a run has shown.</summary>
internal sealed record SoakResult
{
    public required SoakOptions Options { get; init; }

    /// <summary>Where and when.</summary>
    public required Surroundings Surroundings { get; init; }

    public required IReadOnlyList<Tally> Phases { get; init; }

    public required IReadOnlyList<MemorySample> Memory { get; init; }

    /// <summary>In words: each error, stale or wrong answer, up to a few dozen.</summary>
    public required IReadOnlyCollection<string> Findings { get; init; }

    /// <summary>From a write past the site, acknowledged, until each replica has answered with it or <see cref="LagWatch.Patience"/> was over; sorted.</summary>
    public required IReadOnlyList<(string Phase, double Milliseconds)> Lags { get; init; }

    /// <summary>Of answers that were late, for how long the write had been acknowledged when they were asked for; in milliseconds, sorted.</summary>
    public required IReadOnlyList<double> Lateness { get; init; }

    /// <summary>Why the run has failed; empty if it has not.</summary>
    public IReadOnlyList<string> Failures =>
    [
        .. Total(Count.Stale) > 0 ? [$"{Total(Count.Stale)} stale answers"] : (string[])[],
        .. Total(Count.Wrong) > 0 ? [$"{Total(Count.Wrong)} wrong answers"] : (string[])[],
        .. Total(Count.Errors) > 0 ? [$"{Total(Count.Errors)} errors (5xx) besides those for pages that were not in the cache while Postgres was away"] : (string[])[],
        .. Total(Count.Unanswered) > 0 ? [$"{Total(Count.Unanswered)} requests without an answer"] : (string[])[],
        .. Total(Count.RefusedWithoutCause) > 0 ? [$"{Total(Count.RefusedWithoutCause)} writes by form were refused while Postgres and the replica were there"] : (string[])[],
        .. Total(Count.WritesAcknowledged) == 0 ? ["nothing was written, so nothing was proved"] : (string[])[],
        .. Total(Count.Memory) + Total(Count.Shared) == 0 ? ["nothing came out of the cache, so nothing was proved"] : (string[])[],
        .. MemoryRule.Breaches(Memory),
    ];

    public long Total(Count count) => Phases.Sum(phase => phase[count]);

    public static double Percentile(IReadOnlyList<double> sorted, double percentile) =>
        sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * percentile / 100))];
}
