using System.Net;
using static Cookbook.Tests.LocalHosting.Dashboard.Logs.SentLogs;

namespace Cookbook.Tests.LocalHosting.Dashboard.Logs;

/// <summary>Finding records, by the address of the page.</summary>
public sealed class FilteringLogs(SomeRecords some) : IClassFixture<SomeRecords>
{
    [Theory]
    [InlineData("", "8 7 6 5 4 3 2 1")]
    [InlineData("?resource=web", "6 5 4 3 2 1")]
    [InlineData("?level=warning", "6 5 4")]
    [InlineData("?level=Critical", "6")]
    [InlineData("?text=SOUP", "8 4 1")]
    [InlineData("?text=kitchen", "6 5 4 3 2 1")]
    [InlineData("?text=tomato", "2")]
    [InlineData("?text=course", "2")]
    [InlineData("?trace=" + SomeRecords.Trace, "3")]
    [InlineData("?resource=web&level=information&text=soup", "4")]
    [InlineData("?resource=cache&text=nothing+of+this", "")]
    [InlineData("?resource=&level=&text=&trace=&page=", "8 7 6 5 4 3 2 1")]
    public async Task Each_part_of_the_address_must_be_true_of_a_record(string query, string shown)
    {
        var page = await some.Dashboard.ReadAsync($"/logs{query}");
        var messages = page.QuerySelectorAll(".logs .message a").Select(link => link.TextContent.Split(' ')[0]).ToArray();
        Assert.Equal(shown, string.Join(' ', messages));
        var count = messages.Length == 0 ? "No record matches." : $"{messages.Length} record";
        Assert.Contains(count, page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?level=loud", HttpStatusCode.BadRequest, "no level “loud”")]
    [InlineData("?level=3", HttpStatusCode.BadRequest, "no level “3”")]
    [InlineData("?level=warning&level=error", HttpStatusCode.BadRequest, "no level “warning,error”")]
    [InlineData("?resource=pantry", HttpStatusCode.NotFound, "no resource “pantry”")]
    [InlineData("?trace=soup", HttpStatusCode.BadRequest, "“soup” is no trace")]
    [InlineData("?trace=00000000000000000000000000000000", HttpStatusCode.BadRequest, "is no trace")]
    [InlineData("?page=abc", HttpStatusCode.BadRequest, "“abc” is no page")]
    [InlineData("?page=0", HttpStatusCode.BadRequest, "“0” is no page")]
    [InlineData("?page=-1", HttpStatusCode.BadRequest, "“-1” is no page")]
    [InlineData("?page=2", HttpStatusCode.NotFound, "no page 2: the records that match fill 1 page")]
    [InlineData("?page=1000000000", HttpStatusCode.NotFound, "no page 1000000000")]
    [InlineData("?page=99999999999999999999", HttpStatusCode.BadRequest, "“99999999999999999999” is no page")]
    [InlineData("/soup", HttpStatusCode.NotFound, "“soup” is no record")]
    [InlineData("/0", HttpStatusCode.NotFound, "“0” is no record")]
    [InlineData("/999", HttpStatusCode.NotFound, "no record 999 yet: the last one is 8")]
    [InlineData("/99999999999999999999", HttpStatusCode.NotFound, "is no record")]
    [InlineData("/1?level=loud", HttpStatusCode.BadRequest, "no level “loud”")]
    public async Task An_address_that_makes_no_sense_is_told_why(string address, HttpStatusCode status, string reason)
    {
        var page = await some.Dashboard.ReadAsync($"/logs{address}", status);
        Assert.Contains(reason, page.QuerySelector("[role=alert]")?.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_has_a_hundred_records_and_leads_to_the_others()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await dashboard.SendAsync(SentLogs.Path, Of("web", [.. Numbered(1, 250)]));

        var first = await dashboard.ReadAsync("/logs?resource=web");
        Assert.Equal("250", first.QuerySelector(".logs .message a")?.TextContent);
        Assert.Equal(100, first.QuerySelectorAll(".logs .message").Length);
        Assert.Contains("250 records", first.QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        var second = await dashboard.ReadAsync(first.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal("150", second.QuerySelector(".logs .message a")?.TextContent);
        var third = await dashboard.ReadAsync(second.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal(50, third.QuerySelectorAll(".logs .message").Length);
        Assert.Null(third.QuerySelector("a[rel=next]"));
        Assert.Equal("/logs?resource=web&page=2", third.QuerySelector("a[rel=prev]")?.GetAttribute("href"));
    }

    [Fact]
    public async Task A_records_page_leads_to_the_ones_before_and_after_it_that_match()
    {
        var dashboard = some.Dashboard;
        var list = await dashboard.ReadAsync("/logs?text=soup");
        var record = await dashboard.ReadAsync(list.QuerySelectorAll(".logs .message a")[1].GetAttribute("href")!);
        Assert.Equal("4 soup is hot", record.QuerySelector("pre.message")?.TextContent);

        var older = await dashboard.ReadAsync(record.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal("1 Soup of the day", older.QuerySelector("pre.message")?.TextContent);
        Assert.Null(older.QuerySelector("a[rel=next]"));
        var newer = await dashboard.ReadAsync(record.QuerySelector("a[rel=prev]")!.GetAttribute("href")!);
        Assert.Equal("8 no soup", newer.QuerySelector("pre.message")?.TextContent);
        Assert.Equal("/logs?text=soup", newer.QuerySelector("nav[aria-label=Records] a")?.GetAttribute("href"));
    }

    [Fact]
    public async Task A_record_that_had_to_go_is_said_to_have_gone()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await dashboard.SendAsync(SentLogs.Path, Of("web", [.. Numbered(1, 10_001)]));
        var page = await dashboard.ReadAsync("/logs/1", HttpStatusCode.NotFound);
        Assert.Contains("Record 1 is no longer kept", page.QuerySelector("[role=alert]")?.TextContent, StringComparison.Ordinal);
        await dashboard.ReadAsync("/logs/2");
    }
}
