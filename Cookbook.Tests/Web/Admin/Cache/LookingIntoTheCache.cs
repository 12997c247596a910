using System.Net;
using System.Net.Http.Json;
using Cookbook.Caching.Inspection;
using Cookbook.Tests.Web.Photos;
using Cookbook.Web.Api;

namespace Cookbook.Tests.Web.Admin.Cache;

/// <summary>What the inspector shows of pages.</summary>
public sealed class LookingIntoTheCache(InspectedSite inspected) : IClassFixture<InspectedSite>
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("redis", "both")]
    [InlineData("memory", "memory")]
    public async Task A_page_is_found_by_a_part_of_its_address(string level, string lies)
    {
        var key = await inspected.AddPageAsync();
        Assert.True(await inspected.Site.IsHitAsync(key));

        var page = await inspected.Administrator.ReadAsync($"/admin/cache/entries?level={level}&q={key[10..]}");

        var row = Assert.Single(page.QuerySelectorAll("tbody tr"));
        var cells = row.Children.Select(cell => cell.TextContent.Trim()).ToList();
        Assert.Equal(key, row.QuerySelector("a")!.TextContent);
        Assert.Equal(("Recipe", "current", lies), (cells[1], cells[2], cells[^1]));
        Assert.Contains($"recipe-at:{key[9..]}", cells[0], StringComparison.Ordinal);
        Assert.Matches("^1[345] min", cells[4]);
        Assert.StartsWith("1 d 0 h", cells[5], StringComparison.Ordinal);
        Assert.All(cells[6..9], size => Assert.Matches(@"^[\d.]+ K?B$", size));
        Assert.Equal("1", cells[9]);
        Assert.Empty((await inspected.Administrator.ReadAsync($"/admin/cache/entries?level={level}&q=no-such-address")).QuerySelectorAll("tbody tr"));
    }

    [Theory]
    [InlineData("redis")]
    [InlineData("memory")]
    public async Task All_are_found_page_by_page(string level)
    {
        var keys = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            keys.Add(await inspected.AddPageAsync());
        }

        var found = new List<string>();
        var next = "";
        while (next is not null)
        {
            var list = (await GetAsync<CachedPages>($"/api/cache/entries?level={level}&count=2{next}"))!;
            found.AddRange(list.Entries.Select(entry => entry.Key));
            next = list.Next is null ? null : $"&cursor={Uri.EscapeDataString(list.Next)}";
        }

        Assert.Empty(keys.Except(found));
        Assert.Equal(found.Count, found.Distinct().Count());
    }

    [Fact]
    public async Task An_entry_tells_all()
    {
        var key = await inspected.AddPageAsync();
        using var response = await inspected.Site.GetAsync(key);
        var html = await response.Content.ReadAsStringAsync(CancellationToken);

        var page = await inspected.Administrator.ReadAsync($"/admin/cache/entry?key={Uri.EscapeDataString(key)}");

        var text = page.QuerySelector("main")!.TextContent;
        Assert.Equal(key, page.QuerySelector("h1")!.TextContent);
        Assert.Contains("this replica’s memory and in Redis", text, StringComparison.Ordinal);
        Assert.Contains(response.Headers.ETag!.Tag, text, StringComparison.Ordinal);
        Assert.Equal(html, page.QuerySelector("pre.stored")!.TextContent);
        Assert.Contains("Content-Security-Policy", text, StringComparison.Ordinal);
        Assert.Equal(3, page.QuerySelectorAll("table[aria-labelledby=bodies] tbody tr").Length);
        Assert.Contains("everything", page.QuerySelector("table[aria-labelledby=tags]")!.TextContent, StringComparison.Ordinal);
        Assert.All(page.QuerySelectorAll("table[aria-labelledby=tags] tbody tr"), row => Assert.Equal("current", row.LastElementChild!.TextContent.Trim()));
    }

    [Fact]
    public async Task A_stored_body_is_handed_out_as_a_file_of_no_type()
    {
        var key = await inspected.AddPageAsync();
        var html = await inspected.Site.Client.GetByteArrayAsync(key, CancellationToken);

        using var response = await inspected.Administrator.GetAsync($"/api/cache/response?key={Uri.EscapeDataString(key)}");

        Assert.Equal(html, await response.Content.ReadAsByteArrayAsync(CancellationToken));
        Assert.Equal("application/octet-stream", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(("attachment", $"{key[1..].Replace('/', '-')}.cached"), (response.Content.Headers.ContentDisposition?.DispositionType, response.Content.Headers.ContentDisposition?.FileName));
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task A_photograph_is_no_text()
    {
        var name = Names.New();
        using var added = await inspected.Administrator.UploadAsync(
            await inspected.Administrator.ReadAsync("/admin/recipes/add"), "", (Pictures.Jpeg(300, 200), "dal.jpg"), ("Name", name), ("Do", "continue"));
        var photo = (await inspected.Site.ReadAsync($"/recipes/{name}")).QuerySelector("article picture img")!.GetAttribute("src")!;
        (await inspected.Site.GetAsync(photo)).Dispose();

        var page = await inspected.Administrator.ReadAsync($"/admin/cache/entry?key={Uri.EscapeDataString(photo)}");

        Assert.Null(page.QuerySelector("pre.stored, main img"));
        Assert.Contains("No text, but image/", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/cookbook/?page=1&utm_source=x", "Cookbook", true)]
    [InlineData("https://127.0.0.1/cookbook/", "Cookbook", true)]
    [InlineData("/admin", "none", false)]
    [InlineData("/recipes/no-such-recipe", "Recipe", false)]
    [InlineData("/recipes/cr%C3%A8me", "Recipe", false)]
    [InlineData("/recipes/crème", "Recipe", false)]
    [InlineData("/api/cache/state", "none", false)]
    [InlineData("/admin/cache/live", "none", false)]
    public async Task It_says_why_an_address_is_not_cached(string address, string policy, bool isKept)
    {
        var page = await inspected.Administrator.ReadAsync($"/admin/cache/why?address={Uri.EscapeDataString(address)}");
        var answer = (await GetAsync<WhyAnswer>($"/api/cache/why?address={Uri.EscapeDataString(address)}"))!;

        Assert.Equal((policy, isKept), (answer.Policy, answer.IsKept));
        Assert.Equal(isKept, answer.Page is not null);
        var text = page.QuerySelector("main")!.TextContent;
        Assert.Contains(isKept ? "Cached" : "Not cached.", page.QuerySelector(".answer strong")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(answer.Means, text, StringComparison.Ordinal);
        Assert.Contains(policy, text, StringComparison.Ordinal);
        Assert.Equal(CacheReason.All.Select(reason => reason.Name), page.QuerySelectorAll("table[aria-labelledby=others] tbody th").Select(name => name.TextContent.Trim()));
    }

    [Fact]
    public async Task The_state_is_told()
    {
        await inspected.AddPageAsync();

        var state = (await GetAsync<CacheState>("/api/cache/state"))!;
        var page = await inspected.Administrator.ReadAsync("/admin/cache");

        Assert.True(state is { IsEnabled: true, IsRedisConfigured: true, IsRedisAway: false, AreTokensSure: true, MemoryBytes: > 0, MemoryEntries: > 0 });
        Assert.StartsWith(inspected.Site.Prefix, state.Prefix, StringComparison.Ordinal);
        Assert.Contains("of 64 MB", page.QuerySelector("dl.figures")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(state.Prefix, page.QuerySelector("dl.figures")!.TextContent, StringComparison.Ordinal);
    }

    private async Task<T?> GetAsync<T>(string address)
    {
        using var response = await inspected.Administrator.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<T>(CancellationToken);
    }
}
