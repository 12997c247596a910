using Cookbook.Data.Accounts;
using Cookbook.Tests.Web;
using Cookbook.Tests.Web.Admin;
using Cookbook.Tests.Web.Diagnostics;
using Microsoft.Playwright;

namespace Cookbook.Tests.Browsing;

/// <summary>The debug toolbar at the bottom of pages, and its own pages.</summary>
public sealed class UsingTheToolbar(SampleSite sample, Chromium chromium) : IClassFixture<SampleSite>
{
    [Fact]
    public async Task Every_page_says_what_its_request_did()
    {
        await using var site = Start();
        var email = await site.AddAccountAsync(Role.Administrator);
        await chromium.VisitAsync(site, async visitor =>
        {
            foreach (var (address, status) in ((string, int)[])[("/", 200), ("/cookbook/", 200), ("/recipes/dal-tadka", 200), ("/nowhere", 404), ("/fault", 500), ("/admin/login", 200)])
            {
                await visitor.OpenAsync(address, status);
                await Assertions.Expect(Bar(visitor).GetByRole(AriaRole.List)).ToContainTextAsync("SQL");
            }

            await visitor.SignInAsync(email);
            await Assertions.Expect(Bar(visitor).GetByRole(AriaRole.List)).ToContainTextAsync("bypass, no-policy");
        });
    }

    [Fact]
    public async Task A_reload_shows_that_the_queries_are_gone()
    {
        await using var site = Start();
        await chromium.VisitAsync(site, async visitor =>
        {
            var list = Bar(visitor).GetByRole(AriaRole.List);
            await visitor.OpenAsync("/cookbook/");
            await Assertions.Expect(list).ToContainTextAsync("SQL 2");
            await Assertions.Expect(list).ToContainTextAsync("miss, stored");
            var first = await list.GetAttributeAsync("data-id");

            // The browser has the page, and is told 304: the numbers are the new request's all the same.
            var answer = await visitor.Page.ReloadAsync();

            Assert.NotNull(answer);
            await Assertions.Expect(list).ToContainTextAsync("SQL 0");
            await Assertions.Expect(list).ToContainTextAsync("hit, in memory");
            Assert.NotEqual(first, await list.GetAttributeAsync("data-id"));
            await Bar(visitor).GetByRole(AriaRole.Button, new() { Name = "Details" }).ClickAsync();
            await Bar(visitor).GetByRole(AriaRole.Link, new() { Name = "Compare" }).ClickAsync();
            await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Row, new() { Name = "SQL commands" })).ToContainTextAsync("−2");
            await visitor.LookAtAsync("toolbar compare");
        });
    }

    [Fact]
    public async Task It_opens_and_closes_by_keyboard()
    {
        await using var site = Start();
        await chromium.VisitAsync(site, async visitor =>
        {
            await visitor.OpenAsync("/cookbook/");
            var details = Bar(visitor).GetByRole(AriaRole.Button, new() { Name = "Details" });
            await Assertions.Expect(Bar(visitor).GetByRole(AriaRole.List)).ToContainTextAsync("SQL");
            await Assertions.Expect(details).ToHaveAttributeAsync("aria-expanded", "false");

            await details.FocusAsync();
            await visitor.Page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(details).ToHaveAttributeAsync("aria-expanded", "true");
            await Assertions.Expect(Bar(visitor).GetByRole(AriaRole.Heading, new() { Name = "Time line" })).ToBeVisibleAsync();
            await visitor.Page.Keyboard.PressAsync("Tab");
            await visitor.Page.Keyboard.PressAsync("Escape");

            await Assertions.Expect(details).ToHaveAttributeAsync("aria-expanded", "false");
            await Assertions.Expect(details).ToBeFocusedAsync();
            await Assertions.Expect(Bar(visitor).GetByRole(AriaRole.Heading, new() { Name = "Time line" })).ToBeHiddenAsync();
        });
    }

    [Fact]
    public async Task Hidden_it_stays_hidden_and_comes_back()
    {
        await using var site = Start();
        await chromium.VisitAsync(site, async visitor =>
        {
            await visitor.OpenAsync("/cookbook/");
            await Bar(visitor).GetByRole(AriaRole.Button, new() { Name = "Hide" }).PressAsync("Enter");
            await visitor.OpenAsync("/");
            var show = Bar(visitor).GetByRole(AriaRole.Button, new() { Name = "Debug toolbar" });
            await Assertions.Expect(Bar(visitor).GetByRole(AriaRole.Button, new() { Name = "Details" })).ToBeHiddenAsync();
            await visitor.LookAtAsync("toolbar hidden");

            await show.PressAsync("Enter");

            await Assertions.Expect(Bar(visitor).GetByRole(AriaRole.Button, new() { Name = "Details" })).ToBeFocusedAsync();
            await visitor.OpenAsync("/cookbook/");
            await Assertions.Expect(Bar(visitor).GetByRole(AriaRole.Button, new() { Name = "Details" })).ToBeVisibleAsync();
        });
    }

    [Theory]
    [InlineData("/cookbook/", 200)]
    [InlineData("/recipes/dal-tadka", 200)]
    [InlineData("/nowhere", 404)]
    [InlineData("/admin/login", 200)]
    public async Task The_bar_keeps_nobody_out(string address, int status)
    {
        await using var site = Start();
        await chromium.VisitAsync(site, async visitor =>
        {
            await visitor.OpenAsync(address, status);
            await Assertions.Expect(Bar(visitor).GetByRole(AriaRole.List)).ToContainTextAsync("SQL");
            await visitor.LookAtAsync($"toolbar on {address}");
            await Bar(visitor).GetByRole(AriaRole.Button, new() { Name = "Details" }).ClickAsync();
            await Assertions.Expect(Bar(visitor).GetByRole(AriaRole.Heading, new() { Name = "Time line" })).ToBeVisibleAsync();
            await visitor.LookAtAsync($"toolbar open on {address}");
        });
    }

    [Fact]
    public async Task Redis_s_commands_keep_nobody_out_either()
    {
        await using var site = new WebSite(sample.Database, sample.Redis, Toolbar.On, ("OutputCaching:FirstLevelBytes", "0")) { Environment = "Development" }.Start();
        await using var redis = await RedisKeys.OpenAsync(sample.Redis, site);
        await site.ReadAsync("/cookbook/");
        await redis.HasPagesAsync(1);
        await chromium.VisitAsync(site, async visitor =>
        {
            await visitor.OpenAsync("/cookbook/");
            var list = Bar(visitor).GetByRole(AriaRole.List);
            await Assertions.Expect(list).ToContainTextAsync("hit, in Redis");
            var id = (await list.GetAttributeAsync("data-id"))!;

            // Aspire's own tracing of Redis hands the commands over later.
            await Eventually.IsTrue("the command is there", async () => (await site.ReadRecordAsync(id)).Redis() == 1);
            await Bar(visitor).GetByRole(AriaRole.Button, new() { Name = "Details" }).ClickAsync();
            await Assertions.Expect(list).ToContainTextAsync("Redis 1");
            await Assertions.Expect(Bar(visitor).GetByRole(AriaRole.Heading, new() { Name = "Redis" })).ToBeVisibleAsync();
            await visitor.LookAtAsync("toolbar with Redis");
            await visitor.OpenAsync("/toolbar");
            await visitor.LookAtAsync("toolbar list with Redis");
        });
    }

    [Fact]
    public async Task Its_own_pages_keep_nobody_out()
    {
        await using var site = Start();
        var (_, id) = await site.RecordAsync("/recipes/dal-tadka");
        using (var refused = await site.GetAsync("/cookbook/?page=2", ("Cookie", "a=b")))
        {
            Assert.NotNull(refused.RecordId());
        }

        await chromium.VisitAsync(site, async visitor =>
        {
            foreach (var (title, address, status) in ((string, string, int)[])
            [
                ("list", "/toolbar", 200), ("request", $"/toolbar/{id}", 200), ("plan", $"/toolbar/{id}/sql/1?analyze=true", 200),
                ("missing", "/toolbar/x", 404), ("no page", "/toolbar?page=1000000000", 404), ("no command", $"/toolbar/{id}/sql/9", 404),
            ])
            {
                await visitor.OpenAsync(address, status);
                await visitor.LookAtAsync($"toolbar {title}");
            }
        });
    }

    [Fact]
    public async Task Two_requests_of_the_list_are_compared_without_JavaScript()
    {
        await using var site = Start();
        await site.RecordAsync("/cookbook/");
        await site.RecordAsync("/cookbook/");
        await chromium.VisitAsync(
            site,
            async visitor =>
            {
                await visitor.OpenAsync("/toolbar");
                await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();

                await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Row, new() { Name = "SQL commands" })).ToContainTextAsync("−2");
            },
            new BrowserNewContextOptions { JavaScriptEnabled = false });
    }

    /// <summary>A balancer may ask another replica first; both are there, and the browser's questions are handed to the one or the other.</summary>
    [Fact]
    public async Task It_asks_until_the_replica_answers_that_has_the_request()
    {
        await using var site = Start();
        await using var other = Start();
        await chromium.VisitAsync(site, async visitor =>
        {
            visitor.Expect(404);
            var asked = 0;
            await visitor.Page.RouteAsync("**/toolbar/*-*", async route =>
            {
                if (++asked > 2)
                {
                    await route.ContinueAsync();
                    return;
                }

                using var elsewhere = await other.GetAsync(new Uri(route.Request.Url).PathAndQuery);
                await route.FulfillAsync(new()
                {
                    Status = (int)elsewhere.StatusCode,
                    ContentType = "text/html; charset=utf-8",
                    Body = await elsewhere.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
                });
            });

            await visitor.OpenAsync("/cookbook/");

            await Assertions.Expect(Bar(visitor).GetByRole(AriaRole.List)).ToContainTextAsync("miss, stored");
            Assert.True(asked > 2);
        });
    }

    [Fact]
    public async Task Without_its_style_sheet_it_comes_all_the_same()
    {
        await using var site = Start();
        await chromium.VisitAsync(site, async visitor =>
        {
            await visitor.Page.RouteAsync("**/toolbar.css", route => route.FulfillAsync(new() { Status = 503 }));
            visitor.Expect(503);

            await visitor.OpenAsync("/cookbook/");

            await Assertions.Expect(Bar(visitor).GetByRole(AriaRole.List)).ToContainTextAsync("miss, stored");
        });
    }

    [Fact]
    public async Task It_moves_nothing_and_is_not_printed()
    {
        await using var site = Start();
        await chromium.VisitAsync(site, async visitor =>
        {
            await visitor.OpenAsync("/cookbook/");
            await Assertions.Expect(Bar(visitor).GetByRole(AriaRole.List)).ToContainTextAsync("SQL");

            Assert.Equal(0, await visitor.Page.EvaluateAsync<double>("""
                new Promise(done => new PerformanceObserver(list => done(list.getEntries().reduce((sum, shift) => sum + shift.value, 0)))
                    .observe({ type: 'layout-shift', buffered: true }) || setTimeout(() => done(0), 500))
                """));
            await visitor.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
            await Assertions.Expect(Bar(visitor)).ToBeHiddenAsync();
        });
    }

    private WebSite Start()
    {
        var site = BrowsedSite.Start(sample.Database, Toolbar.On);
        site.Pages.Add(BrowsedSite.Fault, _ => throw new InvalidOperationException("burnt onions"));
        return site;
    }

    private static ILocator Bar(Visitor visitor) => visitor.Page.GetByRole(AriaRole.Complementary, new() { Name = "Debug toolbar" });
}
