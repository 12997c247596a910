using Cookbook.Benchmarks.Beside;

namespace Cookbook.Benchmarks.Toolbar;

/// <summary>What a request costs the site.</summary>
/// <param name="Rate">Requests a second.</param>
/// <param name="Kilobytes">Allocated for each.</param>
/// <param name="Microseconds">Of the processors' time, for each; the load generator's is not in it.</param>
internal sealed record ToolbarCost(double Rate, double Kilobytes, double Microseconds)
{
    /// <param name="rate">Requests a second.</param>
    /// <param name="time">For how long.</param>
    /// <param name="before">What the site had taken before.</param>
    /// <param name="after">And behind them.</param>
    public static ToolbarCost Of(double rate, TimeSpan time, Spent before, Spent after)
    {
        var requests = Math.Max(1, rate * time.TotalSeconds);
        return new ToolbarCost(rate, (after.Bytes - before.Bytes) / 1024.0 / requests, (after.Microseconds - before.Microseconds) / requests);
    }
}
