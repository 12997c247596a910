using System.Net;

namespace Cookbook.Tests.Web.Hardening;

public sealed class InsistingOnTls(SampleSite sample) : IClassFixture<SampleSite>
{
    private static readonly (string Key, string Value)[] Behind =
        [("Proxies:Known:0", "127.0.0.0/8"), ("Proxies:Known:1", "::1/128"), ("AllowedHosts", "cookbook.example")];

    private static readonly (string Name, string Value) Host = ("Host", "cookbook.example");

    [Fact]
    public async Task Where_a_port_is_known_visitors_are_sent_to_TLS_also_from_the_cache()
    {
        await using var site = sample.Start([.. Behind, ("HTTPS_PORT", "443")]);

        for (var i = 0; i < 2; i++)
        {
            using var sent = await site.GetAsync("/cookbook/?page=2", Host);
            Assert.Equal(HttpStatusCode.PermanentRedirect, sent.StatusCode);
            Assert.Equal("https://cookbook.example/cookbook/?page=2", sent.Headers.Location?.ToString());

            using var page = await site.GetAsync("/cookbook/?page=2", Host, ("X-Forwarded-Proto", "https"));
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        }
    }

    /// <summary>A platform that follows no redirect would take 308 for health.</summary>
    [Theory]
    [InlineData("/health")]
    [InlineData("/ready")]
    [InlineData("/alive")]
    public async Task Probes_need_no_TLS(string address)
    {
        await using var site = sample.Start([.. Behind, ("HTTPS_PORT", "443")]);

        using var response = await site.GetAsync(address, Host);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Without_a_port_the_proxy_sends_them()
    {
        await using var site = sample.Start(Behind);

        using var response = await site.GetAsync("/", Host);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Browsers_remember_it_for_a_year()
    {
        await using var site = sample.Start(Behind);

        using var response = await site.GetAsync("/", Host, ("X-Forwarded-Proto", "https"));

        Assert.Equal("max-age=31536000", Assert.Single(response.Headers.GetValues("Strict-Transport-Security")));
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1")]
    public async Task Another_name_than_the_sites_is_refused(string host)
    {
        await using var site = sample.Start(Behind);

        using var response = await site.GetAsync("/", ("Host", host));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
