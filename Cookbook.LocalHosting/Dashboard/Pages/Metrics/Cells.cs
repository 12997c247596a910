using Cookbook.LocalHosting.Dashboard.Pages.Shared;
using Cookbook.LocalHosting.Dashboard.Store.Metrics;

namespace Cookbook.LocalHosting.Dashboard.Pages.Metrics;

/// <summary>Which points of a series lie in which cells of a chart.</summary>
internal static class Cells
{
    /// <summary>In nanoseconds: between two points further apart nothing is known, however seldom the process sends.</summary>
    private const long LongestGap = 150_000_000_000;

    /// <summary>In nanoseconds: so much is no gap, however often it sends.</summary>
    private const long ShortestGap = 15_000_000_000;

    /// <summary>From the point before to this one something has come: the part of it that belongs to a cell, if it came evenly.</summary>
    /// <param name="Slot">The later of the two points.</param>
    /// <param name="Cell">Of the chart.</param>
    /// <param name="Share">Of 0 to 1.</param>
    /// <param name="Covered">How much of the cell that is, in nanoseconds.</param>
    internal readonly record struct Part(int Slot, int Cell, double Share, long Covered);

    public static IEnumerable<Part> Parts<T>(T[] slots, TimeGrid grid)
        where T : struct, ISlot
    {
        var gap = Gap(slots);
        for (var i = 1; i < slots.Length; i++)
        {
            var (from, to) = (slots[i - 1].Time, slots[i].Time);
            if (to <= from || to - from > gap || to <= grid.From)
            {
                continue;
            }

            var last = Math.Min(grid.Cells - 1, (to - 1 - grid.From) / grid.Step);
            for (var cell = (int)Math.Max(0, (from - grid.From) / grid.Step); cell <= last; cell++)
            {
                var covered = Math.Min(to, grid.Start(cell) + grid.Step) - Math.Max(from, grid.Start(cell));
                if (covered > 0)
                {
                    yield return new Part(i, cell, (double)covered / (to - from), covered);
                }
            }
        }
    }

    /// <summary>For each cell the last value in it; where points come less often than cells do, the one before.</summary>
    public static double?[] Values(NumberSlot[] slots, TimeGrid grid)
    {
        var values = new double?[grid.Cells];
        var gap = Gap(slots);
        for (var i = 0; i < slots.Length; i++)
        {
            var until = i + 1 < slots.Length && slots[i + 1].Time - slots[i].Time <= gap ? slots[i + 1].Time : slots[i].Time + 1;
            var last = Math.Min(grid.Cells, (until - grid.From + grid.Step - 1) / grid.Step);
            for (var cell = (int)Math.Max(0, (slots[i].Time - grid.From) / grid.Step); slots[i].Time >= grid.From - gap && cell < last; cell++)
            {
                values[cell] = slots[i].Value;
            }
        }

        return values;
    }

    /// <summary>In nanoseconds: two and a half times what usually lies between two points.</summary>
    private static long Gap<T>(T[] slots)
        where T : struct, ISlot
    {
        if (slots.Length < 3)
        {
            return LongestGap;
        }

        var between = new long[slots.Length - 1];
        for (var i = 0; i < between.Length; i++)
        {
            between[i] = slots[i + 1].Time - slots[i].Time;
        }

        Array.Sort(between);
        return Math.Clamp(between[between.Length / 2] * 5 / 2, ShortestGap, LongestGap);
    }
}
