using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Cookbook.LocalHosting.Dashboard;
using Cookbook.LocalHosting.Dashboard.Receiver.Otlp;
using Cookbook.LocalHosting.Dashboard.Store;
using Cookbook.LocalHosting.Orchestration;
using Google.Protobuf;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.LocalHosting.Dashboard.Metrics;

/// <summary>The pages, over HTTP, with what came over OTLP.</summary>
public sealed class ShowingMetrics : IAsyncLifetime
{
    private const string Trace = "0102030405060708090a0b0c0d0e0f10";

    private readonly HttpClient _browser = new();
    private IDistributedApplicationTestingBuilder _builder = null!;
    private DistributedApplication _application = null!;

    private static CancellationToken CancellationToken => Eventually.Deadline;

    private static long Now => TimeProvider.System.GetUnixNanoseconds();

    public async ValueTask InitializeAsync()
    {
        _builder = DistributedApplicationTestingBuilder.Create([], (options, _) => options.DisableDashboard = false);
        _application = await _builder.StartedAsync();
        var address = _application.Services.GetRequiredService<Cookbook.LocalHosting.Dashboard.Dashboard>().SignInAddress;
        _browser.BaseAddress = address;
        Assert.Equal(HttpStatusCode.OK, (await _browser.GetAsync(address, CancellationToken)).StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _application.DisposeAsync();
        await _builder.DisposeAsync();
    }

    [Fact]
    public async Task The_hit_ratio_of_a_cache_comes_first()
    {
        await SendAsync("web", Requests(hits: 15, misses: 5));
        var page = await PageAsync("/metrics");

        Assert.Equal("Cache: hit ratio", page.QuerySelector("h2")!.TextContent);
        Assert.Equal("75 % of 20 requests in the last 5 minutes", Words(page.QuerySelector(".figure")!));
        Assert.Contains("hit ratio", page.QuerySelector("svg.plot[role=img]")!.GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Contains(page.QuerySelectorAll("svg.plot path"), path => path.GetAttribute("d")!.Length > 0);
        Assert.Equal(["hit 15 75 %", "miss 5 25 %"], page.QuerySelectorAll("table.narrow tbody tr").Select(Words));
        Assert.Contains("requests", page.QuerySelectorAll("table.instruments a").Select(link => link.TextContent));
    }

    [Fact]
    public async Task A_counter_that_has_no_hits_is_no_cache()
    {
        var now = Now;
        await SendAsync("web", Otlp.Counter("orders", Otlp.Point(now - 1_000_000_000, now, 3, ("result", "paid"))));
        Assert.Empty((await PageAsync("/metrics")).QuerySelectorAll("svg.plot"));
    }

    [Fact]
    public async Task The_list_can_be_narrowed_to_a_resource_and_a_text()
    {
        await SendAsync("web", Requests(1, 1), Otlp.Gauge("temperature", Otlp.Point(0, Now, 20)));
        await SendAsync("oven", Otlp.Gauge("temperature", Otlp.Point(0, Now, 220)));

        Assert.Equal(["temperature", "requests", "temperature"], Names(await PageAsync("/metrics")));
        Assert.Equal(["temperature"], Names(await PageAsync("/metrics?resource=oven")));
        Assert.Equal(["temperature", "temperature"], Names(await PageAsync("/metrics?text=TEMP")));
        Assert.Contains("No instrument has “nothing”", (await PageAsync("/metrics?text=nothing")).Body!.TextContent, StringComparison.Ordinal);

        static IEnumerable<string> Names(IDocument page) => page.QuerySelectorAll("table.instruments a").Select(link => link.TextContent);
    }

    [Fact]
    public async Task A_histogram_is_shown_as_percentiles_with_its_count_and_sum_and_leads_to_traces()
    {
        var now = Now;
        var point = Otlp.Point(now - 3_000_000_000, now, [0.1, 0.2, 0.4], [.. Enumerable.Repeat(0.15, 98), 0.3, 0.3]);
        point.Exemplars.Add(new Exemplar
        {
            AsDouble = 0.3,
            TimeUnixNano = (ulong)now,
            TraceId = ByteString.CopyFrom(Convert.FromHexString(Trace)),
            SpanId = ByteString.CopyFrom(1, 2, 3, 4, 5, 6, 7, 8),
        });
        await SendAsync("web", Otlp.Histogram("http.server.request.duration", point));

        Assert.Contains("Requests: duration", (await PageAsync("/metrics")).QuerySelectorAll("h2").Select(title => title.TextContent));
        var page = await PageAsync("/metrics/instrument?resource=web&meter=meter&name=http.server.request.duration");
        string[] lines = ["p50 151 ms", "p90 192 ms", "p99 300 ms", "a single value, with its trace"];
        Assert.Equal(lines, page.QuerySelector("ul.lines")!.Children.Select(Words));
        Assert.Equal($"/traces/{Trace}", page.QuerySelector("svg.plot a")!.GetAttribute("href"));
        var figures = page.QuerySelectorAll("section:last-of-type tbody tr").Select(Words);
        Assert.Equal("all together 100 15.3 s 151 ms 192 ms 300 ms 100 15.3 s – –", Assert.Single(figures));
    }

    [Fact]
    public async Task A_counter_can_be_summed_by_an_attribute()
    {
        await SendAsync("web", Requests(hits: 15, misses: 5));
        var each = await PageAsync("/metrics/instrument?resource=web&meter=meter&name=requests");
        Assert.Equal(3, each.QuerySelector("ul.lines")!.Children.Length);
        var summed = await PageAsync("/metrics/instrument?resource=web&meter=meter&name=requests&by=result");
        Assert.Equal(2, summed.QuerySelector("ul.lines")!.Children.Length);
        Assert.EndsWith("15 requests 15 requests", Words(summed.QuerySelectorAll("section:last-of-type tbody tr")[0]), StringComparison.Ordinal);
        var together = await PageAsync("/metrics/instrument?resource=web&meter=meter&name=requests&by=*");
        Assert.Single(together.QuerySelector("ul.lines")!.Children);
    }

    [Theory]
    [InlineData("/metrics?last=abc", HttpStatusCode.BadRequest, "last must be one of 5m, 15m, 1h")]
    [InlineData("/metrics?resource=nobody", HttpStatusCode.NotFound, "no resource “nobody”")]
    [InlineData("/metrics/instrument", HttpStatusCode.NotFound, "nothing was measured")]
    [InlineData("/metrics/instrument?resource=web&meter=meter&name=nothing", HttpStatusCode.NotFound, "nothing was measured by the instrument “nothing”")]
    [InlineData("/metrics/instrument?resource=web&meter=meter&name=requests&last=2h", HttpStatusCode.BadRequest, "last must be")]
    [InlineData("/metrics/instrument?resource=web&meter=meter&name=requests&by=colour", HttpStatusCode.BadRequest, "by must be")]
    [InlineData("/metrics/instrument?resource=web&meter=meter&name=requests&p=42", HttpStatusCode.BadRequest, "p must be")]
    public async Task What_there_is_not_is_said(string address, HttpStatusCode status, string words)
    {
        await SendAsync("web", Requests(1, 1));
        using var answer = await _browser.GetAsync(address, CancellationToken);
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(words, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(CancellationToken)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_from_outside_are_text_and_no_markup()
    {
        const string name = "<script>alert(1)</script>\"'&";
        await SendAsync("web", Otlp.Gauge(name, Otlp.Point(0, Now, 1, ("<b>", "</svg><script>"))));
        var page = await PageAsync($"/metrics/instrument?resource=web&meter=meter&name={Uri.EscapeDataString(name)}");
        Assert.Equal(name, page.QuerySelector("h1")!.TextContent);
        Assert.All(page.QuerySelectorAll("script"), script => Assert.Equal("/assets/dashboard.js", script.GetAttribute("src")));
        var list = await PageAsync("/metrics");
        Assert.Equal(name, list.QuerySelector("table.instruments a")!.TextContent);
    }

    private static Metric Requests(int hits, int misses)
    {
        var now = Now;
        var metric = Otlp.Counter(
            "requests",
            Otlp.Point(now - 3_000_000_000, now, hits - 1, ("result", "hit"), ("reason", "l1")),
            Otlp.Point(now - 3_000_000_000, now, 1, ("result", "hit"), ("reason", "l2")),
            Otlp.Point(now - 3_000_000_000, now, misses, ("result", "miss"), ("reason", "stored")));
        metric.Unit = "{request}";
        return metric;
    }

    private static string Words(IElement element) =>
        string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private async Task<IDocument> PageAsync(string address) =>
        new HtmlParser().ParseDocument(await _browser.GetStringAsync(address, CancellationToken));

    private async Task SendAsync(string service, params Metric[] metrics)
    {
        var addresses = _application.Services.GetRequiredService<DashboardAddresses>();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{addresses.OtlpHttp}/v1/metrics");
        request.Headers.Add(OtlpSettings.ApiKeyHeader, _application.Services.GetRequiredService<IConfiguration>()[OtlpSettings.ApiKey]);
        request.Content = new ByteArrayContent(Otlp.Request(service, "meter", metrics).ToByteArray());
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        using var answer = await _browser.SendAsync(request, CancellationToken);
        answer.EnsureSuccessStatusCode();
        Assert.Null(ExportMetricsServiceResponse.Parser.ParseFrom(await answer.Content.ReadAsByteArrayAsync(CancellationToken)).PartialSuccess);
    }
}
