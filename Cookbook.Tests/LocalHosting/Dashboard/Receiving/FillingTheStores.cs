using System.Diagnostics;
using System.Globalization;
using Cookbook.LocalHosting.Dashboard.Store;
using Cookbook.LocalHosting.Dashboard.Receiver.Otlp;
using Cookbook.LocalHosting.Processes;
using Cookbook.Tests.LocalHosting.Dashboard.Metrics;

namespace Cookbook.Tests.LocalHosting.Dashboard.Receiving;

/// <summary>
/// Ten thousand spans a second; full stores. For some seconds here; with <c>COOKBOOK_LONG_TESTS=1</c> for a minute, to the AppHost as a user starts
/// it, whose memory and pages are measured.
/// </summary>
public sealed class FillingTheStores
{
    private const int SpansASecond = 10_000;

    private static readonly string[] Pages = ["/", "/console/web", "/logs", "/traces", "/traces?resource=flood&q=recipe-1", "/metrics"];

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_lost_below_the_bound()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var flood = new Flood(dashboard.OtlpGrpc, dashboard.Key);

        await flood.SendTracesAsync(TraceStore.Most, spansASecond: 0, CancellationToken);
        await flood.SendRecordsAsync("flood", 10_000, CancellationToken);

        var traces = await dashboard.ReadAsync("/traces");
        Assert.Contains("10,000 traces", traces.Body!.TextContent, StringComparison.Ordinal);
        var last = await dashboard.ReadAsync("/traces?page=200");
        Assert.Contains("00000000000000000000000000000001", last.QuerySelectorAll(".traces a")[^1].GetAttribute("href"), StringComparison.Ordinal);
        Assert.All(traces.QuerySelectorAll(".traces tbody tr"), row => Assert.Contains("10 spans", row.TextContent, StringComparison.Ordinal));
        Assert.Contains("10,000", (await dashboard.ReadAsync("/logs")).Body!.TextContent, StringComparison.Ordinal);

        await flood.SendTracesAsync(50, spansASecond: 0, CancellationToken);
        Assert.Contains("10,000 traces", (await dashboard.ReadAsync("/traces")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_a_minute_the_AppHosts_memory_is_flat_and_its_pages_come_at_once()
    {
        Assert.SkipUnless(LongTests.AreOn, "Set COOKBOOK_LONG_TESTS=1, and run this test alone.");
        using var volumes = new VolumesFolder();
        using var appHost = AppHostProcess.StartWithDashboard(volumes.Path, "--AppHost:OtlpApiKey=of-this-flood");
        await appHost.IsUpAsync();
        using var flood = new Flood(ReceiverOf(appHost), "of-this-flood");
        using var browser = new HttpClient();
        var signIn = new Uri(appHost.Output.Split("Dashboard: ")[1].Split('\n')[0].Trim());
        (await browser.GetAsync(signIn, CancellationToken)).EnsureSuccessStatusCode();
        Say($"Before: {Megabytes(appHost)} MB");
        await CompareAsync(appHost, flood);

        await FillMetricsAsync(flood);
        foreach (var service in (string[])["flood", "web", "migrations"])
        {
            await flood.SendRecordsAsync(service, 10_000, CancellationToken);
        }

        await flood.SendTracesAsync(30 * SpansASecond / Flood.SpansATrace, SpansASecond, CancellationToken);
        var (half, used) = (Megabytes(appHost), ProcessorTime(appHost));
        await flood.SendTracesAsync(30 * SpansASecond / Flood.SpansATrace, SpansASecond, CancellationToken);
        var full = Megabytes(appHost);
        var microseconds = (ProcessorTime(appHost) - used).TotalMicroseconds / (30 * SpansASecond);
        Say($"After half a minute {half} MB, after a minute {full} MB; {microseconds:0.0} µs of a processor for each span");

        var slowest = TimeSpan.Zero;
        foreach (var page in Pages)
        {
            for (var time = 1; time <= 2; time++)
            {
                var began = Stopwatch.GetTimestamp();
                var text = await browser.GetStringAsync(new Uri(signIn, page), CancellationToken);
                var took = Stopwatch.GetElapsedTime(began);
                slowest = took > slowest ? took : slowest;
                Say($"{page}: {took.TotalMilliseconds:0} ms, {text.Length / 1024} KB");
            }
        }

        var latest = TimeSpan.Zero;
        for (var visit = 1; visit <= 5; visit++)
        {
            var took = await UntilTraceAsync(browser, new Uri(appHost.Address), signIn, visit);
            latest = took > latest ? took : latest;
            Say($"{took.TotalMilliseconds:0} ms from a request until its trace is on the page");
        }

        Assert.InRange(latest, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.InRange(full, 0, 250);
        Assert.InRange(full - half, -100, 15);
        Assert.InRange(slowest, TimeSpan.Zero, TimeSpan.FromMilliseconds(200));
        appHost.Send(Signal.Terminate);
        Assert.Equal(0, await appHost.ExitCodeAsync());
    }

    /// <summary>From the answer of a request until the list of traces has it.</summary>
    private static async Task<TimeSpan> UntilTraceAsync(HttpClient browser, Uri site, Uri dashboard, int visit)
    {
        using (await browser.GetAsync(new Uri(site, $"/recipes/sought-{visit}"), CancellationToken))
        {
        }

        var began = Stopwatch.GetTimestamp();
        await Eventually.IsTrue("the trace is there", async () =>
            !(await browser.GetStringAsync(new Uri(dashboard, $"/traces?q=sought-{visit}"), CancellationToken)).Contains("No trace matches", StringComparison.Ordinal));
        return Stopwatch.GetElapsedTime(began);
    }

    /// <summary>The site's answers out of memory, one after the other for two seconds, in turn beside a flood that is made and not sent, and beside one that is.</summary>
    private static async Task CompareAsync(AppHostProcess appHost, Flood flood)
    {
        using var visitor = new HttpClient();
        await CountAsync();
        var ratios = new List<double>();
        for (var round = 0; round < 9; round++)
        {
            var made = await BesideAsync(isSent: false);
            var sent = await BesideAsync(isSent: true);
            ratios.Add((double)sent / made);
            Say($"{made / 2} answers a second beside {SpansASecond} spans a second that are only made, {sent / 2} while the dashboard takes them in");
        }

        Say($"While the dashboard takes them in the site answers {ratios.Order().ElementAt(ratios.Count / 2):0.00} as often");

        async Task<int> BesideAsync(bool isSent)
        {
            flood.IsSent = isSent;
            var flooding = flood.SendTracesAsync(3 * SpansASecond / Flood.SpansATrace, SpansASecond, CancellationToken);
            var count = await CountAsync();
            await flooding;
            return count;
        }

        async Task<int> CountAsync()
        {
            var (count, began) = (0, Stopwatch.GetTimestamp());
            while (Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(2))
            {
                await visitor.GetByteArrayAsync(new Uri(appHost.Address), CancellationToken);
                count++;
            }

            return count;
        }
    }

    /// <summary>An hour of four hundred series, each five seconds; histograms among them.</summary>
    private static async Task FillMetricsAsync(Flood flood)
    {
        var now = TimeProvider.System.GetUtcNow();
        for (var seconds = 3600; seconds >= 0; seconds -= 5)
        {
            var at = now.AddSeconds(-seconds);
            await flood.SendAsync("metrics.v1.MetricsService", Metrics(at, 3600 - seconds), CancellationToken);
        }
    }

    private static ExportMetricsServiceRequest Metrics(DateTimeOffset at, int count)
    {
        var (start, time) = ((at.AddHours(-1) - DateTimeOffset.UnixEpoch).Ticks * 100, (at - DateTimeOffset.UnixEpoch).Ticks * 100);
        double[] bounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
        double[] values = [.. Enumerable.Range(0, 1 + (count / 5)).Select(number => number % 50 / 10.0)];
        return Otlp.Request(
            "flood",
            "Flood",
            Otlp.Counter("requests", [.. Enumerable.Range(1, 300).Select(series => Otlp.Point(start, time, count * series, ("route", $"/{series}")))]),
            Otlp.Histogram("durations", [.. Enumerable.Range(1, 100).Select(series => Otlp.Point(start, time, bounds, values, ("route", $"/{series}")))]));
    }

    /// <summary>Its children are told in their environment.</summary>
    private static Uri ReceiverOf(AppHostProcess appHost) => new(appHost.Descendants()
        .Select(id => File.ReadAllText($"/proc/{id}/environ").Split('\0').FirstOrDefault(variable => variable.StartsWith("OTEL_EXPORTER_OTLP_ENDPOINT=", StringComparison.Ordinal)))
        .First(variable => variable is not null)!.Split('=', 2)[1]);

    private static long Megabytes(AppHostProcess appHost) => long.Parse(
        File.ReadLines($"/proc/{appHost.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture) / 1024;

    private static TimeSpan ProcessorTime(AppHostProcess appHost)
    {
        using var process = Process.GetProcessById(appHost.Id);
        return process.TotalProcessorTime;
    }

    private static void Say(FormattableString text) => TestContext.Current.TestOutputHelper!.WriteLine(FormattableString.Invariant(text));
}
