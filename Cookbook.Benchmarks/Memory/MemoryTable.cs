using System.Globalization;
using Cookbook.Benchmarks.Reports;

namespace Cookbook.Benchmarks.Memory;

/// <summary>The life of each process in a row.</summary>
internal static class MemoryTable
{
    public static Table Of(IReadOnlyList<MemorySample> samples)
    {
        var table = new Table(
            ("memory (resident), MB", null), ("from", ""), ("until", ""), ("first", "0"), ("median of the first third", "0"), ("middle", "0"), ("last third", "0"), ("most", "0"));
        var processes = samples.GroupBy(sample => (sample.Replica, sample.Process))
            .OrderBy(process => process.Min(sample => sample.At))
            .ThenBy(process => process.Key.Replica);
        foreach (var process in processes)
        {
            var life = process.OrderBy(sample => sample.At).ToList();
            table.Add(
                $"replica {process.Key.Replica + 1}", Time(life[0].At), Time(life[^1].At), MemoryRule.Megabytes(life[0].Bytes),
                Third(life, 0), Third(life, 1), Third(life, 2), MemoryRule.Megabytes(life.Max(sample => sample.Bytes)));
        }

        return table;
    }

    /// <summary>Too short a life has no thirds.</summary>
    private static object Third(List<MemorySample> life, int third) =>
        life.Count < 3 ? "-" : MemoryRule.Megabytes(MemoryRule.MedianOfThird(life, third));

    private static string Time(TimeSpan at) => at.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture);
}
