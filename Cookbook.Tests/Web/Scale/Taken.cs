using System.Diagnostics;

namespace Cookbook.Tests.Web.Scale;

/// <summary>How long the requests for a page took, one after the other, in milliseconds.</summary>
internal sealed record Taken(double P50, double P95, double P99)
{
    private const int Requests = 100;

    /// <summary>Of a page that is so slow that as many would take more than <see cref="Enough"/>; its last percentiles are the longest of few.</summary>
    private const int Least = 5;

    /// <summary>Before the first that counts; pages with an address of each recipe have ten.</summary>
    private const int WarmUps = 10;

    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(2);

    /// <param name="get">The request with this number; throws if the answer is not as it must be.</param>
    public static async Task<Taken> MeasureAsync(Func<int, Task> get)
    {
        var begin = Stopwatch.GetTimestamp();
        for (var number = 0; number == 0 || (number < WarmUps && Stopwatch.GetElapsedTime(begin) < Enough); number++)
        {
            await get(number);
        }

        var times = new List<double>(Requests);
        begin = Stopwatch.GetTimestamp();
        while (times.Count < Least || (times.Count < Requests && Stopwatch.GetElapsedTime(begin) < Enough))
        {
            var start = Stopwatch.GetTimestamp();
            await get(times.Count);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        return new Taken(At(0.5), At(0.95), At(0.99));

        double At(double share) => times[(int)Math.Ceiling(share * times.Count) - 1];
    }
}
