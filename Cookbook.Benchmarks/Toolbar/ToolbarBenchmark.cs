using System.Net.Http.Json;
using Cookbook.Benchmarks.Beside;
using Cookbook.Benchmarks.Load;
using Cookbook.Benchmarks.Reports;
using Cookbook.Benchmarks.Requests;

namespace Cookbook.Benchmarks.Toolbar;

/// <summary>
/// What the debug toolbar costs: the same page with it and without, in turn. Each site is a process of its own: with and without the
/// toolbar, and in some of the starts with the cache too. Turns are short, so that what else the machine does meets both of a pair; and all
/// is started many times, because no two processes compile quite the same: that makes more of a difference than the toolbar, so what a start says,
/// the median of its pairs, counts once. They compile without a dynamic profile, as a build for development does.
/// </summary>
internal static class ToolbarBenchmark
{
    private const string Page = "cookbook/";

    /// <summary>Of the requests a second of a page that is rendered anew.</summary>
    private const double Bound = 0.05;

    private const int Starts = 24;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);

    private static readonly string[] Browser = ["Accept: text/html", "Sec-Fetch-Mode: navigate"];

    /// <summary>The bound holds for what is rendered, so that is measured more often.</summary>
    private static readonly Case[] Cases =
    [
        new("rendered anew", IsCached: false, [], Pairs: 5, Every: 1),
        new("rendered anew, to a browser", IsCached: false, Browser, Pairs: 5, Every: 1),
        new("first level", IsCached: true, [], Pairs: 2, Every: 4),
        new("first level, to a browser", IsCached: true, Browser, Pairs: 2, Every: 4),
    ];

    public static async Task<Outcome> RunAsync(ModeOptions options, CancellationToken cancellationToken)
    {
        var starts = Cases.ToDictionary(each => each, _ => new List<IReadOnlyList<(ToolbarCost Off, ToolbarCost On)>>());
        Surroundings? surroundings = null;
        for (var start = 1; start <= Starts; start++)
        {
            await Console.Error.WriteLineAsync($"Start {start} of {Starts}");
            var cases = Cases.Where(each => start % each.Every == 0).ToArray();
            await using var system = await MeasuredSystem.StartAsync([.. SitesFor(cases)], cancellationToken);
            surroundings ??= await Surroundings.OfAsync(system.Postgres, system.Redis, cancellationToken);
            foreach (var (what, pairs) in await MeasureAsync(system, cases, cancellationToken))
            {
                starts[what].Add(pairs);
            }
        }

        return Outcome.Of(
            surroundings!,
            Tables(starts.Select(each => (each.Key.Name, !each.Key.IsCached, (IReadOnlyList<IReadOnlyList<(ToolbarCost, ToolbarCost)>>)each.Value))));
    }

    private static IEnumerable<SiteBeside> SitesFor(Case[] cases) =>
        from isCached in cases.Select(each => each.IsCached).Distinct()
        from isOn in (bool[])[false, true]
        select new SiteBeside(
            NameOf(isCached, isOn),
            ("ASPNETCORE_ENVIRONMENT", "Development"),
            ("DOTNET_TieredPGO", "0"),
            ("Logging__LogLevel__Default", "Warning"),
            ("OutputCaching__Enabled", isCached ? "true" : "false"),
            ("Toolbar__Enabled", isOn ? "true" : "false"));

    private static async Task<Dictionary<Case, List<(ToolbarCost Off, ToolbarCost On)>>> MeasureAsync(
        MeasuredSystem system, Case[] cases, CancellationToken cancellationToken)
    {
        var pairs = cases.ToDictionary(each => each, _ => new List<(ToolbarCost Off, ToolbarCost On)>());
        using var client = new HttpClient();
        var wrk = Wrk.Installed();
        foreach (var (what, isOn) in cases.SelectMany(each => (IEnumerable<(Case, bool)>)[(each, false), (each, true)]))
        {
            var site = system.AddressOf(NameOf(what.IsCached, isOn));

            // The first page is compiled first, and wrk waits for two seconds at most.
            (await client.GetAsync(new Uri(site, Page), cancellationToken)).EnsureSuccessStatusCode();
            await wrk.RunAsync(new Uri(site, Page), WarmUp, what.Headers, cancellationToken);
        }

        for (var pair = 1; pair <= cases.Max(each => each.Pairs); pair++)
        {
            await Console.Error.WriteLineAsync($"Pair {pair}");
            foreach (var what in cases.Where(each => each.Pairs >= pair))
            {
                var isOffFirst = pair % 2 == 1;
                var first = await CostAsync(what, !isOffFirst);
                var second = await CostAsync(what, isOffFirst);
                pairs[what].Add(isOffFirst ? (first, second) : (second, first));
            }
        }

        return pairs;

        async Task<ToolbarCost> CostAsync(Case what, bool isOn)
        {
            var site = system.AddressOf(NameOf(what.IsCached, isOn));
            var before = await SpentAsync(site);
            var rate = (await wrk.RunAsync(new Uri(site, Page), Turn, what.Headers, cancellationToken)).Rate;
            return ToolbarCost.Of(rate, Turn, before, await SpentAsync(site));
        }

        async Task<Spent> SpentAsync(Uri site) => (await client.GetFromJsonAsync<Spent>(new Uri(site, Spent.Address), cancellationToken))!;
    }

    private static string NameOf(bool isCached, bool isOn) => $"{(isCached ? "cached" : "rendered")}-{(isOn ? "with" : "without")}-toolbar";

    /// <param name="measured">Of each case its name, whether the bound holds for it, and of each start the pairs.</param>
    /// <returns>What it costs in requests a second, and what each request costs.</returns>
    public static IReadOnlyList<Table> Tables(
        IEnumerable<(string Name, bool IsBounded, IReadOnlyList<IReadOnlyList<(ToolbarCost Off, ToolbarCost On)>> Starts)> measured)
    {
        var rates = new Table(
            ("requests a second", null), ("off", "N0"), ("on", "N0"), ("costs, %", "0.0"), ("at least", "0.0"), ("at most", "0.0"), ($"that it is at most {Bound * 100:0} %", null));
        var each = new Table(("for each request", null), ("off", "0.0"), ("on", "0.0"), ("more", "0.0"), ("at least", "0.0"), ("at most", "0.0"));
        foreach (var (name, isBounded, starts) in measured)
        {
            var lost = Said(pair => 1 - (pair.On.Rate / pair.Off.Rate));
            rates.Add(
                name, MedianOf(pair => pair.Off.Rate), MedianOf(pair => pair.On.Rate),
                lost.Median * 100, lost.Least * 100, lost.Most * 100, isBounded ? lost.Verdict(Bound) : "");
            AddRow($"{name}: allocated, KB", cost => cost.Kilobytes);
            AddRow($"{name}: processor time, µs", cost => cost.Microseconds);

            void AddRow(string what, Func<ToolbarCost, double> of)
            {
                var more = Said(pair => of(pair.On) - of(pair.Off));
                each.Add(what, MedianOf(pair => of(pair.Off)), MedianOf(pair => of(pair.On)), more.Median, more.Least, more.Most);
            }

            Pairs Said(Func<(ToolbarCost Off, ToolbarCost On), double> difference) => new(starts.Select(pairs => pairs.Select(difference).Median()));

            double MedianOf(Func<(ToolbarCost Off, ToolbarCost On), double> value) => starts.SelectMany(pairs => pairs).Select(value).Median();
        }

        return [rates, each];
    }

    /// <param name="Name">For the report.</param>
    /// <param name="IsCached">Out of the cache; else rendered anew.</param>
    /// <param name="Headers">Of each request.</param>
    /// <param name="Pairs">In one start.</param>
    /// <param name="Every">In each of so many starts.</param>
    private sealed record Case(string Name, bool IsCached, string[] Headers, int Pairs, int Every);
}
