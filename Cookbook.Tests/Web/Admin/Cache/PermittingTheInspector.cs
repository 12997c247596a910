using System.Net;
using System.Net.Http.Json;
using Cookbook.Data.Accounts;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Web.Admin.Cache;

/// <summary>The cache is for administrators, to look at too: pages, figures and API. Nobody else changes anything.</summary>
public sealed class PermittingTheInspector(InspectedSite inspected) : IClassFixture<InspectedSite>
{
    [Fact]
    public async Task Strangers_are_sent_to_sign_in_by_pages_and_refused_by_the_API()
    {
        var key = await inspected.AddPageAsync();
        var made = await inspected.MadeAsync(inspected.Site, key);
        var stranger = new Browser(inspected.Site);

        foreach (var address in CacheAddresses.Pages)
        {
            using var seen = await stranger.GetAsync(address.For(key));
            Assert.Equal((HttpStatusCode.Found, "/admin/login"), (seen.StatusCode, seen.Headers.Location!.AbsolutePath));
        }

        foreach (var address in CacheAddresses.Forms)
        {
            using var sent = await PostAsync(stranger, address.For(key), "");
            Assert.StartsWith("/admin/login/again?", sent.Headers.Location!.OriginalString, StringComparison.Ordinal);
        }

        await MustRefuseAsync(stranger, key, HttpStatusCode.Unauthorized);
        await MustBeUntouchedAsync(key, made);
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Editor)]
    public async Task Other_roles_are_refused(string role)
    {
        var key = await inspected.AddPageAsync();
        var made = await inspected.MadeAsync(inspected.Site, key);
        var browser = inspected.As(role);
        var token = (await browser.ReadAsync("/admin")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        foreach (var address in CacheAddresses.Pages)
        {
            using var seen = await browser.GetAsync(address.For(key));
            Assert.Equal((HttpStatusCode.Found, "/admin/refused"), (seen.StatusCode, seen.Headers.Location!.AbsolutePath));
        }

        foreach (var address in CacheAddresses.Forms)
        {
            using var sent = await PostAsync(browser, address.For(key), token);
            Assert.Equal((HttpStatusCode.Found, "/admin/refused"), (sent.StatusCode, sent.Headers.Location!.AbsolutePath));
        }

        await MustRefuseAsync(browser, key, HttpStatusCode.Forbidden);
        await MustBeUntouchedAsync(key, made);
    }

    /// <summary>So that what is added is asked for here too.</summary>
    [Fact]
    public void Every_address_of_the_inspector_is_among_them()
    {
        var endpoints = inspected.Site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .Select(endpoint => (Address: $"/{endpoint.RoutePattern.RawText?.Trim('/')}", Methods: endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods))
            .Where(endpoint => endpoint.Address.StartsWith("/admin/cache", StringComparison.Ordinal) || endpoint.Address.StartsWith("/api/cache", StringComparison.Ordinal))
            .ToList();

        Assert.Equal(
            endpoints.Where(endpoint => endpoint.Methods is not null).SelectMany(endpoint => endpoint.Methods!, (endpoint, method) => $"{method} {endpoint.Address}").Order(),
            CacheAddresses.Api.Select(call => $"{call.Method} {call.Address.Split('?')[0]}").Order());
        Assert.Equal(
            endpoints.Where(endpoint => endpoint.Methods is null).Select(endpoint => endpoint.Address).Distinct().Order(),
            CacheAddresses.Pages.Select(address => address.Split('?')[0]).Distinct().Order());
        Assert.Empty(CacheAddresses.Forms.Select(address => address.Split('?')[0]).Except(CacheAddresses.Pages.Select(address => address.Split('?')[0])));
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing()
    {
        var key = await inspected.AddPageAsync();
        var made = await inspected.MadeAsync(inspected.Site, key);

        foreach (var address in CacheAddresses.Forms)
        {
            using var sent = await PostAsync(inspected.Administrator, address.For(key), "");
            Assert.Equal(HttpStatusCode.BadRequest, sent.StatusCode);
        }

        await MustBeUntouchedAsync(key, made);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task What_a_form_of_another_site_could_send_is_not_taken(string contentType)
    {
        var key = await inspected.AddPageAsync();
        var made = await inspected.MadeAsync(inspected.Site, key);
        var content = new StringContent("""{"everything":true}""");
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(contentType);

        using var sent = await inspected.Administrator.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/api/cache/stale") { Content = content });

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, sent.StatusCode);
        Assert.Equal("application/problem+json", sent.Content.Headers.ContentType?.MediaType);
        await MustBeUntouchedAsync(key, made);
    }

    [Fact]
    public async Task Nobody_keeps_an_answer()
    {
        var key = await inspected.AddPageAsync();

        foreach (var address in CacheAddresses.Pages.Concat(CacheAddresses.Api.Where(call => call.Method == "GET" && !call.Address.EndsWith("/live", StringComparison.Ordinal)).Select(call => call.Address)))
        {
            using var response = await inspected.Administrator.GetAsync(address.For(key));
            Assert.True(response is { StatusCode: HttpStatusCode.OK, Headers.CacheControl.NoStore: true }, $"{address}: {response.StatusCode} {response.Headers.CacheControl}");
        }
    }

    private static async Task MustRefuseAsync(Browser browser, string key, HttpStatusCode status)
    {
        foreach (var (method, address) in CacheAddresses.Api)
        {
            using var response = await browser.SendAsync(new HttpRequestMessage(new HttpMethod(method), address.For(key))
            {
                Content = method == "POST" ? JsonContent.Create(new { everything = true }) : null,
            });
            Assert.Equal((address, status), (address, response.StatusCode));
            Assert.True(response.Headers.CacheControl?.NoStore);
            if (address.StartsWith("/api/", StringComparison.Ordinal))
            {
                Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            }
        }
    }

    private async Task MustBeUntouchedAsync(string key, DateTimeOffset? made)
    {
        await inspected.Site.CatchUpAsync();
        Assert.True(await inspected.Site.IsHitAsync(key));
        Assert.True(await inspected.IsInRedisAsync(key));
        await inspected.MustBeTheSameAsync(inspected.Site, key, made);
    }

    private static Task<HttpResponseMessage> PostAsync(Browser browser, string address, string token) =>
        browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("Tag", "recipes")]),
        });
}
