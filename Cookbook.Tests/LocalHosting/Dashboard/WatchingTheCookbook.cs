using System.Net;

namespace Cookbook.Tests.LocalHosting.Dashboard;

/// <summary>Nobody has to take on trust where a page came from: database or cache.</summary>
[Collection(nameof(WatchedCookbook))]
public sealed class WatchingTheCookbook(WatchedCookbook cookbook)
{
    private static CancellationToken CancellationToken => Eventually.Deadline;

    [Fact]
    public async Task The_trace_of_a_miss_has_the_caches_spans_the_render_and_its_SQL_below_each_other_and_that_of_a_hit_has_no_SQL()
    {
        const string address = "/recipes/ratatouille";
        using (await cookbook.Site.GetAsync(address, CancellationToken))
        {
        }

        var miss = await cookbook.PageAsync(await cookbook.TraceAddressAsync("?resource=web&q=/recipes/ratatouille", "1 render"));
        await Eventually.IsTrue("the store's span has come too", async () =>
        {
            miss = await cookbook.PageAsync(await cookbook.TraceAddressAsync("?resource=web&q=/recipes/ratatouille", "1 render"));
            return Rows(miss).Any(row => row.Text.Contains("cache store", StringComparison.Ordinal));
        });
        var rows = Rows(miss);
        Assert.Equal(("request", 0), (rows[0].Word, rows[0].Depth));
        Assert.Equal("request", Parent(rows, row => row.Text.Contains("cache lookup", StringComparison.Ordinal)).Word);
        Assert.Equal("request", Parent(rows, row => row.Word == "render").Word);
        Assert.Equal("render", Parent(rows, row => row.Word == "SQL").Word);
        Assert.Equal("render", Parent(rows, row => row.Text.Contains("cache store", StringComparison.Ordinal)).Word);
        Assert.InRange(rows.Count(row => row.Word == "SQL"), 1, 2);
        var summary = miss.QuerySelector(".totals")!.TextContent;
        Assert.Matches(@"[12] SQL commands?, [\d.]+ (µs|ms)", summary);
        Assert.Matches(@"1 render, [\d.,]+ (µs|ms)", summary);

        using (await cookbook.Site.GetAsync(address, CancellationToken))
        {
        }

        await Eventually.IsTrue("a trace of the second request has come", async () =>
            (await cookbook.PageAsync("/traces?resource=web&q=/recipes/ratatouille")).QuerySelectorAll(".traces tbody tr").Length == 2);
        var list = await cookbook.PageAsync("/traces?resource=web&q=/recipes/ratatouille");
        var hit = await cookbook.PageAsync(list.QuerySelector(".traces a")!.GetAttribute("href")!);
        Assert.Equal(["request", "cache"], Rows(hit).Select(row => row.Word));
        Assert.Null(hit.QuerySelector(".totals"));
    }

    [Fact]
    public async Task The_migrations_spans_are_there_though_their_process_has_ended()
    {
        var page = await cookbook.PageAsync(await cookbook.TraceAddressAsync("?resource=migrations", "update database"));
        Assert.Contains(Rows(page), row => row.Text.Contains("migrate", StringComparison.Ordinal));
        Assert.Contains(Rows(page), row => row.Word == "SQL");
    }

    [Fact]
    public async Task The_caches_hit_ratio_stands_first_among_the_metrics()
    {
        using (await cookbook.Site.GetAsync("/", CancellationToken))
        {
        }

        await Eventually.IsTrue("the ratio is there", async () =>
            (await cookbook.PageAsync("/metrics")).QuerySelector("main h2")?.TextContent.Contains("hit ratio", StringComparison.OrdinalIgnoreCase) == true);
    }

    [Fact]
    public async Task The_sites_lines_and_records_are_there_and_lead_to_each_other()
    {
        await Eventually.IsTrue("records of web have come", async () => (await cookbook.PageAsync("/logs?resource=web")).QuerySelectorAll("main .message").Length > 0);
        var console = await cookbook.PageAsync("/console/migrations");
        Assert.NotEmpty(console.QuerySelectorAll(".lines li"));
        var web = await cookbook.PageAsync("/resources/web");
        Assert.Equal(["/console/web", "/logs?resource=web", "/traces?resource=web", "/metrics?resource=web"], web.QuerySelectorAll(".paging a").Select(link => link.GetAttribute("href")));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/resources/postgres")]
    [InlineData("/resources/cookbookdb")]
    [InlineData("/resources/cache")]
    [InlineData("/resources/migrations")]
    [InlineData("/resources/web")]
    [InlineData("/console/postgres")]
    [InlineData("/console/cache")]
    [InlineData("/console/migrations")]
    [InlineData("/console/web")]
    [InlineData("/console/web/download")]
    [InlineData("/logs")]
    [InlineData("/traces")]
    [InlineData("/metrics")]
    public async Task No_page_shows_a_secret(string address)
    {
        // It has something to show.
        await cookbook.TraceAddressAsync("?resource=migrations", "update database");

        var page = WebUtility.HtmlDecode(await cookbook.Browser.GetStringAsync(address, CancellationToken));

        Assert.All(cookbook.Secrets, secret => Assert.DoesNotContain(secret, page, StringComparison.Ordinal));
        Assert.All(cookbook.Secrets, secret => Assert.DoesNotContain(Uri.EscapeDataString(secret), page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_variable_with_a_secret_is_shown_without_it()
    {
        var page = await cookbook.PageAsync("/resources/web");
        var variables = page.QuerySelectorAll(".attributes tbody tr").ToDictionary(row => row.QuerySelector("th")!.TextContent, row => row.QuerySelector("td")!.TextContent);
        Assert.Matches("^Host=localhost;Port=[0-9]+;Username=postgres;Password=••••••;Database=cookbookdb$", variables["ConnectionStrings__cookbookdb"]);
        Assert.Equal("••••••", variables["COOKBOOKDB_PASSWORD"]);
        Assert.Equal("••••••", variables["OTEL_EXPORTER_OTLP_HEADERS"]);
        Assert.Equal("web", variables["OTEL_SERVICE_NAME"]);
    }

    [Fact]
    public async Task What_is_asked_for_wrongly_gets_a_clear_answer()
    {
        foreach (var (address, status, text) in new (string, HttpStatusCode, string)[]
        {
            ("/traces/nonsense", HttpStatusCode.BadRequest, "32 hexadecimal digits"),
            ("/traces/0123456789abcdef0123456789abcdef", HttpStatusCode.NotFound, "No span of trace"),
            ("/traces?page=1000000000", HttpStatusCode.OK, "There is no page"),
            ("/traces?page=99999999999999", HttpStatusCode.BadRequest, "is no page"),
            ("/traces?page=abc", HttpStatusCode.BadRequest, "is no page"),
            ("/traces?longer=much", HttpStatusCode.BadRequest, "no number of milliseconds"),
            ("/resources/oven", HttpStatusCode.NotFound, "There is no resource"),
            ("/changes?of=oven", HttpStatusCode.NotFound, "of must be one of"),
            ("/nowhere", HttpStatusCode.NotFound, "There is no such page"),
        })
        {
            using var answer = await cookbook.Browser.GetAsync(address, CancellationToken);
            Assert.Equal((address, status), (address, answer.StatusCode));
            Assert.Contains(text, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(CancellationToken)), StringComparison.Ordinal);
        }
    }

    private static List<(string Word, string Text, int Depth)> Rows(AngleSharp.Html.Dom.IHtmlDocument page) =>
    [
        .. page.QuerySelectorAll(".waterfall tbody > tr[id^=s] > th").Select(cell => (
            cell.QuerySelector(".word")!.TextContent,
            cell.TextContent,
            int.Parse(cell.ClassList.Single(name => name.Length > 1 && name[0] == 'd' && char.IsAsciiDigit(name[1]))[1..], System.Globalization.CultureInfo.InvariantCulture))),
    ];

    private static (string Word, string Text, int Depth) Parent(List<(string Word, string Text, int Depth)> rows, Func<(string Word, string Text, int Depth), bool> child)
    {
        var index = rows.FindIndex(row => child(row));
        Assert.True(index > 0, "There is no such row below another.");
        return rows[..index].Last(row => row.Depth == rows[index].Depth - 1);
    }
}
