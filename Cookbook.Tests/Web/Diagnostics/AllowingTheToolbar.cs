using System.Net;
using Cookbook.Data.Accounts;
using Cookbook.Tests.Web.Admin;

namespace Cookbook.Tests.Web.Diagnostics;

/// <summary>Who sees it: in development everybody, elsewhere administrators, and nobody where it is off.</summary>
public sealed class AllowingTheToolbar(SampleSite sample) : IClassFixture<SampleSite>
{
    private static readonly string[] Addresses = ["/toolbar", "/toolbar/x-0123456789abcdef", "/toolbar/x-0123456789abcdef/sql/1", "/toolbar/compare?before=x&after=x"];

    [Theory]
    [InlineData("Development", "false")]
    [InlineData("Production", "false")]
    [InlineData("Production", "")]
    public async Task Where_it_is_off_there_is_nothing_of_it(string environment, string enabled)
    {
        await using var site = new WebSite(sample.Database, null, ("Toolbar:Enabled", enabled)) { Environment = environment }.Start();

        foreach (var address in Addresses)
        {
            using var response = await site.GetAsync(address);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }

        using var page = await site.GetAsync("/cookbook/", Toolbar.Navigation[..2]);
        Assert.Null(page.RecordId());
        Assert.DoesNotContain("toolbar", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task In_development_it_is_on_unless_somebody_says_otherwise()
    {
        await using var site = new WebSite(sample.Database, null, ("Toolbar:Enabled", "")) { Environment = "Development" }.Start();

        using var page = await site.GetAsync("/cookbook/");

        Assert.NotNull(page.RecordId());
    }

    [Fact]
    public async Task Elsewhere_strangers_are_sent_to_the_door()
    {
        await using var site = Browser.Behind(sample.Database, null, Toolbar.On);
        var stranger = new Browser(site);

        foreach (var address in Addresses)
        {
            using var response = await stranger.GetAsync(address);
            Assert.Equal((HttpStatusCode.Found, "/admin/login"), (response.StatusCode, response.Headers.Location!.AbsolutePath));
        }

        using var page = await NavigateAsync(stranger, "/cookbook/");
        Assert.Null(page.RecordId());
        Assert.DoesNotContain("toolbar", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);

        using var unchanged = await site.GetAsync("/cookbook/", [("If-None-Match", page.Headers.ETag!.ToString()), .. Toolbar.Navigation[..2]]);
        using var compressed = await site.GetAsync("/cookbook/", Toolbar.Navigation);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        Assert.Equal(["br"], compressed.Content.Headers.ContentEncoding);
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Editor)]
    public async Task Elsewhere_others_than_administrators_are_refused(string role)
    {
        await using var site = Browser.Behind(sample.Database, null, Toolbar.On);
        var browser = await site.BrowseAsAsync(role);

        foreach (var address in Addresses)
        {
            using var response = await browser.GetAsync(address);
            Assert.Equal((HttpStatusCode.Found, "/admin/refused"), (response.StatusCode, response.Headers.Location!.AbsolutePath));
        }

        foreach (var address in (string[])["/cookbook/", "/admin"])
        {
            using var page = await NavigateAsync(browser, address);
            Assert.Null(page.RecordId());
            Assert.DoesNotContain("toolbar", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Elsewhere_administrators_have_it_and_a_way_to_it()
    {
        await using var site = Browser.Behind(sample.Database, null, Toolbar.On);
        var browser = await site.BrowseAsAsync(Role.Administrator);

        foreach (var address in (string[])["/cookbook/", "/admin"])
        {
            using var page = await NavigateAsync(browser, address);
            Assert.Contains("/toolbar.js", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            await browser.ReadAsync($"/toolbar/{page.RecordId()}");
        }

        Assert.NotNull((await browser.ReadAsync("/admin")).QuerySelector("header a[href='/toolbar']"));
        Assert.NotEmpty((await browser.ReadAsync("/toolbar")).QuerySelectorAll(".requests tbody tr"));
    }

    [Fact]
    public async Task Where_it_is_off_no_link_leads_to_it()
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Administrator);

        Assert.Null((await browser.ReadAsync("/admin")).QuerySelector("a[href='/toolbar']"));
    }

    private static Task<HttpResponseMessage> NavigateAsync(Browser browser, string address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        Assert.True(request.Headers.TryAddWithoutValidation("Accept", "text/html"));
        return browser.SendAsync(request);
    }
}
