using Cookbook.Benchmarks.Soak;

namespace Cookbook.Tests.Benchmarks.Soak;

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
        Assert.Contains("had 450 MB", Assert.Single(MemoryRule.Breaches([.. Samples(second => second == 7 ? 450 : 200)])), StringComparison.Ordinal);

    private static IEnumerable<MemorySample> Samples(Func<int, long> megabytes) =>
        Enumerable.Range(0, 300).Select(second => new MemorySample(TimeSpan.FromSeconds(second), 0, 1, megabytes(second) * 1024 * 1024));
}
