using System.Net;

namespace Cookbook.Tests.Web.Hardening;

/// <summary>Who asks, and whether over TLS, is what the connection says, unless a proxy that is known says otherwise.</summary>
public sealed class BelievingProxies(SampleSite sample) : IClassFixture<SampleSite>
{
    private const string Who = "/who";

    [Fact]
    public async Task Nobody_is_believed_unless_named()
    {
        await using var site = Start();

        Assert.Equal("here http", await AskAsync(site, "203.0.113.7"));
    }

    [Fact]
    public async Task A_known_proxy_is_believed()
    {
        await using var site = Start(("Proxies:Known:0", "127.0.0.0/8"), ("Proxies:Known:1", "::1/128"));

        Assert.Equal("203.0.113.7 https", await AskAsync(site, "203.0.113.7"));
    }

    [Fact]
    public async Task Another_is_not()
    {
        await using var site = Start(("Proxies:Known:0", "10.0.0.0/8"));

        Assert.Equal("here http", await AskAsync(site, "203.0.113.7"));
    }

    /// <summary>With it alone everybody is believed, who can reach the process.</summary>
    [Fact]
    public async Task The_frameworks_own_switch_is_narrowed_to_the_known()
    {
        await using var site = Start(("ForwardedHeaders_Enabled", "true"), ("Proxies:Known:0", "10.0.0.0/8"));

        Assert.Equal("here http", await AskAsync(site, "203.0.113.7"));
    }

    /// <summary>What stands before the last address the visitor may have written.</summary>
    [Theory]
    [InlineData("", "192.0.2.9 https")]
    [InlineData("2", "203.0.113.7 https")]
    public async Task A_request_passes_as_many_proxies_as_are_set(string hops, string expected)
    {
        await using var site = Start(("Proxies:Known:0", "127.0.0.0/8"), ("Proxies:Known:1", "192.0.2.0/24"), ("Proxies:Hops", hops));

        Assert.Equal(expected, await AskAsync(site, "198.51.100.1, 203.0.113.7, 192.0.2.9", "https, https, https"));
    }

    [Theory]
    [InlineData("Proxies:Known:0", "10.0.0.0/64")]
    [InlineData("Proxies:Known:0", "caddy")]
    public async Task What_is_no_network_stops_the_site_and_is_named(string key, string value)
    {
        await using var site = new WebSite("Host=localhost", redis: null, (key, value));

        Assert.Contains(key, Record.Exception(() => site.Start())?.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("many")]
    public async Task Hops_are_a_number_from_1(string hops)
    {
        await using var site = new WebSite("Host=localhost", redis: null, ("Proxies:Known:0", "10.0.0.0/8"), ("Proxies:Hops", hops));

        Assert.Contains("Proxies:Hops", Record.Exception(() => site.Start())?.Message, StringComparison.Ordinal);
    }

    private WebSite Start(params (string Key, string Value)[] settings)
    {
        var site = new WebSite(sample.Database, redis: null, settings);
        site.Pages.Add(Who, context =>
        {
            var address = context.Connection.RemoteIpAddress!;
            context.Response.Headers["X-Who"] = $"{(IPAddress.IsLoopback(address) ? "here" : address.ToString())} {context.Request.Scheme}";
        });
        return site.Start();
    }

    /// <summary>By POST, which no cache answers.</summary>
    private static async Task<string> AskAsync(WebSite site, string forwardedFor, string forwardedProto = "https")
    {
        using var response = await site.SendAsync(HttpMethod.Post, Who, ("X-Forwarded-For", forwardedFor), ("X-Forwarded-Proto", forwardedProto));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return Assert.Single(response.Headers.GetValues("X-Who"));
    }
}
