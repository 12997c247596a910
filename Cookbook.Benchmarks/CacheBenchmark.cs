using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Cookbook.Benchmarks;

/// <summary>
/// The cache's levels against fixed bytes from the same server, in one run: one after the other, round after round, so that what the
/// machine does besides meets all of them. Medians.
/// </summary>
internal static class CacheBenchmark
{
    private const string Page = "/cookbook/";

    /// <summary>Until the compiler has made its best of a path.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    public static async Task<string> RunAsync(BenchmarkServers servers, TimeSpan time, int rounds, CancellationToken cancellationToken)
    {
        await using var first = new BenchmarkSite(servers).Start();
        await using var second = new BenchmarkSite(servers, ("OutputCaching:FirstLevelBytes", "0")).Start();
        await using var uncached = new BenchmarkSite(servers, ("OutputCaching:Enabled", "false")).Start();
        var bytes = await first.MeasureAsync(Page, cancellationToken);
        await using var stock = await StockSite.StartAsync(servers, first.Fixed, cancellationToken);
        var etag = await ETagAsync(first, cancellationToken);

        (string Name, Uri Address, string[] Headers)[] candidates =
        [
            ("fixed bytes", new Uri(first.Address, "/fixed"), []),
            ("first level", new Uri(first.Address, Page), []),
            ("first level, brotli", new Uri(first.Address, Page), ["Accept-Encoding: br"]),
            ("first level, 304", new Uri(first.Address, Page), [$"If-None-Match: {etag}"]),
            ("stock, Redis store", new Uri(stock.Address, "/page"), []),
            ("second level", new Uri(second.Address, Page), []),
            ("rendered anew", new Uri(uncached.Address, Page), []),
        ];

        var loads = candidates.ToDictionary(candidate => candidate.Name, _ => new List<Load>());
        foreach (var (name, address, headers) in candidates)
        {
            Console.Error.WriteLine($"Warm-up: {name}");
            await Wrk.RunAsync(address, WarmUp, headers, cancellationToken);
        }

        for (var round = 1; round <= rounds; round++)
        {
            foreach (var (name, address, headers) in candidates)
            {
                Console.Error.WriteLine($"Round {round} of {rounds}: {name}");
                loads[name].Add(await Wrk.RunAsync(address, time, headers, cancellationToken));
            }
        }

        var allocated = await AllocatedAsync(first, Page, cancellationToken) - await AllocatedAsync(first, "/fixed", cancellationToken);
        return Report(candidates.Select(candidate => (candidate.Name, loads[candidate.Name])), bytes, allocated);
    }

    private static string Report(IEnumerable<(string Name, List<Load> Loads)> measured, int bytes, long allocated)
    {
        var report = new StringBuilder();
        report.AppendLine(CultureInfo.InvariantCulture,
            $"{Page}, {bytes} bytes; wrk -t1 -c32 on the loopback; {Environment.ProcessorCount} cores; {RuntimeInformation.FrameworkDescription}\n");
        report.AppendLine("| | requests a second | of fixed bytes | p50 ms | p99 ms |");
        report.AppendLine("|---|---:|---:|---:|---:|");
        double? all = null;
        foreach (var (name, loads) in measured)
        {
            var rate = Median(loads, load => load.Rate);
            all ??= rate;
            report.AppendLine(CultureInfo.InvariantCulture,
                $"| {name} | {rate:N0} | {rate / all:0.00} | {Median(loads, load => load.P50):0.00} | {Median(loads, load => load.P99):0.0} |");
        }

        report.AppendLine(CultureInfo.InvariantCulture, $"\nA first-level hit allocates {allocated} bytes more than fixed bytes do.");
        return report.ToString();
    }

    private static double Median(List<Load> loads, Func<Load, double> of) => loads.Select(of).Order().ElementAt(loads.Count / 2);

    private static async Task<string> ETagAsync(BenchmarkSite site, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = site.Address };
        using var response = await client.GetAsync(Page, cancellationToken);
        return response.Headers.ETag!.ToString();
    }

    /// <summary>Bytes that a request allocates, the client's included.</summary>
    private static async Task<long> AllocatedAsync(BenchmarkSite site, string address, CancellationToken cancellationToken)
    {
        const int Requests = 5_000;
        using var client = new HttpClient { BaseAddress = site.Address };
        var buffer = new byte[64 * 1024];
        await GetAsync();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < Requests; i++)
        {
            await GetAsync();
        }

        return (GC.GetTotalAllocatedBytes(precise: true) - before) / Requests;

        async Task GetAsync()
        {
            using var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            while (await body.ReadAsync(buffer, cancellationToken) > 0)
            {
            }
        }
    }
}
