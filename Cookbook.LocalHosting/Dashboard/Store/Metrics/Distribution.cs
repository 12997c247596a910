namespace Cookbook.LocalHosting.Dashboard.Store.Metrics;

/// <summary>How many values there are of which size. It does not change.</summary>
/// <param name="Count">Of values.</param>
/// <param name="Sum">Of them; null if it is not known.</param>
/// <param name="Min">The least; null if it is not known.</param>
/// <param name="Max">The greatest; null if it is not known.</param>
/// <param name="Bounds">Ascending.</param>
/// <param name="Counts">One more than there are bounds: number i is of what is above bound i - 1, up to and with bound i.</param>
internal sealed record Distribution(long Count, double? Sum, double? Min, double? Max, double[] Bounds, long[] Counts)
{
    public static Distribution Empty { get; } = new(0, 0, null, null, [], [0]);

    public Distribution Plus(Distribution other)
    {
        var bounds = Buckets.Union(Bounds, other.Bounds);
        var counts = new long[bounds.Length + 1];
        Buckets.Add(Bounds, Counts, bounds, counts);
        Buckets.Add(other.Bounds, other.Counts, bounds, counts);
        return new Distribution(Count + other.Count, Sum + other.Sum, Least(Min, other.Min), Greatest(Max, other.Max), bounds, counts);
    }

    /// <summary>What has come since an earlier one; null if it is none: then whoever counts has begun anew.</summary>
    public Distribution? Since(Distribution earlier)
    {
        if (Count < earlier.Count)
        {
            return null;
        }

        if (Count == earlier.Count)
        {
            return this with { Count = 0, Sum = Sum is null ? null : 0, Counts = new long[Counts.Length] };
        }

        var bounds = Buckets.Union(Bounds, earlier.Bounds);
        var (counts, before) = (new long[bounds.Length + 1], new long[bounds.Length + 1]);
        Buckets.Add(Bounds, Counts, bounds, counts);
        Buckets.Add(earlier.Bounds, earlier.Counts, bounds, before);
        var same = ReferenceEquals(bounds, earlier.Bounds);
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] -= before[i];
            if (counts[i] < 0)
            {
                if (same)
                {
                    return null;
                }

                // Coarser buckets than before: what was in the finer ones lies in their neighbours now.
                counts[i] = 0;
            }
        }

        return new Distribution(Count - earlier.Count, Sum - earlier.Sum, Min, Max, bounds, counts);
    }

    /// <summary>With the bounds of another one, if they are the same: one copy of them is enough.</summary>
    public Distribution Sharing(double[] bounds) => bounds.AsSpan().SequenceEqual(Bounds) ? this with { Bounds = bounds } : this;

    public double? Percentile(double share) => Buckets.Percentile(share, Bounds, Array.ConvertAll(Counts, count => (double)count), Min, Max);

    private static double? Least(double? one, double? other) => one is null || other is null ? one ?? other : Math.Min(one.Value, other.Value);

    private static double? Greatest(double? one, double? other) => one is null || other is null ? one ?? other : Math.Max(one.Value, other.Value);
}
