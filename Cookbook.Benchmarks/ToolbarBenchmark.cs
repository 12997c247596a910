using System.Globalization;
using System.Runtime;
using System.Text;
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

    public static async Task<string> RunAsync(BenchmarkServers servers, TimeSpan time, int rounds, CancellationToken cancellationToken)
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

        return Report(pairs, time, rounds);
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

    private static string Report(Dictionary<Case, List<(ToolbarCost Off, ToolbarCost On)>> pairs, TimeSpan time, int rounds)
    {
        var heaps = GCSettings.IsServerGC ? "a heap for each core" : "one heap";
        var report = new StringBuilder();
        report.AppendLine(CultureInfo.InvariantCulture, $"{rounds} pairs of {time.TotalSeconds:0} s, {LoadGenerator.Connections} connections, {Environment.ProcessorCount} cores, {heaps}.\n");
        report.AppendLine("| requests a second | off | on | costs |\n|---|---:|---:|---:|");
        foreach (var (each, measured) in pairs)
        {
            var lost = Lost(measured);
            report.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {each.Name} | {measured.Select(pair => pair.Off.Rate).Median():N0} | {measured.Select(pair => pair.On.Rate).Median():N0} | {lost.Median * 100:0.0} % ({lost.Least * 100:0.0} to {lost.Most * 100:0.0}) |");
        }

        report.AppendLine("\n| for each request | off | on | more |\n|---|---:|---:|---:|");
        foreach (var (each, measured) in pairs)
        {
            AddRow(report, each, measured, "allocated, KB", cost => cost.Kilobytes);
            AddRow(report, each, measured, "processor time, µs", cost => cost.Microseconds);
        }

        report.AppendLine();
        foreach (var (each, measured) in pairs.Where(pair => !pair.Key.IsCached))
        {
            report.AppendLine(CultureInfo.InvariantCulture, $"{each.Name}: that it costs at most {Bound * 100:0} % {Lost(measured).Verdict(Bound)}.");
        }

        return report.ToString();
    }

    private static Pairs Lost(List<(ToolbarCost Off, ToolbarCost On)> measured) => new(measured.Select(pair => 1 - (pair.On.Rate / pair.Off.Rate)));

    private static void AddRow(
        StringBuilder report, Case each, List<(ToolbarCost Off, ToolbarCost On)> measured, string what, Func<ToolbarCost, double> of)
    {
        var more = new Pairs(measured.Select(pair => of(pair.On) - of(pair.Off)));
        report.AppendLine(
            CultureInfo.InvariantCulture,
            $"| {each.Name}: {what} | {measured.Select(pair => of(pair.Off)).Median():0.0} | {measured.Select(pair => of(pair.On)).Median():0.0} | {more.Median:0.0} ({more.Least:0.0} to {more.Most:0.0}) |");
    }

    private sealed record Case(string Name, bool IsCached, string[] Headers);
}
