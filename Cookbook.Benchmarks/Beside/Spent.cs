using Microsoft.AspNetCore.Http;

namespace Cookbook.Benchmarks.Beside;

/// <summary>What the site's process has taken since it began.</summary>
/// <param name="Bytes">Allocated.</param>
/// <param name="Microseconds">Of the processors' time.</param>
internal sealed record Spent(long Bytes, double Microseconds)
{
    /// <summary>Where it tells it.</summary>
    public const string Address = "/beside/spent";

    public static Task AnswerAsync(HttpContext context) =>
        context.Response.WriteAsJsonAsync(new Spent(GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime.TotalMicroseconds));
}
