using System.Diagnostics;
using System.Globalization;
using System.Net;
using Cookbook.Data.Accounts;
using Cookbook.Tests.Web.Admin;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cookbook.Tests.Web.Diagnostics;

/// <summary>The toolbar shows what is exported: the tutorial's queries, and then none.</summary>
public sealed partial class RecordingRequests(SampleSite sample) : IClassFixture<SampleSite>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/cookbook/")]
    [InlineData("/recipes/dal-tadka")]
    public async Task The_numbers_are_those_of_the_exported_spans(string address)
    {
        await using var site = sample.WithToolbar();
        var (miss, first) = await site.RecordAsync(address);
        var (hit, second) = await site.RecordAsync(address);

        var before = await site.ReadRecordAsync(first);
        var after = await site.ReadRecordAsync(second);

        Assert.InRange(miss.Sql.Count, 1, 2);
        Assert.Equal(miss.Sql.Count, before.Sql());
        Assert.Equal(miss.Sql.OrderBy(span => span.StartTimeUtc).Select(span => span.GetTagItem("db.query.text")), before.QuerySelectorAll(".commands > li > pre").Select(command => command.TextContent));
        Assert.Equal(Milliseconds(miss.Request), before.Text(".totals li:first-child b"));
        Assert.Equal(Milliseconds(miss.Spans.Single(span => span.DisplayName == "cache render")), before.Text(".totals .render b"));
        Assert.Equal($"SQL {Sum(miss.Sql)}", before.Text(".totals .database"));
        Assert.Equal((0, 0), (after.Sql(), after.Redis()));
        Assert.Equal(("SQL 0 (0.00 ms)", "Redis 0 (0.00 ms)", "Render –"), (after.Text(".totals .database"), after.Text(".totals .cache"), after.Text(".totals .render")));
        Assert.Empty(hit.Sql);
        Assert.Equal(["request", "cache"], after.QuerySelectorAll(".time-line .word").Select(word => word.TextContent));
        Assert.Equal(Milliseconds(hit.Request), after.Text(".totals li:first-child b"));
        Assert.StartsWith("hit, in memory.", after.Text(".why"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nobody_waits_for_joins_the_record_when_it_ends()
    {
        await using var site = sample.WithToolbar();
        var (_, id) = await site.RecordAsync("/cookbook/");

        await Eventually.IsTrue("the page is stored", async () =>
            (await site.ReadRecordAsync(id)).QuerySelectorAll(".time-line tbody th").Any(span => span.TextContent.Contains("cache store", StringComparison.Ordinal)));

        var trace = site.Spans.All.Single(span => span.Kind == ActivityKind.Server && id.EndsWith(span.SpanId.ToHexString(), StringComparison.Ordinal)).TraceId;
        Assert.True(new RequestTrace(site.Spans.Of(trace)).RedisSpans.Count >= 2);
        await Eventually.IsTrue("number and time of the Redis commands are those of the spans", async () =>
            (await site.ReadRecordAsync(id)).Text(".totals .cache") == $"Redis {Sum(new RequestTrace(site.Spans.Of(trace)).RedisSpans)}");
    }

    [Fact]
    public async Task A_command_is_shown_with_its_parameters_and_rows()
    {
        await using var site = sample.WithToolbar();
        var (_, id) = await site.RecordAsync("/recipes/dal-tadka");

        var page = await site.ReadRecordAsync(id);

        Assert.Contains("'dal-tadka'", page.QuerySelectorAll(".commands td").Select(cell => cell.TextContent));
        Assert.All(page.QuerySelectorAll(".commands > li > p:first-child"), head => Assert.Matches(@"^[\d.]+ ms, [1-9]\d* rows? Explain$", string.Join(' ', head.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
    }

    [Fact]
    public async Task It_says_what_the_cache_did_and_why()
    {
        await using var site = sample.WithToolbar();
        await site.RecordAsync("/cookbook/?page=2&x=1");
        var (_, hit) = await site.RecordAsync("/cookbook/?page=2");
        var (_, cookie) = await site.RecordAsync("/cookbook/?page=2", ("Cookie", "a=b"));

        var page = await site.ReadRecordAsync(hit);
        var refused = await site.ReadRecordAsync(cookie);

        var facts = page.QuerySelectorAll(".cache-facts tr").ToDictionary(row => row.QuerySelector("th")!.TextContent, row => row.QuerySelector("td")?.TextContent ?? "");
        Assert.Equal("Cookbook", facts["Policy"]);
        Assert.Contains("/cookbook/?page=2", facts["Key"], StringComparison.Ordinal);
        Assert.StartsWith("in this replica's memory, served 1 time", facts["Where"], StringComparison.Ordinal);
        Assert.Matches(@"^1[345] min \d+ s ", facts["Fresh for"]);
        Assert.Contains(page.QuerySelectorAll(".cache-tags tbody th"), tag => tag.TextContent == "recipes");
        Assert.Contains("OutputCaching:HarmlessCookies", refused.Text(".why"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hit_in_Redis_is_one_command()
    {
        await using var site = sample.WithToolbar(("OutputCaching:FirstLevelBytes", "0"));
        await site.RecordAsync("/cookbook/");
        await using var redis = await RedisKeys.OpenAsync(sample.Redis, site);
        await redis.HasPagesAsync(1);
        var (trace, id) = await site.RecordAsync("/cookbook/");

        // Aspire's own tracing of Redis hands the commands over later.
        await Eventually.IsTrue("the command is there", async () => (await site.ReadRecordAsync(id)).Redis() == 1);
        var page = await site.ReadRecordAsync(id);

        Assert.Equal(0, page.Sql());
        Assert.Equal($"Redis {Sum(new RequestTrace(site.Spans.Of(trace.Request.TraceId)).RedisSpans)}", page.Text(".totals .cache"));
        Assert.StartsWith("hit, in Redis.", page.Text(".why"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_inspector_asks_has_its_commands_too()
    {
        await using var site = Browser.Behind(sample.Database, sample.Redis, Toolbar.On);
        var browser = await site.BrowseAsAsync(Role.Administrator);
        await browser.ReadAsync("/admin/cache/why?address=/cookbook/");
        var list = await browser.ReadAsync("/toolbar");

        var record = await browser.ReadAsync(list.QuerySelectorAll(".requests a").Single(link => link.TextContent == "GET /cookbook/").GetAttribute("href")!);

        Assert.Equal(2, record.Sql());
        Assert.DoesNotContain("traceparent", record.Body!.TextContent, StringComparison.Ordinal);
        Assert.EndsWith("cache question", record.Text(".time-line tbody th"), StringComparison.Ordinal);
        Assert.NotEqual("Render –", record.Text(".totals .render"));

        // And whoever asked has set it going.
        var asker = await browser.ReadAsync(list.QuerySelectorAll(".requests a").Single(link => link.TextContent == "GET /admin/cache/why?address=/cookbook/").GetAttribute("href")!);
        Assert.Contains(asker.QuerySelectorAll(".time-line tbody th"), span => span.TextContent.EndsWith("cache question", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_waited_for_another_s_render_is_told_whose()
    {
        await using var site = sample.WithToolbar();
        var (steps, go) = (new SemaphoreSlim(0), new TaskCompletionSource());
        site.Pages.Add("/test/slow", async _ =>
        {
            steps.Release();
            await go.Task;
        });
        var first = site.RecordAsync("/test/slow");
        Assert.True(await steps.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        var trace = ActivityTraceId.CreateRandom();
        var second = site.GetAsync("/test/slow", ("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01"));
        await Eventually.IsTrue("the second waits", () => site.Spans.Of(trace).Exists(span => span.DisplayName == "cache lookup"));
        go.SetResult();
        var (_, leader) = await first;
        using var waiting = await second;

        var page = await site.ReadRecordAsync(waiting.RecordId()!);

        Assert.Equal($"/toolbar/{leader}", page.QuerySelector(".record a:not([href*=compare])")!.GetAttribute("href"));
        Assert.StartsWith("miss, waited for another's.", page.Text(".why"), StringComparison.Ordinal);
        Assert.Empty((await site.ReadRecordAsync(leader)).QuerySelectorAll($"a[href='/toolbar/{leader}']"));
    }

    [Fact]
    public async Task The_lines_of_its_log_are_shown_and_no_other_s()
    {
        await using var site = sample.WithToolbar();
        foreach (var dish in (string[])["soup", "cake"])
        {
            site.Pages.Add($"/test/{dish}", context => Burnt(context.RequestServices.GetRequiredService<ILogger<RecordingRequests>>(), dish));
        }

        var (_, soup) = await site.RecordAsync("/test/soup");
        await site.RecordAsync("/test/cake");

        var page = await site.ReadRecordAsync(soup);

        Assert.Contains("Burnt soup", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Burnt cake", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_of_one_trace_are_told_apart()
    {
        await using var site = sample.WithToolbar();
        var parent = ("traceparent", $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-01");
        using var miss = await site.GetAsync("/cookbook/", parent);
        using var hit = await site.GetAsync("/cookbook/", parent);

        Assert.InRange((await site.ReadRecordAsync(miss.RecordId()!)).Sql(), 1, 2);
        Assert.Equal(0, (await site.ReadRecordAsync(hit.RecordId()!)).Sql());
    }

    [Fact]
    public async Task A_request_that_asked_for_no_trace_says_so()
    {
        await using var site = sample.WithToolbar();
        using var response = await site.GetAsync("/cookbook/", ("traceparent", $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-00"));

        await Eventually.IsTrue("it is said", async () =>
            (await site.ReadAsync($"/toolbar/{response.RecordId()}")).QuerySelector(".record > .hint")?.TextContent.Contains("traceparent", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Two_requests_are_compared()
    {
        await using var site = sample.WithToolbar();
        await site.RecordAsync("/cookbook/");
        var (_, after) = await site.RecordAsync("/cookbook/");
        var link = (await site.ReadRecordAsync(after)).QuerySelector(".record a[href*=compare]")!.GetAttribute("href")!;

        var page = await site.ReadAsync(link);

        var rows = page.QuerySelectorAll(".compared tbody tr").Select(row => row.Children.Select(cell => cell.TextContent).ToList()).ToDictionary(row => row[0]);
        Assert.Equal(["SQL commands", "2", "0", "−2"], rows["SQL commands"]);
        Assert.Equal(["miss, stored", "hit, in memory"], rows["Cache"][1..3]);
    }

    [Fact]
    public async Task The_last_two_hundred_are_listed_in_pages()
    {
        await using var site = sample.WithToolbar();
        var (_, first) = await site.RecordAsync("/cookbook/");
        for (var i = 0; i < 200; i++)
        {
            using var response = await site.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/cookbook/?x={i}"));
        }

        Assert.Contains("keeps the last 200", await site.RefuseAsync($"/toolbar/{first}", HttpStatusCode.NotFound), StringComparison.Ordinal);
        var pages = new List<string>();
        for (var address = "/toolbar"; address is not null;)
        {
            var page = await site.ReadAsync(address);
            pages.AddRange(page.QuerySelectorAll(".requests tbody th").Select(request => request.TextContent));
            address = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        Assert.Equal(Enumerable.Range(0, 200).Reverse().Select(i => $"GET /cookbook/?x={i}"), pages);
    }

    [Fact]
    public async Task Probes_files_and_the_toolbar_itself_are_not_recorded()
    {
        await using var site = sample.WithToolbar();
        foreach (var address in (string[])["/alive", "/ready", "/health", "/site.css", "/favicon.svg", "/toolbar.js", "/toolbar", "/"])
        {
            using var response = await site.GetAsync(address);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        await Eventually.IsTrue("the last has ended", async () => (await site.ReadAsync("/toolbar")).QuerySelector(".requests") is not null);
        Assert.Equal(["GET /"], (await site.ReadAsync("/toolbar")).QuerySelectorAll(".requests tbody th").Select(request => request.TextContent));
    }

    [Theory]
    [InlineData("/toolbar?page=0")]
    [InlineData("/toolbar?page=1000000000")]
    [InlineData("/toolbar?page=9999999999999")]
    [InlineData("/toolbar?page=x")]
    public async Task A_page_that_is_not_there_says_how_many_are(string address)
    {
        await using var site = sample.WithToolbar();

        Assert.Equal("There is no such page: the last has the number 1.", await site.RefuseAsync(address, HttpStatusCode.NotFound));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Burnt {Dish}")]
    private static partial void Burnt(ILogger logger, string dish);

    /// <summary>As the totals have it: "2 (1.23 ms)".</summary>
    private static string Sum(IReadOnlyList<Activity> spans) => string.Create(
        CultureInfo.InvariantCulture, $"{spans.Count} ({Cookbook.Web.Diagnostics.Shown.Milliseconds(spans.Aggregate(TimeSpan.Zero, (sum, span) => sum + span.Duration))})");

    private static string Milliseconds(Activity span) => Cookbook.Web.Diagnostics.Shown.Milliseconds(span.Duration);
}
