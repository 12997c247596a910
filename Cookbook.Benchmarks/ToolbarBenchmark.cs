using System.Globalization;
using System.Text;
using Cookbook.Benchmarks.Load;

namespace Cookbook.Benchmarks;

/// <summary>
/// What the debug toolbar costs: the same page with it and without, in turn. Each site runs alone, because the spans of all sites of a
/// process go to each of them. The cost is the median of what each pair of neighbours says: what else the machine does meets both.
/// </summary>
internal static class ToolbarBenchmark
{
    private const string Page = "/cookbook/";

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    public static async Task<string> RunAsync(BenchmarkServers servers, TimeSpan time, int rounds, CancellationToken cancellationToken)
    {
        (string Name, string Caching, string[] Headers)[] cases =
        [
            ("rendered anew", "false", []),
            ("rendered anew, to a browser", "false", ["Accept: text/html", "Sec-Fetch-Mode: navigate"]),
            ("first level", "true", []),
            ("first level, to a browser", "true", ["Accept: text/html", "Sec-Fetch-Mode: navigate"]),
        ];
        var pairs = cases.ToDictionary(each => each.Name, _ => new List<(double Off, double On)>());
        foreach (var (_, caching, headers) in cases)
        {
            Console.Error.WriteLine("Warm-up");
            await RateAsync(servers, caching, toolbar: true, headers, WarmUp * 3, cancellationToken);
        }

        for (var round = 1; round <= rounds; round++)
        {
            foreach (var (name, caching, headers) in cases)
            {
                Console.Error.WriteLine($"Round {round} of {rounds}: {name}");
                var isOffFirst = round % 2 == 1;
                var first = await RateAsync(servers, caching, !isOffFirst, headers, time, cancellationToken);
                var second = await RateAsync(servers, caching, isOffFirst, headers, time, cancellationToken);
                pairs[name].Add(isOffFirst ? (first, second) : (second, first));
            }
        }

        var report = new StringBuilder("| requests a second | off | on | costs |\n|---|---:|---:|---:|\n");
        foreach (var (name, measured) in pairs)
        {
            var (off, on) = (Median(measured.Select(pair => pair.Off)), Median(measured.Select(pair => pair.On)));
            report.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {off:N0} | {on:N0} | {Median(measured.Select(pair => 1 - (pair.On / pair.Off))) * 100:0.0} % |");
        }

        return report.ToString();
    }

    private static async Task<double> RateAsync(
        BenchmarkServers servers, string caching, bool toolbar, string[] headers, TimeSpan time, CancellationToken cancellationToken)
    {
        await using var site = new BenchmarkSite(servers, "Development", ("OutputCaching:Enabled", caching), ("Toolbar:Enabled", toolbar ? "true" : "false")).Start();
        var address = new Uri(site.Address, Page);
        var wrk = Wrk.Installed();
        await wrk.RunAsync(address, WarmUp, headers, cancellationToken);
        return (await wrk.RunAsync(address, time, headers, cancellationToken)).Rate;
    }

    private static double Median(IEnumerable<double> numbers)
    {
        var ordered = numbers.Order().ToList();
        return ordered[ordered.Count / 2];
    }
}
