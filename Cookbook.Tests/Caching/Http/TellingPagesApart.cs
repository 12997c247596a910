using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Caching.Http;

/// <summary>The stock words for what a page varies by. Each page says what it was rendered from, and how often.</summary>
public sealed class TellingPagesApart(CalmNotes notes) : IClassFixture<CalmNotes>
{
    [Fact]
    public async Task By_default_every_query_key_and_the_host_tell_pages_apart()
    {
        await using var site = await StartAsync(app => app.MapCounted("/page", Pages.EchoAsync).CacheOutput(policy => policy.Coherent()));

        Assert.Equal("?a=1 #1", await site.ReadAsync("/page?a=1"));
        Assert.Equal("?a=2 #2", await site.ReadAsync("/page?a=2"));
        Assert.Equal("?a=1&b=2 #3", await site.ReadAsync("/page?b=2&a=1"));
        Assert.Equal("?a=1&b=2 #3", await site.ReadAsync("/page?A=1&b=2"));
        Assert.Equal("?a=1 #1", await site.ReadAsync("/page?a=1"));
        Assert.Equal("?a=1 #4", await BodyAsync(site, "/page?a=1", ("Host", "other.example")));
        Assert.Equal("?a=1 #4", await BodyAsync(site, "/page?a=1", ("Host", "OTHER.example")));
    }

    [Fact]
    public async Task Only_declared_query_keys_tell_pages_apart()
    {
        await using var site = await StartAsync(app => app.MapPage("/page", Pages.EchoAsync, policy => policy.SetVaryByQuery("page", "sort")));

        Assert.Equal("?page=2&sort=name #1", await site.ReadAsync("/page?sort=name&utm=x&page=2"));
        Assert.Equal("?page=2&sort=name #1", await site.ReadAsync("/page?page=2&sort=name"));
        Assert.Equal("?page=2&page=3 #2", await site.ReadAsync("/page?page=2&page=3"));
        Assert.Equal("?page=2,3 #3", await site.ReadAsync("/page?page=2,3"));
        Assert.Equal(" #4", await site.ReadAsync("/page?utm=y"));
        Assert.Equal(" #4", await site.ReadAsync("/page"));
        Assert.Contains("detail=l1", await site.StatusAsync("/page?utm=z"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_declared_header_tells_pages_apart_and_is_named_in_Vary()
    {
        await using var site = await StartAsync(app => app.MapPage(
            "/page", context => Pages.WriteNumberedAsync(context, context.Request.Headers["X-Theme"].ToString()), policy => policy.SetVaryByHeader("X-Theme")));

        Assert.Equal("dark #1", await BodyAsync(site, "/page", ("X-Theme", "dark")));
        Assert.Equal("light #2", await BodyAsync(site, "/page", ("X-Theme", "light")));
        Assert.Equal(" #3", await BodyAsync(site, "/page"));
        using var hit = await site.GetAsync("/page", ("x-theme", "dark"));
        Assert.Contains("detail=l1", hit.Status(), StringComparison.Ordinal);
        Assert.Equal("Accept-Encoding, x-theme", hit.Header("Vary"));
        Assert.Equal("dark #1", await hit.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_declared_host_tells_pages_apart()
    {
        await using var site = await StartAsync(app => app.MapPage(
            "/page", context => Pages.WriteNumberedAsync(context, context.Request.Host.Host), policy => policy.SetVaryByHost(true)));

        Assert.Equal("one.example #1", await BodyAsync(site, "/page", ("Host", "one.example")));
        Assert.Equal("two.example #2", await BodyAsync(site, "/page", ("Host", "two.example")));
        Assert.Equal("one.example #1", await BodyAsync(site, "/page", ("Host", "one.example")));
    }

    [Fact]
    public async Task A_value_of_the_policy_s_own_tells_pages_apart_though_only_the_policy_knows_it()
    {
        var season = "summer";
        await using var site = await StartAsync(app => app.MapPage(
            "/page", context => Pages.WriteNumberedAsync(context, season), policy => policy.VaryByValue(_ => KeyValuePair.Create("season", season))));

        Assert.Equal("summer #1", await site.ReadAsync("/page"));
        season = "winter";
        Assert.Equal("winter #2", await site.ReadAsync("/page"));
        season = "summer";
        Assert.Equal("summer #1", await site.ReadAsync("/page"));
        Assert.Contains("hit", await site.StatusAsync("/page"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pages_under_a_base_path_are_pages_of_their_own(bool outside)
    {
        Action<WebApplication> use = app => app.UsePathBase("/base");
        await using var site = await NotesSite.StartAsync(
            notes.Database,
            outside: outside ? use : null,
            between: outside ? null : use,
            map: app => app.MapPage("/page", context => Pages.WriteNumberedAsync(context, context.Request.PathBase + "|" + context.Request.Path)));

        Assert.Equal("/base|/page #1", await site.ReadAsync("/base/page"));
        Assert.Equal("|/page #2", await site.ReadAsync("/page"));
        Assert.Equal("/base|/page #1", await site.ReadAsync("/base/page"));
        Assert.Equal("|/page #2", await site.ReadAsync("/page"));
        Assert.Contains("detail=l1", await site.StatusAsync("/base/page"), StringComparison.Ordinal);
    }

    private static async Task<string> BodyAsync(NotesSite site, string address, params (string Name, string Value)[] headers)
    {
        using var response = await site.GetAsync(address, headers);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private Task<NotesSite> StartAsync(Action<WebApplication> map) => NotesSite.StartAsync(notes.Database, map: map);
}
