namespace Cookbook.Benchmarks.Soak;

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
                yield return $"process {process.Key} of replica {life[0].Replica} had {Megabytes(most)} MB";
            }

            if (life[^1].At - life[0].At < LongEnough)
            {
                continue;
            }

            var third = life.Count / 3;
            var (middle, last) = (Median(life[third..(2 * third)]), Median(life[(2 * third)..]));
            if (last > (middle * 1.1) + Slack)
            {
                yield return $"process {process.Key} of replica {life[0].Replica} grew from {Megabytes(middle)} MB to {Megabytes(last)} MB";
            }
        }
    }

    public static long Median(IEnumerable<MemorySample> samples)
    {
        var sorted = samples.Select(sample => sample.Bytes).Order().ToList();
        return sorted[sorted.Count / 2];
    }

    public static long Megabytes(long bytes) => bytes / (1024 * 1024);
}
