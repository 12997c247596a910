using System.Net;

namespace Cookbook.Tests.Web;

/// <summary>Every answer carries the security headers, and no page needs more than they allow.</summary>
public sealed class TellingBrowsersWhatTheyMay(SampleSite sample) : IClassFixture<SampleSite>
{
    private static readonly string[] Directives =
    [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'",
        "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
    ];

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/cookbook/", HttpStatusCode.OK)]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/admin/login", HttpStatusCode.OK)]
    [InlineData("/admin", HttpStatusCode.Found)]
    [InlineData("/site.css", HttpStatusCode.OK)]
    [InlineData("/health", HttpStatusCode.OK)]
    public async Task Every_answer_has_them(string address, HttpStatusCode status)
    {
        await using var site = Admin.Browser.Behind(sample.Database);

        // The second time a page comes out of the cache.
        for (var i = 0; i < 2; i++)
        {
            using var response = await site.GetAsync(address, ("X-Forwarded-Proto", "https"));

            Assert.Equal(status, response.StatusCode);
            Assert.Equal(Directives.Order(), Assert.Single(response.Headers.GetValues("Content-Security-Policy")).Split("; ").Order());
            Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("DENY", Assert.Single(response.Headers.GetValues("X-Frame-Options")));
            Assert.Equal("strict-origin-when-cross-origin", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
            Assert.Equal("same-origin", Assert.Single(response.Headers.GetValues("Cross-Origin-Opener-Policy")));
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/cookbook/")]
    [InlineData("/health")]
    public async Task Only_over_TLS_they_ask_for_TLS(string address)
    {
        await using var site = Admin.Browser.Behind(sample.Database, settings: ("AllowedHosts", "*"));

        // Whoever comes first: the page may be kept, what is said of the way to it may not.
        foreach (var scheme in (string[])["http", "https", "http", "https"])
        {
            using var response = await site.GetAsync(address, ("X-Forwarded-Proto", scheme), ("Host", "cookbook.example"));

            Assert.Equal(scheme == "https", response.Headers.Contains("Strict-Transport-Security"));
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/cookbook/")]
    [InlineData("/nowhere")]
    [InlineData("/admin/login")]
    public async Task No_page_has_script_or_style_of_its_own(string address)
    {
        await using var site = Admin.Browser.Behind(sample.Database);
        using var response = await site.GetAsync(address, ("X-Forwarded-Proto", "https"));
        var page = await response.ReadHtmlAsync();

        Assert.Empty(page.QuerySelectorAll("style, script:not([src]), [style]"));
        Assert.DoesNotContain(page.All.SelectMany(element => element.Attributes), attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase));
        Assert.All(
            page.QuerySelectorAll("[src], link[href]").Where(element => !element.Matches("link[rel=canonical]")),
            element => Assert.StartsWith("/", element.GetAttribute("src") ?? element.GetAttribute("href"), StringComparison.Ordinal));
    }
}
