using Cookbook.LocalHosting.Dashboard.Pages.Shared;
using Cookbook.LocalHosting.Dashboard.Store.Metrics;

namespace Cookbook.LocalHosting.Dashboard.Pages.Metrics;

/// <summary>By how much counters have grown in each cell of a chart, together.</summary>
internal sealed class Growth(TimeGrid grid)
{
    private readonly double[] _growth = new double[grid.Cells];
    private readonly double?[] _rates = new double?[grid.Cells];

    /// <summary>For each cell; null where nothing was measured.</summary>
    public IReadOnlyList<double?> PerSecond => _rates;

    public double Total => _growth.Sum();

    public double this[int cell] => _growth[cell];

    public static Growth Of(IEnumerable<SeriesReading> series, TimeGrid grid)
    {
        var growth = new Growth(grid);
        foreach (var one in series)
        {
            switch (one)
            {
                case NumberReading { Slots: var slots }:
                    growth.Add(slots, slot => slots[slot].Value - slots[slot - 1].Value);
                    break;
                case HistogramReading { Slots: var slots }:
                    growth.Add(slots, slot => slots[slot].Count);
                    break;
            }
        }

        return growth;
    }

    private void Add<T>(T[] slots, Func<int, double> grown)
        where T : struct, ISlot
    {
        var (growth, covered) = (new double[grid.Cells], new long[grid.Cells]);
        foreach (var part in Cells.Parts(slots, grid))
        {
            growth[part.Cell] += part.Share * grown(part.Slot);
            covered[part.Cell] += part.Covered;
        }

        for (var cell = 0; cell < grid.Cells; cell++)
        {
            if (covered[cell] > 0)
            {
                _growth[cell] += growth[cell];
                _rates[cell] = (_rates[cell] ?? 0) + (growth[cell] / (covered[cell] / 1e9));
            }
        }
    }
}
