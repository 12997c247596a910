using Cookbook.LocalHosting.Dashboard.Pages.Shared;
using Cookbook.LocalHosting.Dashboard.Store.Metrics;

namespace Cookbook.LocalHosting.Dashboard.Pages.Metrics;

/// <summary>How many values of which size histograms had in each cell of a chart, and in all of them, together.</summary>
internal sealed class Sizes
{
    private readonly double[] _bounds;
    private readonly double[]?[] _cells;
    private readonly double[] _all;

    private Sizes(IReadOnlyCollection<HistogramReading> series, TimeGrid grid)
    {
        _bounds = series.SelectMany(one => one.Slots).Where(slot => slot.Counts.Length > 0).Select(slot => slot.Bounds)
            .Distinct((IEqualityComparer<double[]>)ReferenceEqualityComparer.Instance).Aggregate((double[])[], Buckets.Union);
        _cells = new double[]?[grid.Cells];
        _all = new double[_bounds.Length + 1];
        foreach (var slots in series.Select(one => one.Slots))
        {
            Add(slots, grid);
        }

        if (series.Count > 0 && series.All(one => one.Total.Min is not null && one.Total.Max is not null))
        {
            (Min, Max) = (series.Min(one => one.Total.Min), series.Max(one => one.Total.Max));
        }
    }

    public double Count { get; private set; }

    /// <summary>Null if a process does not say it.</summary>
    public double? Sum { get; private set; } = 0;

    /// <summary>Since the beginning: there is none of a shorter time.</summary>
    public double? Min { get; }

    public double? Max { get; }

    public static Sizes Of(IEnumerable<SeriesReading> series, TimeGrid grid) => new([.. series.OfType<HistogramReading>()], grid);

    /// <summary>Of all cells; null without values.</summary>
    public double? Percentile(double share) => Buckets.Percentile(share, _bounds, _all, Min, Max);

    /// <summary>For each cell; null where there were no values.</summary>
    public IReadOnlyList<double?> Percentiles(double share) =>
        Array.ConvertAll(_cells, counts => counts is null ? null : Buckets.Percentile(share, _bounds, counts, Min, Max));

    private void Add(HistogramSlot[] slots, TimeGrid grid)
    {
        foreach (var part in Cells.Parts(slots, grid))
        {
            var slot = slots[part.Slot];
            if (slot.Counts.Length > 0)
            {
                Count += part.Share * slot.Count;
                Sum += double.IsNaN(slot.Sum) ? null : part.Share * slot.Sum;
                Buckets.Add(slot.Bounds, slot.Counts, part.Share, _bounds, _cells[part.Cell] ??= new double[_bounds.Length + 1]);
                Buckets.Add(slot.Bounds, slot.Counts, part.Share, _bounds, _all);
            }
        }
    }
}
