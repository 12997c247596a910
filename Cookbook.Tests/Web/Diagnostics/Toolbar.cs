using System.Diagnostics;
using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Cookbook.Tests.Web.Diagnostics;

/// <summary>What the debug toolbar of a site says.</summary>
internal static class Toolbar
{
    public static readonly (string Key, string Value) On = ("Toolbar:Enabled", "true");

    /// <summary>What a browser sends when somebody goes to a page.</summary>
    public static readonly (string Name, string Value)[] Navigation =
    [
        ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"), ("Sec-Fetch-Mode", "navigate"), ("Accept-Encoding", "gzip, deflate, br"),
    ];

    /// <summary>In development, with the toolbar.</summary>
    public static WebSite WithToolbar(this SampleSite sample, params (string Key, string Value)[] settings) =>
        new WebSite(sample.Database, sample.Redis, [On, .. settings]) { Environment = "Development" }.Start();

    /// <summary>The name of the request that was answered so; null if nobody is told.</summary>
    public static string? RecordId(this HttpResponseMessage response) =>
        response.Headers.TryGetValues("Server-Timing", out var values) ? Assert.Single(values).Split('"')[1] : null;

    /// <summary>Gets a page in a trace of its own, and waits until its spans have been exported.</summary>
    public static async Task<(RequestTrace Trace, string Id)> RecordAsync(this WebSite site, string address, params (string Name, string Value)[] headers)
    {
        var trace = ActivityTraceId.CreateRandom();
        using var response = await site.GetAsync(address, [("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01"), .. headers]);
        await Eventually.IsTrue(
            $"the request for {address} has ended", () => site.Spans.Of(trace).Exists(span => span.Kind == ActivityKind.Server));
        return (new RequestTrace(site.Spans.Of(trace)), Assert.IsType<string>(response.RecordId()));
    }

    /// <summary>The page about a request that has ended.</summary>
    public static async Task<IHtmlDocument> ReadRecordAsync(this WebSite site, string id)
    {
        IHtmlDocument? page = null;
        await Eventually.IsTrue($"the record of {id} is whole", async () =>
        {
            page = await site.ReadAsync($"/toolbar/{id}");
            return page.QuerySelector(".record[data-ended]") is not null && page.QuerySelector(".lead")!.TextContent.StartsWith("Answered", StringComparison.Ordinal);
        });
        return page!;
    }

    public static int Sql(this IHtmlDocument page) => page.Total("data-sql");

    public static int Redis(this IHtmlDocument page) => page.Total("data-redis");

    public static string Text(this IParentNode node, string selector) =>
        string.Join(' ', node.QuerySelector(selector)!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The page says what the matter is, in its own words.</summary>
    public static async Task<string> RefuseAsync(this WebSite site, string address, HttpStatusCode status)
    {
        var page = await site.ReadAsync(address, status);
        return page.Text("main .lead");
    }

    private static int Total(this IHtmlDocument page, string name) =>
        int.Parse(page.QuerySelector(".totals")!.GetAttribute(name)!, CultureInfo.InvariantCulture);
}
