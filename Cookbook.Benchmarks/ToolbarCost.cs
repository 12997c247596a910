namespace Cookbook.Benchmarks;

/// <summary>What a request costs the site.</summary>
/// <param name="Rate">Requests a second.</param>
/// <param name="Kilobytes">Allocated for each.</param>
/// <param name="Microseconds">Of the processors' time, for each; the load generator's is not in it.</param>
internal sealed record ToolbarCost(double Rate, double Kilobytes, double Microseconds)
{
    /// <param name="rate">Requests a second.</param>
    /// <param name="time">For how long.</param>
    /// <param name="bytes">Allocated by this process meanwhile.</param>
    /// <param name="processors">Taken by this process meanwhile.</param>
    public static ToolbarCost Of(double rate, TimeSpan time, long bytes, TimeSpan processors)
    {
        var requests = Math.Max(1, rate * time.TotalSeconds);
        return new ToolbarCost(rate, bytes / 1024.0 / requests, processors.TotalMicroseconds / requests);
    }
}
