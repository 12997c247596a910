using Cookbook.LocalHosting.Dashboard.Receiver.Otlp;
using Cookbook.LocalHosting.Dashboard.Store.Metrics;

namespace Cookbook.LocalHosting.Dashboard.Receiver.Reading;

/// <summary>Both kinds of histograms into the one that is kept.</summary>
internal static class HistogramReader
{
    /// <summary>In an exponential histogram; above it, neighbours are put together: a bucket is then 4.4 % wide.</summary>
    private const int FinestScale = 4;

    /// <summary>By the specification; what is beyond is nonsense.</summary>
    private const int ScaleBound = 20;

    /// <summary>No sum of some of them overflows.</summary>
    private const ulong MostValues = 1UL << 53;

    /// <summary>Null if it contradicts itself.</summary>
    public static Distribution? Read(HistogramDataPoint point)
    {
        double[] bounds = [.. point.ExplicitBounds];
        long[] counts = [.. point.BucketCounts.Select(Count)];
        if (counts.Length == 0 && bounds.Length == 0)
        {
            counts = [Count(point.Count)];
        }

        return counts.Length == bounds.Length + 1 && bounds.Length < Buckets.Most && Ascend(bounds)
            ? new Distribution(
                Count(point.Count), Finite(point.HasSum, point.Sum), Finite(point.HasMin, point.Min), Finite(point.HasMax, point.Max), bounds, counts)
            : null;
    }

    /// <summary>Null if it contradicts itself.</summary>
    public static Distribution? Read(ExponentialHistogramDataPoint point)
    {
        if (point.Scale is < -ScaleBound or > ScaleBound || !double.IsFinite(point.ZeroThreshold) || point.ZeroThreshold < 0)
        {
            return null;
        }

        var scale = point.Scale;
        var positive = Indexed(point.Positive);
        var negative = Indexed(point.Negative);
        while (scale > FinestScale || Ends(positive) + Ends(negative) + 2 >= Buckets.Most)
        {
            if (scale == -ScaleBound)
            {
                return null;
            }

            scale--;
            (positive, negative) = (Halved(positive), Halved(negative));
        }

        // By the upper end of each bucket; where between two ends there is none, there was nothing.
        var ends = new SortedDictionary<double, long>();
        Add(0 - point.ZeroThreshold, 0);
        Add(point.ZeroThreshold, Count(point.ZeroCount));
        foreach (var (index, count) in positive)
        {
            Add(End(index), 0);
            Add(End(index + 1), count);
        }

        foreach (var (index, count) in negative)
        {
            Add(-End(index + 1), 0);
            Add(-End(index), count);
        }

        return new Distribution(
            Count(point.Count),
            Finite(point.HasSum, point.Sum),
            Finite(point.HasMin, point.Min),
            Finite(point.HasMax, point.Max),
            [.. ends.Keys],
            [.. ends.Values, 0]);

        double End(long index) => Math.Pow(2, index * Math.Pow(2, -scale));

        void Add(double end, long count)
        {
            end = Math.Clamp(end, double.MinValue, double.MaxValue);
            ends[end] = ends.GetValueOrDefault(end) + count;
        }
    }

    private static int Ends(Dictionary<long, long> buckets) => buckets.Count + buckets.Keys.Count(index => !buckets.ContainsKey(index + 1));

    private static Dictionary<long, long> Indexed(ExponentialHistogramDataPoint.Types.Buckets? buckets)
    {
        var indexed = new Dictionary<long, long>();
        for (var i = 0; i < (buckets?.BucketCounts.Count ?? 0); i++)
        {
            if (buckets!.BucketCounts[i] > 0)
            {
                indexed[(long)buckets.Offset + i] = Count(buckets.BucketCounts[i]);
            }
        }

        return indexed;
    }

    /// <summary>By a scale of one less: two buckets become one.</summary>
    private static Dictionary<long, long> Halved(Dictionary<long, long> buckets)
    {
        var halved = new Dictionary<long, long>();
        foreach (var (index, count) in buckets)
        {
            halved[index >> 1] = halved.GetValueOrDefault(index >> 1) + count;
        }

        return halved;
    }

    private static bool Ascend(double[] bounds)
    {
        for (var i = 0; i < bounds.Length; i++)
        {
            if (!double.IsFinite(bounds[i]) || (i > 0 && bounds[i] <= bounds[i - 1]))
            {
                return false;
            }
        }

        return true;
    }

    private static long Count(ulong count) => (long)Math.Min(count, MostValues);

    private static double? Finite(bool isThere, double value) => isThere && double.IsFinite(value) ? value : null;
}
