using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Cookbook.Data.Accounts;

namespace Cookbook.Tests.Web.Admin.Cache;

/// <summary>Without Redis the inspector shows the memory and says so; without Postgres nothing becomes stale, and it says that.</summary>
public sealed class InspectingDuringOutages(SampleSite sample) : IClassFixture<SampleSite>
{
    /// <summary>Two seconds are what the library gives Redis for a look; the rest is for a machine that has other things to do.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Without_a_connection_string_there_is_the_memory()
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Administrator);
        await site.ReadAsync("/");

        var state = await browser.ReadAsync("/admin/cache");
        var memory = await browser.ReadAsync("/admin/cache/entries");
        var shared = await browser.ReadAsync("/admin/cache/entries?level=redis");

        Assert.Contains("not configured", state.QuerySelector("dl.figures")!.TextContent, StringComparison.Ordinal);
        Assert.Null(memory.QuerySelector(".warning"));
        Assert.Contains("No Redis is configured", shared.QuerySelector(".warning")!.TextContent, StringComparison.Ordinal);
        foreach (var page in (AngleSharp.Html.Dom.IHtmlDocument[])[memory, shared])
        {
            Assert.Equal("In this replica’s memory", page.QuerySelector(".tabs [aria-current]")!.TextContent);
            Assert.Equal("/", Assert.Single(page.QuerySelectorAll("tbody tr")).QuerySelector("a")!.TextContent);
        }

        using var entries = await browser.GetAsync("/api/cache/entries");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json"), (entries.StatusCode, entries.Content.Headers.ContentType?.MediaType));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task While_Redis_is_silent_or_gone_the_pages_come_and_say_so(bool isSilent)
    {
        await using var line = Line.ToRedis(sample.Redis);
        await using var site = Browser.Behind(sample.Database, line.ConnectionString);
        var browser = await site.BrowseAsAsync(Role.Administrator);
        await site.ReadAsync("/");
        await using (var keys = await RedisKeys.OpenAsync(sample.Redis, site))
        {
            await keys.HasPagesAsync(1);
        }

        if (isSilent)
        {
            line.Hold();
        }
        else
        {
            await line.CutAsync();
        }

        foreach (var address in CacheAddresses.Pages)
        {
            var clock = Stopwatch.StartNew();
            using var response = await browser.GetAsync(address.For("/"));
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{address}: {response.StatusCode}\n{string.Join('\n', site.Log.Lines.Where(line => line.StartsWith("Error", StringComparison.Ordinal)))}");
            Assert.True(clock.Elapsed < Bound, $"{address} took {clock.Elapsed}.");
        }

        var list = await browser.ReadAsync("/admin/cache/entries?level=redis");
        Assert.Contains("Redis cannot be read", list.QuerySelector(".warning")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(list.QuerySelectorAll("tbody a"), link => link.TextContent == "/");

        using var stale = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/api/cache/stale") { Content = JsonContent.Create(new { key = "/" }) });
        using var deleted = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Delete, "/api/cache/entries"));
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.ServiceUnavailable), (stale.StatusCode, deleted.StatusCode));
        using var none = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Delete, "/api/cache/entry?key=/x%2500"));
        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
        var form = await browser.SubmitAsync("/admin/cache/delete");
        Assert.Contains("Redis did not answer", (await form.ReadHtmlAsync()).QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_Postgres_nothing_becomes_stale_and_nothing_is_deleted()
    {
        await using var line = Line.ToPostgres(sample.Database);
        await using var site = Browser.Behind(line.ConnectionString, sample.Redis);
        var browser = await site.BrowseAsAsync(Role.Administrator);
        await site.ReadAsync("/");
        await using var keys = await RedisKeys.OpenAsync(sample.Redis, site);
        await keys.HasPagesAsync(1);
        var form = await browser.ReadAsync("/admin/cache");

        await line.CutAsync();

        foreach (var (method, address, body) in ((HttpMethod, string, object?)[])
        [
            (HttpMethod.Post, "stale", new { key = "/" }), (HttpMethod.Post, "stale", new { tag = "recipes" }), (HttpMethod.Post, "stale", new { everything = true }),
            (HttpMethod.Delete, "entry?key=/", null), (HttpMethod.Delete, "entries", null),
        ])
        {
            using var response = await browser.SendAsync(new HttpRequestMessage(method, $"/api/cache/{address}") { Content = body is null ? null : JsonContent.Create(body) });
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        }

        using (var refused = await browser.SubmitAsync(form, "/admin/cache"))
        {
            Assert.Contains("no page has become stale", (await refused.ReadHtmlAsync()).QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
        }

        Assert.Single(await keys.AllAsync());
        line.Mend();
        await Eventually.IsTrue("the page comes out of the cache as it was", () => site.IsHitAsync("/"));
    }
}
