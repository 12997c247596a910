using Cookbook.Tests.Browsing;
using Microsoft.Playwright;

namespace Cookbook.Tests.LocalHosting.Dashboard.Browsing;

/// <summary>Every page in a browser: in light and dark, wide and narrow, for everybody; and live.</summary>
[Collection(nameof(WatchedCookbook))]
public sealed class LookingAtTheDashboard(WatchedCookbook cookbook, Chromium chromium)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/resources/web")]
    [InlineData("/resources/nobody", 404)]
    [InlineData("/console")]
    [InlineData("/console/web")]
    [InlineData("/console/web?q=Cookbook")]
    [InlineData("/logs")]
    [InlineData("/logs?level=nonsense", 400)]
    [InlineData("/traces")]
    [InlineData("/traces?longer=abc", 400)]
    [InlineData("/metrics")]
    [InlineData("/nowhere", 404)]
    public Task A_page_keeps_nobody_out(string address, int status = 200) => SignedInAsync(async visitor =>
    {
        await OpenAsync(visitor, address, status);
        await visitor.LookAtAsync($"dashboard{address}");
    });

    [Fact]
    public Task Nor_does_the_door() => chromium.VisitAsync(cookbook.SignInAddress, async visitor =>
    {
        await visitor.Page.GotoAsync(new Uri(cookbook.SignInAddress, "/login?t=wrong").ToString());
        await visitor.LookAtAsync("dashboard-login");
    });

    [Fact]
    public Task Nor_does_a_trace_nor_one_with_an_open_span() => SignedInAsync(async visitor =>
    {
        // The first page is compiled while it is rendered; the picture is of another.
        foreach (var recipe in (string[])["spanakopita", "moussaka"])
        {
            using (await cookbook.Site.GetAsync($"/recipes/{recipe}", Eventually.Deadline))
            {
            }
        }

        await OpenAsync(visitor, await cookbook.TraceAddressAsync("?resource=web&q=/recipes/moussaka", "1 render"));
        await Assertions.Expect(visitor.Page.Locator(".waterfall")).ToContainTextAsync("cache store");
        await visitor.LookAtAsync("dashboard-waterfall");
        await visitor.Page.Locator(".waterfall th a", new() { HasText = "SQL" }).First.ClickAsync();
        await Assertions.Expect(visitor.Page.Locator(".span-details")).ToContainTextAsync("db.query.text");
        await visitor.LookAtAsync("dashboard-trace");
    });

    [Fact]
    public Task Nor_do_an_instrument_and_a_record() => SignedInAsync(async visitor =>
    {
        await Eventually.IsTrue("metrics and records have come", async () =>
            (await cookbook.PageAsync("/metrics")).QuerySelector("main a[href^='/metrics/']") is not null
            && (await cookbook.PageAsync("/logs")).QuerySelector("main a[href^='/logs/']") is not null);
        await OpenAsync(visitor, "/metrics");
        await visitor.Page.Locator("main a[href^='/metrics/']").First.ClickAsync();
        await visitor.LookAtAsync("dashboard-instrument");
        await OpenAsync(visitor, "/logs");
        await visitor.Page.Locator("main a[href^='/logs/']").First.ClickAsync();
        await visitor.LookAtAsync("dashboard-record");
    });

    [Fact]
    public Task A_trace_is_on_the_open_page_soon_after_its_request_and_what_has_the_focus_keeps_it() => SignedInAsync(async visitor =>
    {
        await OpenAsync(visitor, "/traces?q=/recipes/tiramisu");
        await visitor.Page.GetByLabel("Text").FocusAsync();
        Assert.Equal(0, await visitor.Page.Locator(".traces tbody tr").CountAsync());

        using (await cookbook.Site.GetAsync("/recipes/tiramisu", Eventually.Deadline))
        {
        }

        await Assertions.Expect(visitor.Page.Locator(".traces tbody tr").First).ToContainTextAsync("GET recipes/{slug}");
        Assert.Equal("q", await visitor.Page.EvaluateAsync<string>("document.activeElement.name"));
    });

    [Fact]
    public Task The_console_follows() => SignedInAsync(async visitor =>
    {
        await OpenAsync(visitor, "/console/cache");
        var before = await visitor.Page.Locator(".lines li").CountAsync();

        await cookbook.Application.ResourceCommands.ExecuteCommandAsync("cache", "resource-restart", Eventually.Deadline);
        await Assertions.Expect(visitor.Page.Locator(".lines li").Nth(before)).ToBeVisibleAsync();
    });

    [Fact]
    public Task Pages_that_nobody_sees_leave_the_browser_its_connections_and_are_brought_up_to_date_when_they_are_seen() => SignedInAsync(async visitor =>
    {
        await OpenAsync(visitor, "/traces?q=/recipes/pavlova");
        await ShowAsync(visitor.Page, isShown: false);
        for (var i = 0; i < 8; i++)
        {
            // More than the six that a browser has for a host.
            var tab = await visitor.Page.Context.NewPageAsync();
            await tab.GotoAsync(new Uri(cookbook.SignInAddress, "/console/web").ToString());
            await ShowAsync(tab, isShown: false);
        }

        using (await cookbook.Site.GetAsync("/recipes/pavlova", Eventually.Deadline))
        {
        }

        await Eventually.IsTrue("the trace is there", async () =>
            (await cookbook.PageAsync("/traces?q=/recipes/pavlova")).QuerySelector(".traces tbody tr") is not null);
        Assert.Equal(0, await visitor.Page.Locator(".traces tbody tr").CountAsync());
        await ShowAsync(visitor.Page, isShown: true);
        await Assertions.Expect(visitor.Page.Locator(".traces tbody tr").First).ToContainTextAsync("GET recipes/{slug}");
    });

    [Fact]
    public Task A_resource_is_commanded_by_keyboard() => SignedInAsync(async visitor =>
    {
        await OpenAsync(visitor, "/resources/web");
        var button = visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Empty the cache" });
        await Assertions.Expect(button).ToBeEnabledAsync();
        await button.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Empty the cache, done.");
    });

    /// <summary>A browser without a screen shows all of its tabs.</summary>
    private static async Task ShowAsync(IPage page, bool isShown) => await page.EvaluateAsync(
        """
        isShown => {
          Object.defineProperty(document, 'hidden', { value: !isShown, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        }
        """,
        isShown);

    private Task SignedInAsync(Func<Visitor, Task> visit) => chromium.VisitAsync(cookbook.SignInAddress, async visitor =>
    {
        await visitor.Page.GotoAsync(cookbook.SignInAddress.ToString());
        await visit(visitor);
    });

    /// <summary>By its number: a browser that says localhost is led there, but its address is the site's.</summary>
    private async Task OpenAsync(Visitor visitor, string address, int status = 200)
    {
        visitor.Expect(status);
        var answer = await visitor.Page.GotoAsync(new Uri(cookbook.SignInAddress, address).ToString());
        Assert.Equal(status, answer!.Status);
    }
}
