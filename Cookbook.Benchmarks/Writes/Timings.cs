using System.Diagnostics;
using Cookbook.Benchmarks.Reports;

namespace Cookbook.Benchmarks.Writes;

/// <summary>How long things took that were done one after the other, in milliseconds, by their names.</summary>
internal sealed class Timings
{
    private readonly List<(string What, List<double> Times)> _all = [];

    public static async Task<double> OfAsync(Func<Task> run)
    {
        var begun = Stopwatch.GetTimestamp();
        await run();
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    public void Add(string what, params IEnumerable<double> times) => _all.Add((what, [.. times.Order()]));

    /// <param name="what">One that was added.</param>
    /// <param name="percent">From 0 to 100.</param>
    public double Percentile(string what, double percent) => Percentile(_all.Single(one => one.What == what).Times, percent);

    public Table ToTable()
    {
        var table = new Table(("milliseconds", null), ("times", "N0"), ("p50", "0.0"), ("p99", "0.0"), ("most", "0.0"));
        foreach (var (what, times) in _all)
        {
            table.Add(what, times.Count, Percentile(times, 50), Percentile(times, 99), times[^1]);
        }

        return table;
    }

    private static double Percentile(List<double> sorted, double percent) => sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * percent / 100))];
}
