using Cookbook.Benchmarks.Reports;

namespace Cookbook.Benchmarks.Growth;

/// <summary>How the cost of a purge, of a hit in memory and of making room grows with the number of pages and of tags. In process, on the library itself.</summary>
internal static class GrowthBenchmark
{
    public static async Task<IReadOnlyList<Table>> RunAsync(BenchmarkServers servers, CancellationToken cancellationToken) =>
        [FirstLevelGrowth.Run(cancellationToken), TagGrowth.Run(cancellationToken), .. await PurgeGrowth.RunAsync(servers, cancellationToken)];
}
