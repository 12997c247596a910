using System.Runtime;
using Cookbook.Benchmarks.Load;
using Cookbook.Benchmarks.Reports;

namespace Cookbook.Benchmarks;

/// <summary>
/// What the debug toolbar costs: the same page with it and without, in turn. Each site runs alone, because the spans of all sites of a
/// process go to each of them.
/// </summary>
internal static class ToolbarBenchmark
{
    private const string Page = "/cookbook/";

    /// <summary>Of the requests a second of a page that is rendered anew.</summary>
    private const double Bound = 0.05;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    private static readonly string[] Browser = ["Accept: text/html", "Sec-Fetch-Mode: navigate"];

    private static readonly Case[] Cases =
    [
        new("rendered anew", IsCached: false, []),
        new("rendered anew, to a browser", IsCached: false, Browser),
        new("first level", IsCached: true, []),
        new("first level, to a browser", IsCached: true, Browser),
    ];

    public static async Task<IReadOnlyList<Table>> RunAsync(BenchmarkServers servers, TimeSpan time, int rounds, CancellationToken cancellationToken)
    {
        var pairs = Cases.ToDictionary(each => each, _ => new List<(ToolbarCost Off, ToolbarCost On)>());
        foreach (var each in Cases)
        {
            Console.Error.WriteLine("Warm-up");
            await MeasureAsync(servers, each, isOn: true, WarmUp * 3, cancellationToken);
        }

        for (var round = 1; round <= rounds; round++)
        {
            foreach (var each in Cases)
            {
                Console.Error.WriteLine($"Round {round} of {rounds}: {each.Name}");
                var isOffFirst = round % 2 == 1;
                var first = await MeasureAsync(servers, each, !isOffFirst, time, cancellationToken);
                var second = await MeasureAsync(servers, each, isOffFirst, time, cancellationToken);
                pairs[each].Add(isOffFirst ? (first, second) : (second, first));
            }
        }

        return Tables(pairs.Select(pair => (pair.Key.Name, !pair.Key.IsCached, (IReadOnlyList<(ToolbarCost, ToolbarCost)>)pair.Value)));
    }

    private static async Task<ToolbarCost> MeasureAsync(BenchmarkServers servers, Case what, bool isOn, TimeSpan time, CancellationToken cancellationToken)
    {
        await using var site = new BenchmarkSite(
            servers, "Development", ("OutputCaching:Enabled", what.IsCached ? "true" : "false"), ("Toolbar:Enabled", isOn ? "true" : "false")).Start();
        var address = new Uri(site.Address, Page);
        using (var client = new HttpClient())
        {
            // The first page is compiled first, and wrk waits for two seconds at most.
            (await client.GetAsync(address, cancellationToken)).EnsureSuccessStatusCode();
        }

        var wrk = Wrk.Installed();
        await wrk.RunAsync(address, WarmUp, what.Headers, cancellationToken);
        var (bytes, processors) = (GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime);
        var rate = (await wrk.RunAsync(address, time, what.Headers, cancellationToken)).Rate;
        return ToolbarCost.Of(rate, time, GC.GetTotalAllocatedBytes(precise: true) - bytes, Environment.CpuUsage.TotalTime - processors);
    }

    /// <param name="measured">Of each case its name, whether the bound holds for it, and its pairs.</param>
    /// <returns>What it costs in requests a second, and what each request costs.</returns>
    public static IReadOnlyList<Table> Tables(IEnumerable<(string Name, bool IsBounded, IReadOnlyList<(ToolbarCost Off, ToolbarCost On)> Pairs)> measured)
    {
        var heaps = GCSettings.IsServerGC ? "a heap for each core" : "one heap";
        var rates = new Table(
            ($"requests a second, {heaps}", null), ("off", "N0"), ("on", "N0"), ("costs, %", "0.0"), ("at least", "0.0"), ("at most", "0.0"), ($"that it is at most {Bound * 100:0} %", null));
        var each = new Table(("for each request", null), ("off", "0.0"), ("on", "0.0"), ("more", "0.0"), ("at least", "0.0"), ("at most", "0.0"));
        foreach (var (name, isBounded, pairs) in measured)
        {
            var lost = new Pairs(pairs.Select(pair => 1 - (pair.On.Rate / pair.Off.Rate)));
            rates.Add(
                name, pairs.Select(pair => pair.Off.Rate).Median(), pairs.Select(pair => pair.On.Rate).Median(),
                lost.Median * 100, lost.Least * 100, lost.Most * 100, isBounded ? lost.Verdict(Bound) : "");
            AddRow($"{name}: allocated, KB", cost => cost.Kilobytes);
            AddRow($"{name}: processor time, µs", cost => cost.Microseconds);

            void AddRow(string what, Func<ToolbarCost, double> of)
            {
                var more = new Pairs(pairs.Select(pair => of(pair.On) - of(pair.Off)));
                each.Add(what, pairs.Select(pair => of(pair.Off)).Median(), pairs.Select(pair => of(pair.On)).Median(), more.Median, more.Least, more.Most);
            }
        }

        return [rates, each];
    }

    private sealed record Case(string Name, bool IsCached, string[] Headers);
}
