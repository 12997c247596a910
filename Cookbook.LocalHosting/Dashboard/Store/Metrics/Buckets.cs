namespace Cookbook.LocalHosting.Dashboard.Store.Metrics;

/// <summary>Counts by size.</summary>
internal static class Buckets
{
    /// <summary>Of one histogram.</summary>
    public const int Most = 640;

    /// <summary>The bounds of both; of the second alone, if together they are too many.</summary>
    public static double[] Union(double[] one, double[] other)
    {
        if (ReferenceEquals(one, other) || other.Length == 0 || one.AsSpan().SequenceEqual(other))
        {
            return one;
        }

        double[] both = [.. one.Union(other).Order()];
        return both.Length == one.Length ? one : both.Length < Most ? both : other;
    }

    /// <summary>Adds counts to others. What is in a bucket goes into the one that ends where it ended.</summary>
    public static void Add(double[] bounds, long[] counts, double[] toBounds, long[] to)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] != 0)
            {
                to[Place(bounds, i, toBounds)] += counts[i];
            }
        }
    }

    /// <summary>The same, of a slot's counts; a part of them.</summary>
    public static void Add(double[] bounds, uint[] counts, double share, double[] toBounds, double[] to)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] != 0)
            {
                to[Place(bounds, i, toBounds)] += share * counts[i];
            }
        }
    }

    /// <summary>
    /// The value below which that share of all lies; within a bucket they are taken to lie evenly. Null without any. Of what is above the last
    /// bound one knows no more than that, unless the greatest is known.
    /// </summary>
    /// <param name="share">0.99 for the 99th percentile.</param>
    /// <param name="bounds">Ascending.</param>
    /// <param name="counts">One more than bounds.</param>
    /// <param name="min">No value is less.</param>
    /// <param name="max">No value is greater.</param>
    public static double? Percentile(double share, double[] bounds, double[] counts, double? min, double? max)
    {
        var total = counts.Sum();
        if (total <= 0 || (bounds.Length == 0 && max is null))
        {
            return null;
        }

        var wanted = share * total;
        var below = 0.0;
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0 && below + counts[i] >= wanted)
            {
                var upper = i < bounds.Length ? bounds[i] : max ?? bounds.LastOrDefault();
                var lower = i > 0 ? bounds[i - 1] : min ?? Math.Min(0, upper);
                upper = Math.Min(upper, max ?? upper);
                lower = Math.Min(Math.Max(lower, min ?? lower), upper);
                return lower + ((upper - lower) * Math.Clamp((wanted - below) / counts[i], 0, 1));
            }

            below += counts[i];
        }

        return max ?? bounds.LastOrDefault();
    }

    private static int Place(double[] bounds, int bucket, double[] toBounds)
    {
        if (ReferenceEquals(bounds, toBounds))
        {
            return bucket;
        }

        if (bucket == bounds.Length)
        {
            return toBounds.Length;
        }

        var found = Array.BinarySearch(toBounds, bounds[bucket]);
        return found >= 0 ? found : ~found;
    }
}
