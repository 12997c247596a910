using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Cookbook.LocalHosting.Dashboard.Store;
using Cookbook.Tests.LocalHosting.Dashboard.Logs;

namespace Cookbook.Tests.LocalHosting.Dashboard.Console;

/// <summary>The lines of the resources, as pages.</summary>
public sealed class ShowingConsoles
{
    private const string Secret = "pepper-and-salt";

    private static string Colourful => @"printf '\033[32mgreen\033[0m and <b>bold</b> \007\n'; printf '%s\n' 'a & b' 'SOUP and soup'; exec sleep 1000";

    [Fact]
    public async Task Lines_keep_their_colours_and_their_markup_is_text()
    {
        await using var dashboard = await RunningDashboard.StartAsync(builder => builder.AddScript("kitchen", Colourful));
        var page = await ReadAsync(dashboard, "/console/kitchen", lines: 3);

        var lines = page.QuerySelectorAll(".lines li");
        Assert.Equal(["green and <b>bold</b> ␇", "a & b", "SOUP and soup"], lines.Select(line => line.LastElementChild!.TextContent));
        Assert.Equal("green", lines[0].QuerySelector("span.green")?.TextContent);
        Assert.Equal(["line-1", "line-2", "line-3"], lines.Select(line => line.Id));
        Assert.Equal("3 lines.", page.GetElementById("summary")?.TextContent);
        Assert.Null(page.QuerySelector(".lines b"));
        Assert.Null(page.QuerySelector("[style]"));
    }

    [Fact]
    public async Task A_search_shows_and_counts_the_lines_that_match_and_marks_what_was_searched_for()
    {
        await using var dashboard = await RunningDashboard.StartAsync(builder => builder.AddScript("kitchen", Colourful));
        await ReadAsync(dashboard, "/console/kitchen", lines: 3);

        var page = await dashboard.ReadAsync("/console/kitchen?q=soup");
        Assert.Equal(["SOUP", "soup"], page.QuerySelectorAll(".lines mark").Select(mark => mark.TextContent));
        Assert.Equal("line-3", Assert.Single(page.QuerySelectorAll(".lines li")).Id);
        Assert.Equal("1 line of 3 has “soup” in it.", page.GetElementById("summary")?.TextContent);
        Assert.Equal("/console/kitchen?lines=all#line-3", page.QuerySelector(".lines a")?.GetAttribute("href"));

        var across = await dashboard.ReadAsync("/console/kitchen?q=een%20AND%20%3Cb%3E");
        Assert.Equal(["een", " and <b>"], across.QuerySelectorAll(".lines mark").Select(mark => mark.TextContent));
        Assert.Empty((await dashboard.ReadAsync("/console/kitchen?q=dessert")).QuerySelectorAll(".lines li"));
    }

    [Fact]
    public async Task An_open_page_gets_only_the_lines_that_it_has_not_got()
    {
        await using var dashboard = await RunningDashboard.StartAsync(builder => builder.AddScript("kitchen", Colourful));
        await ReadAsync(dashboard, "/console/kitchen", lines: 3);

        var fragment = await dashboard.ReadAsync("/console/kitchen/lines?after=2");
        Assert.Equal("line-3", Assert.Single(fragment.QuerySelectorAll(".lines li")).Id);
        Assert.Equal("3", fragment.GetElementById("summary")?.GetAttribute("data-last"));
        Assert.Empty((await dashboard.ReadAsync("/console/kitchen/lines?after=3")).QuerySelectorAll("li"));
        Assert.Empty((await dashboard.ReadAsync("/console/kitchen/lines?after=99")).QuerySelectorAll("li"));

        var searched = await dashboard.ReadAsync("/console/kitchen/lines?after=0&q=green");
        Assert.Equal("line-1", Assert.Single(searched.QuerySelectorAll(".lines li")).Id);
        Assert.Equal("3", searched.GetElementById("summary")?.GetAttribute("data-last"));
    }

    [Fact]
    public async Task A_page_has_the_last_thousand_lines_and_leads_to_all()
    {
        await using var dashboard = await RunningDashboard.StartAsync(builder => builder.AddScript("kitchen", "seq 1 1500; exec sleep 1000"));
        await ReadAsync(dashboard, "/console/kitchen?lines=all", lines: 1_500);

        var page = await dashboard.ReadAsync("/console/kitchen");
        Assert.Equal(1_000, page.QuerySelectorAll(".lines li").Length);
        Assert.Equal("line-501", page.QuerySelector(".lines li")?.Id);
        var all = page.QuerySelector("#earlier a")!;
        Assert.Equal("500 earlier lines", all.TextContent);
        Assert.Equal("line-1", (await dashboard.ReadAsync(all.GetAttribute("href")!)).QuerySelector(".lines li")?.Id);
    }

    [Fact]
    public async Task A_download_has_the_lines_as_plain_text()
    {
        await using var dashboard = await RunningDashboard.StartAsync(builder => builder.AddScript("kitchen", Colourful));
        await ReadAsync(dashboard, "/console/kitchen", lines: 3);

        using var response = await dashboard.Browser.GetAsync(new Uri("/console/kitchen/download", UriKind.Relative), Eventually.Deadline);
        Assert.Equal("text/plain; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("kitchen-console.txt", response.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
        var lines = (await response.Content.ReadAsStringAsync(Eventually.Deadline)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.EndsWith(" green and <b>bold</b> ␇", lines[0].TrimEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/console/pantry", HttpStatusCode.NotFound)]
    [InlineData("/console/pantry/lines", HttpStatusCode.NotFound)]
    [InlineData("/console/pantry/download", HttpStatusCode.NotFound)]
    [InlineData("/console/kitchen/lines?after=soup", HttpStatusCode.BadRequest)]
    [InlineData("/console/kitchen/lines?after=-1", HttpStatusCode.BadRequest)]
    public async Task An_address_that_makes_no_sense_is_refused(string address, HttpStatusCode status)
    {
        await using var dashboard = await RunningDashboard.StartAsync(builder => builder.AddScript("kitchen", Colourful));
        using var response = await dashboard.Browser.GetAsync(new Uri(address, UriKind.Relative), Eventually.Deadline);
        Assert.Equal(status, response.StatusCode);
        var reason = status == HttpStatusCode.NotFound ? "The AppHost has no" : "after must be";
        Assert.Contains(reason, await response.Content.ReadAsStringAsync(Eventually.Deadline), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_has_every_process_and_its_last_line()
    {
        await using var dashboard = await RunningDashboard.StartAsync(builder =>
        {
            builder.AddScript("kitchen", Colourful);
            builder.AddScript("quiet", "exec sleep 1000");
            builder.AddParameter("salt", "much");
        });
        await ReadAsync(dashboard, "/console/kitchen", lines: 3);
        var page = await dashboard.ReadAsync("/console");
        Assert.Equal(["kitchen", "quiet"], page.QuerySelectorAll(".consoles tbody a").Select(link => link.TextContent));
        Assert.Equal(["SOUP and soup", ""], page.QuerySelectorAll(".consoles tbody td:last-child").Select(cell => cell.TextContent));
    }

    [Fact]
    public async Task A_secret_is_on_no_page()
    {
        await using var dashboard = await RunningDashboard.StartAsync(
            builder =>
            {
                builder.AddParameter("password", secret: true);
                builder.AddScript("kitchen", $@"echo 'It is {Secret}.'; printf '\033[1mpepper\033[0m-and-salt\n'; exec sleep 1000");
            },
            $"--Parameters:password={Secret}");
        await ReadAsync(dashboard, "/console/kitchen", lines: 2);
        var record = SentLogs.Record($"It is {Secret}", 9, ("password", Secret), ("exception.message", $"Not {Secret}"), (Secret, "key"));
        await dashboard.SendAsync(SentLogs.Path, SentLogs.Of("kitchen", Secret, record));

        string[] paths = ["/console", "/console/kitchen", "/console/kitchen/lines?after=0", "/console/kitchen/download", "/logs", "/logs/1"];
        foreach (var path in paths)
        {
            var page = await dashboard.Browser.GetStringAsync(new Uri(path, UriKind.Relative), Eventually.Deadline);
            var text = (await new HtmlParser().ParseDocumentAsync(page, Eventually.Deadline)).DocumentElement.TextContent;
            Assert.Contains(SecretMask.Mask, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, page, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        }
    }

    private static async Task<IHtmlDocument> ReadAsync(RunningDashboard dashboard, string path, int lines)
    {
        IHtmlDocument? page = null;
        await Eventually.IsTrue($"{path} has {lines} lines", async () =>
        {
            page = await dashboard.ReadAsync(path);
            return page.QuerySelectorAll(".lines li").Length == lines;
        });
        return page!;
    }
}
