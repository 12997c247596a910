using Cookbook.Benchmarks.Memory;

namespace Cookbook.Tests.Benchmarks;

/// <summary>Whether memory is flat, and how it is reported.</summary>
public sealed class JudgingMemory
{
    [Fact]
    public void Memory_that_fills_up_and_stays_there_is_flat() =>
        Assert.Empty(MemoryRule.Breaches([.. Samples(second => 150 + Math.Min(second, 100))]));

    [Fact]
    public void Memory_that_goes_on_growing_is_not() =>
        Assert.Contains("grew", Assert.Single(MemoryRule.Breaches([.. Samples(second => 100 + (second / 2))])), StringComparison.Ordinal);

    [Fact]
    public void More_than_the_target_is_too_much_at_any_time() =>
        Assert.Contains(
            "of replica 1 had 450 MB", Assert.Single(MemoryRule.Breaches([.. Samples(second => second == 7 ? 450 : 200)])), StringComparison.Ordinal);

    [Fact]
    public void A_life_of_an_hour_is_reported_with_its_hours() =>
        Assert.Contains(
            "| replica 1 | 00:00:00 | 01:00:00 | 200 | 200 | 200 | 200 | 200 |",
            MemoryTable.Of([.. Enumerable.Range(0, 61).Select(minute => Sample(TimeSpan.FromMinutes(minute), 200))]).ToString(),
            StringComparison.Ordinal);

    [Fact]
    public void A_life_too_short_for_thirds_has_none_and_breaks_no_rule()
    {
        MemorySample[] samples = [Sample(TimeSpan.Zero, 100), Sample(TimeSpan.FromMinutes(2), 300)];

        Assert.Empty(MemoryRule.Breaches(samples));
        Assert.Contains("| replica 1 | 00:00:00 | 00:02:00 | 100 | - | - | - | 300 |", MemoryTable.Of(samples).ToString(), StringComparison.Ordinal);
    }

    private static IEnumerable<MemorySample> Samples(Func<int, long> megabytes) =>
        Enumerable.Range(0, 300).Select(second => Sample(TimeSpan.FromSeconds(second), megabytes(second)));

    private static MemorySample Sample(TimeSpan at, long megabytes) => new(at, 0, 1, megabytes * 1024 * 1024);
}
