using System.Net;
using Cookbook.Data.Accounts;

namespace Cookbook.Tests.Web.Admin;

/// <summary>The audit log, for administrators.</summary>
public sealed class ReadingTheLog(SampleSite sample) : IClassFixture<SampleSite>
{
    [Fact]
    public async Task It_tells_who_did_what_and_is_searched_by_both()
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Administrator);
        var mark = Names.New();
        await AddAsync(site, 60, $"{mark}_%", "<b>did</b> this");

        var page = await browser.ReadAsync($"/admin/log?q={Uri.EscapeDataString($"{mark.ToUpperInvariant()}_%")}");

        Assert.Equal(50, page.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("60 entries", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal([$"{mark}_%", "<b>did</b> this 59", "192.0.2.1"], page.QuerySelectorAll("tbody tr:first-child td").Skip(1).Select(cell => cell.TextContent));
        var second = await browser.ReadAsync(page.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal(10, second.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("0 entries", (await browser.ReadAsync($"/admin/log?q={mark}_x")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/admin/log?page=0")]
    [InlineData("/admin/log?page=1000000000")]
    [InlineData("/admin/log?page=x")]
    public async Task There_is_no_such_page(string address)
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Administrator);

        await browser.ReadAsync(address, HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(Role.Editor)]
    [InlineData(Role.Viewer)]
    public async Task It_is_for_administrators(string role)
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(role);

        using var response = await browser.GetAsync("/admin/log");

        Assert.StartsWith("/admin/refused", response.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        Assert.Null((await browser.ReadAsync("/admin")).QuerySelector("a[href='/admin/log']"));
    }

    private static Task<int> AddAsync(WebSite site, int count, string who, string what) => site.AskAsync(db =>
    {
        db.AuditEntries.AddRange(Enumerable.Range(0, count).Select(i => new AuditEntry
        {
            At = TimeProvider.System.GetUtcNow(),
            Who = who,
            Action = $"{what} {i}",
            Address = "192.0.2.1",
        }));
        return db.SaveChangesAsync(TestContext.Current.CancellationToken);
    });
}
