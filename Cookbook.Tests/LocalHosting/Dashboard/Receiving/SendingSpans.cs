using System.Diagnostics;
using System.Globalization;
using AngleSharp.Html.Parser;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Cookbook.Tests.LocalHosting.Dashboard.Receiving;

/// <summary>What the exporter of the OpenTelemetry SDK sends is what the page shows.</summary>
public sealed class SendingSpans(CalmDashboard calm) : IClassFixture<CalmDashboard>
{
    private static readonly string[] Letters = ["a", "b"];

    /// <summary>What the test gives to a span, and how the page shows it.</summary>
    private static readonly Dictionary<string, string> Shown = new()
    {
        ["text"] = "<b>salt & pepper</b>",
        ["count"] = "3",
        ["share"] = "0.25",
        ["hot"] = "true",
        ["list"] = """["a","b"]""",
        ["pot"] = "big",
        ["why"] = "leftovers",
    };

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(OtlpExportProtocol.Grpc)]
    [InlineData(OtlpExportProtocol.HttpProtobuf)]
    public async Task Spans_are_shown_with_names_times_nesting_attributes_events_and_links(OtlpExportProtocol protocol)
    {
        var service = $"kitchen-{protocol}";
        using var source = new ActivitySource($"Test.{service}", "1.0");
        using var provider = Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(resource => resource.AddService(service, serviceInstanceId: "first"))
            .AddSource(source.Name)
            .AddOtlpExporter(options => calm.Running.Configure(options, protocol, "/v1/traces"))
            .Build();
        var linked = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
        Activity root, child;
        using (root = source.StartActivity("cook soup", ActivityKind.Server)!)
        {
            using (child = source.StartActivity("cache render", ActivityKind.Internal, root.Context, links: [new ActivityLink(linked, new ActivityTagsCollection { ["why"] = "leftovers" })])!)
            {
                child.SetTag("text", "<b>salt & pepper</b>").SetTag("count", 3).SetTag("share", 0.25).SetTag("hot", true).SetTag("list", Letters);
                child.AddEvent(new ActivityEvent("boiled over", tags: new ActivityTagsCollection { ["pot"] = "big" }));
                child.SetStatus(ActivityStatusCode.Error, "burnt");
            }
        }

        Assert.True(provider.ForceFlush());

        // Over HTTP, as a browser reads it.
        var page = await PageAsync($"/traces/{root.TraceId}?span={child.SpanId}");
        Assert.Contains("cook soup", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 render", page.QuerySelector(".totals")!.TextContent, StringComparison.Ordinal);
        var rows = page.QuerySelectorAll(".waterfall tbody > tr[id^=s]");
        Assert.Equal([$"s{root.SpanId}", $"s{child.SpanId}"], rows.Select(row => row.Id!));
        Assert.Contains("d0", rows[0].QuerySelector("th")!.ClassList);
        Assert.Contains("d1", rows[1].QuerySelector("th")!.ClassList);
        Assert.Contains("failed", rows[1].TextContent, StringComparison.Ordinal);

        var details = page.QuerySelector(".span-details")!;
        Assert.Equal(Microseconds(child.StartTimeUtc), details.QuerySelector("time")!.GetAttribute("datetime"));
        Assert.Contains(Microseconds(child.Duration), details.TextContent, StringComparison.Ordinal);
        Assert.Contains("burnt", details.TextContent, StringComparison.Ordinal);
        Assert.Contains("boiled over", details.TextContent, StringComparison.Ordinal);
        Assert.Contains(linked.TraceId.ToString(), details.TextContent, StringComparison.Ordinal);
        var attributes = details.QuerySelectorAll(".attributes tbody tr").ToLookup(row => row.QuerySelector("th")!.TextContent, row => row.QuerySelector("td")!.TextContent.Trim());
        Assert.All(Shown, each => Assert.Equal(each.Value, Assert.Single(attributes[each.Key])));

        var list = await PageAsync($"/traces?resource={service}");
        Assert.Contains(root.TraceId.ToString(), list.QuerySelector(".traces a")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_is_filtered_by_resource_text_length_and_failure()
    {
        using var source = new ActivitySource("Test.filtering");
        using var provider = Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(resource => resource.AddService("filtering"))
            .AddSource(source.Name)
            .AddOtlpExporter(options => calm.Running.Configure(options, OtlpExportProtocol.HttpProtobuf, "/v1/traces"))
            .Build();
        var long_ = Send("long", activity => activity.SetEndTime(activity.StartTimeUtc.AddSeconds(3)));
        var failed = Send("failing", activity => activity.SetStatus(ActivityStatusCode.Error));
        var tagged = Send("tagged", activity => activity.SetTag("dish", "Ratatouille"));
        Assert.True(provider.ForceFlush());

        Assert.Equal([tagged, failed, long_], await IdsAsync("/traces?resource=filtering"));
        Assert.Equal([long_], await IdsAsync("/traces?resource=filtering&longer=2500"));
        Assert.Equal([failed], await IdsAsync("/traces?resource=filtering&failed=true"));
        Assert.Equal([tagged], await IdsAsync("/traces?resource=filtering&q=RATATOUILLE"));
        Assert.Empty(await IdsAsync("/traces?resource=nobody"));

        string Send(string name, Action<Activity> change)
        {
            using var activity = source.StartActivity(name, ActivityKind.Internal, default(ActivityContext))!;
            change(activity);
            return activity.TraceId.ToString();
        }
    }

    private async Task<IEnumerable<string>> IdsAsync(string address) =>
        (await PageAsync(address)).QuerySelectorAll(".traces tbody tr").Select(row => row.Id![1..]);

    private async Task<AngleSharp.Html.Dom.IHtmlDocument> PageAsync(string address) =>
        new HtmlParser().ParseDocument(await calm.Running.Browser.GetStringAsync(address, CancellationToken));

    private static string Microseconds(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static string Microseconds(TimeSpan time) => $"{time.TotalMicroseconds.ToString("#,0.###", CultureInfo.InvariantCulture)} µs";
}
