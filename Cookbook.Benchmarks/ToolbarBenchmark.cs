using System.Globalization;
using System.Text;

namespace Cookbook.Benchmarks;

/// <summary>
/// What the debug toolbar costs: the same page with it and without, in turn. Each site runs alone, because the spans of all sites of a
/// process go to each of them. The best of the rounds: whatever else the machine does only makes one slower.
/// </summary>
internal static class ToolbarBenchmark
{
    private const string Page = "/cookbook/";

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    public static async Task<string> RunAsync(BenchmarkServers servers, TimeSpan time, int rounds, CancellationToken cancellationToken)
    {
        (string Name, string Caching, string[] Headers)[] cases =
        [
            ("rendered anew", "false", []),
            ("rendered anew, to a browser", "false", ["Accept: text/html", "Sec-Fetch-Mode: navigate"]),
            ("first level", "true", []),
            ("first level, to a browser", "true", ["Accept: text/html", "Sec-Fetch-Mode: navigate"]),
        ];
        var rates = cases.ToDictionary(each => each.Name, _ => (Off: new List<double>(), On: new List<double>()));
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var (name, caching, headers) in cases)
            {
                Console.Error.WriteLine($"Round {round} of {rounds}: {name}");
                rates[name].Off.Add(await RateAsync(servers, caching, "false", headers, time, cancellationToken));
                rates[name].On.Add(await RateAsync(servers, caching, "true", headers, time, cancellationToken));
            }
        }

        var report = new StringBuilder("| requests a second | off | on | costs |\n|---|---:|---:|---:|\n");
        foreach (var (name, (off, on)) in rates)
        {
            report.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {off.Max():N0} | {on.Max():N0} | {(1 - (on.Max() / off.Max())) * 100:0.0} % |");
        }

        return report.ToString();
    }

    private static async Task<double> RateAsync(
        BenchmarkServers servers, string caching, string toolbar, string[] headers, TimeSpan time, CancellationToken cancellationToken)
    {
        await using var site = new BenchmarkSite(servers, "Development", ("OutputCaching:Enabled", caching), ("Toolbar:Enabled", toolbar)).Start();
        var address = new Uri(site.Address, Page);
        await Wrk.RunAsync(address, WarmUp, headers, cancellationToken);
        return (await Wrk.RunAsync(address, time, headers, cancellationToken)).Rate;
    }
}
