using Cookbook.Benchmarks.Reports;

namespace Cookbook.Benchmarks.Memory;

/// <summary>
/// Flat is: no process ever has more than 400 MB; and where it was watched for a minute or more, its median in the last third of its life is
/// at most a tenth and 32 MB above that in the middle third. The first third is for compiling and for filling the first level.
/// </summary>
internal static class MemoryRule
{
    public const long Most = 400L * 1024 * 1024;

    private const long Slack = 32L * 1024 * 1024;

    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(1);

    /// <summary>What breaks the rule; empty if nothing does.</summary>
    public static IEnumerable<string> Breaches(IReadOnlyList<MemorySample> samples)
    {
        foreach (var process in samples.GroupBy(sample => sample.Process))
        {
            var life = process.OrderBy(sample => sample.At).ToList();
            var most = life.Max(sample => sample.Bytes);
            if (most > Most)
            {
                yield return $"process {process.Key} of replica {life[0].Replica + 1} had {Megabytes(most)} MB";
            }

            if (life.Count < 3 || life[^1].At - life[0].At < LongEnough)
            {
                continue;
            }

            var (middle, last) = (MedianOfThird(life, 1), MedianOfThird(life, 2));
            if (last > (middle * 1.1) + Slack)
            {
                yield return $"process {process.Key} of replica {life[0].Replica + 1} grew from {Megabytes(middle)} MB to {Megabytes(last)} MB";
            }
        }
    }

    /// <param name="life">Of one process: three samples or more, in their order.</param>
    /// <param name="third">From 0.</param>
    public static long MedianOfThird(IReadOnlyList<MemorySample> life, int third)
    {
        var (from, to) = (third * life.Count / 3, (third + 1) * life.Count / 3);
        return (long)life.Take(from..to).Select(sample => (double)sample.Bytes).Median();
    }

    public static long Megabytes(long bytes) => bytes / (1024 * 1024);
}
