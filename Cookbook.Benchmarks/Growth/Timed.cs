using System.Diagnostics;
using Cookbook.Benchmarks.Reports;

namespace Cookbook.Benchmarks.Growth;

/// <summary>Medians: what else the machine does meets some of the rounds.</summary>
internal static class Timed
{
    /// <summary>Nanoseconds of each of so many operations that <paramref name="run"/> does at once; a first round is not counted.</summary>
    public static double Nanoseconds(int operations, int rounds, Action run)
    {
        run();
        var times = new List<double>(rounds);
        for (var round = 0; round < rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            run();
            times.Add(Stopwatch.GetElapsedTime(start).TotalNanoseconds / operations);
        }

        return times.Median();
    }

    /// <summary>Milliseconds of one after the other, sorted.</summary>
    public static async Task<List<double>> MillisecondsAsync(int rounds, Func<Task> run)
    {
        var times = new List<double>(rounds);
        for (var round = 0; round < rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            await run();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        return times;
    }
}
