using Cookbook.Tests.Web;
using Cookbook.Web.Caching.Live;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Cookbook.Tests.Browsing;

/// <summary>The cache's live charts, its buttons, and its pages while Redis is away.</summary>
public sealed class UsingTheInspector(SampleSite sample, Chromium chromium) : IClassFixture<SampleSite>
{
    [Fact]
    public Task The_charts_show_what_happens_and_say_it_in_words() => VisitAsync(async (visitor, site) =>
    {
        var page = visitor.Page;
        await visitor.OpenAsync("/admin/cache");
        await page.Locator(".live [role=status]").Must().ToHaveTextAsync("Watching.");
        var purge = site.Services.GetRequiredService<Cookbook.Caching.OutputCachePurge>();
        var summary = page.Locator("figure[data-measure=breaker] .summary");
        for (var i = 1; i <= 8; i++)
        {
            var before = await summary.TextContentAsync() ?? "";
            if (i is 3 or 6)
            {
                // As a form would that writes.
                (await site.SendAsync(HttpMethod.Post, "/admin/login")).Dispose();
                await purge.TagsAsync(["recipes"], TestContext.Current.CancellationToken);
            }

            for (var request = 0; request < 20 * i; request++)
            {
                await site.ReadAsync(request % 9 == 0 ? "/cookbook/" : "/recipes/dal-tadka");
            }

            // It tells how many seconds it has seen: never twice the same.
            await summary.Must().Not.ToHaveTextAsync(before);
        }

        await page.Locator("figure[data-measure=hitRatio] polyline").First.Must().ToBeAttachedAsync();
        await page.Locator("figure[data-measure=timeSaved] rect").First.Must().ToBeAttachedAsync();
        await page.Locator("figure[data-measure=purgeLag] rect").First.Must().ToBeAttachedAsync();
        await page.Locator("figure[data-measure=hitRatio] .summary").Must().ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"^Lowest [\d.]+ %, mean [\d.]+ %, highest [\d.]+ % in \d+ s\.$"));
        await page.Locator("figure[data-measure=breaker] .now").Must().ToHaveTextAsync("closed");
        await page.Locator("figure[data-measure=breaker] svg").Must().ToHaveAttributeAsync("aria-label", new System.Text.RegularExpressions.Regex("^Breaker: now closed"));
        await visitor.LookAtAsync("cache with charts");
    });

    [Fact]
    public Task Watching_pauses_goes_on_and_ends_with_the_page() => VisitAsync(async (visitor, site) =>
    {
        var (page, watch) = (visitor.Page, site.Services.GetRequiredService<CacheWatch>());
        await visitor.OpenAsync("/admin/cache");
        await Eventually.IsTrue("somebody watches", () => watch.IsListening);

        await page.Button("Pause").ClickAsync();
        await page.Locator(".live [role=status]").Must().ToHaveTextAsync("Paused.");
        await Eventually.IsTrue("nobody watches", () => !watch.IsListening);

        await page.Button("Go on").ClickAsync();
        await Eventually.IsTrue("somebody watches again", () => watch.IsListening);
        await visitor.OpenAsync("/admin/log");
        await Eventually.IsTrue("nobody watches any more", () => !watch.IsListening);
    });

    [Fact]
    public Task The_charts_come_back_after_a_refusal() => VisitAsync(async (visitor, _) =>
    {
        visitor.Expect(503);
        await visitor.Page.RouteAsync($"**{CacheLive.Address}", route => route.FulfillAsync(new RouteFulfillOptions { Status = 503 }));
        await visitor.OpenAsync("/admin/cache");
        await visitor.Page.Locator(".live [role=status]").Must().ToContainTextAsync("Trying again");

        await visitor.Page.UnrouteAllAsync();

        await visitor.Page.Locator(".live [role=status]").Must().ToHaveTextAsync("Watching.");
    });

    [Fact]
    public Task Without_JavaScript_the_figures_stand_in_a_sentence() => VisitAsync(
        async (visitor, site) =>
        {
            await visitor.OpenAsync("/admin/cache");

            await visitor.Page.GetByText("As of now, this replica keeps").Must().ToBeVisibleAsync();
            await visitor.Page.Locator("[data-charts]").Must().ToBeHiddenAsync();
            Assert.False(site.Services.GetRequiredService<CacheWatch>().IsListening);
        },
        new BrowserNewContextOptions { JavaScriptEnabled = false });

    [Fact]
    public Task Whoever_wants_no_motion_gets_the_figures_each_second_and_the_picture_more_seldom() => VisitAsync(
        async (visitor, _) =>
        {
            var page = visitor.Page;
            var samples = Enumerable.Range(10, 3).Select(second => $"data: {{\"at\":\"2026-01-01T00:00:{second}Z\",\"hitRatio\":null,\"timeSaved\":0,\"purgeLag\":null,\"isRedisLeftAlone\":false}}\n\n");
            await page.RouteAsync($"**{CacheLive.Address}", route => route.FulfillAsync(new RouteFulfillOptions
            {
                ContentType = "text/event-stream",
                Body = "retry: 600000\n\n" + string.Concat(samples),
            }));
            await visitor.OpenAsync("/admin/cache");

            await page.Locator("figure[data-measure=breaker] .summary").Must().ToHaveTextAsync("Open 0 s of 3 s.");
            await page.Locator("figure[data-measure=breaker] svg").Must().ToHaveAttributeAsync("aria-label", "Breaker: now closed; open 0 s of 1 s.");
        },
        new BrowserNewContextOptions { ReducedMotion = ReducedMotion.Reduce });

    /// <summary>By its buttons: a page is made stale, then deleted; then all are made stale, then deleted.</summary>
    [Fact]
    public Task What_its_buttons_do_is_said_on_the_page_that_they_lead_to() => VisitAsync(async (visitor, _) =>
    {
        var said = visitor.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Status).And(visitor.Page.Locator(".done"));
        await visitor.OpenAsync("/admin/cache/entries");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "/cookbook/", Exact = true }).ClickAsync();
        await visitor.Page.Button("Make it stale").ClickAsync();
        await said.Must().ToContainTextAsync("The page is stale");
        await visitor.LookAtAsync("entry made stale");

        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Delete this page from the cache" }).ClickAsync();
        await visitor.Page.Button("Delete the page").ClickAsync();
        await said.Must().ToContainTextAsync("/cookbook/");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "/cookbook/", Exact = true }).Must().ToHaveCountAsync(0);

        await visitor.OpenAsync("/admin/cache");
        await visitor.Page.Button("Empty the cache").ClickAsync();
        await said.Must().ToContainTextAsync("Every cached page is stale");

        await visitor.OpenAsync("/admin/cache/delete");
        await visitor.Page.Button("Delete everything").ClickAsync();
        await said.Must().ToContainTextAsync("The cache is empty: 2 keys were deleted");
    });

    [Fact]
    public Task A_tag_that_is_none_is_told_beside_its_field() => VisitAsync(async (visitor, _) =>
    {
        await visitor.OpenAsync("/admin/cache");
        await visitor.Page.Field("A tag of pages").FillAsync(" \t");
        await visitor.Page.Button("Make the tag stale").ClickAsync();
        await visitor.Page.Locator(".errors").Must().ToBeFocusedAsync();
        await visitor.LookAtAsync("cache with errors");
    });

    [Fact]
    public async Task Without_Redis_the_list_is_the_memory_s()
    {
        await using var line = Line.ToRedis(sample.Redis);
        await VisitAsync(
            async (visitor, _) =>
            {
                await line.CutAsync();
                await visitor.OpenAsync("/admin/cache/entries?level=redis");
                await visitor.Page.GetByText("Redis cannot be read").Must().ToBeVisibleAsync();
                await visitor.LookAtAsync("entries without Redis");
                await visitor.OpenAsync("/admin/cache");
                await visitor.LookAtAsync("cache without Redis");
            },
            redis: line.ConnectionString);
    }

    private async Task VisitAsync(Func<Visitor, WebSite, Task> visit, BrowserNewContextOptions? how = null, string? redis = null)
    {
        await using var cached = await CachedSite.StartAsync(sample.Database, redis ?? sample.Redis, sample.Redis, chromium);
        await cached.VisitAsync(visitor => visit(visitor, cached.Site), how);
    }
}
