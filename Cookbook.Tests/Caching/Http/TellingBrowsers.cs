using System.Net;
using Microsoft.AspNetCore.Http;

namespace Cookbook.Tests.Caching.Http;

/// <summary>What browsers and shared caches are told, and what they may not ask for.</summary>
public sealed class TellingBrowsers(CalmNotes notes) : IClassFixture<CalmNotes>
{
    [Theory]
    [InlineData(null, "no-cache")]
    [InlineData("public, max-age=60", "public, max-age=60")]
    public async Task Browsers_must_ask_each_time_unless_the_page_says_otherwise(string? own, string told)
    {
        await using var site = await StartAsync(context => context.Response.Headers.CacheControl = own);

        for (var i = 0; i < 2; i++)
        {
            using var response = await site.GetAsync("/page");
            Assert.Equal(told, response.Header("Cache-Control"));
            Assert.Null(response.Header("CDN-Cache-Control"));
        }
    }

    [Fact]
    public async Task Shared_caches_are_told_what_the_configuration_says()
    {
        await using var site = await StartAsync(_ => { }, ("OutputCaching:CdnCacheControl", "max-age=60"));

        using var miss = await site.GetAsync("/page");
        using var hit = await site.GetAsync("/page");
        using var fresh = await site.GetAsync("/page", ("If-None-Match", hit.Header("ETag")!));

        Assert.All((HttpResponseMessage[])[miss, hit, fresh], response => Assert.Equal("max-age=60", response.Header("CDN-Cache-Control")));
        Assert.Equal(HttpStatusCode.NotModified, fresh.StatusCode);
    }

    [Theory]
    [InlineData("Set-Cookie", "a=b")]
    [InlineData("Cache-Control", "private")]
    [InlineData("Cache-Control", "no-store")]
    [InlineData("Vary", "X-Mood")]
    public async Task Shared_caches_are_not_told_to_keep_what_this_one_does_not(string name, string value)
    {
        await using var site = await StartAsync(context => context.Response.Headers.Append(name, value), ("OutputCaching:CdnCacheControl", "max-age=60"));

        using var first = await site.GetAsync("/page");
        using var second = await site.GetAsync("/page");

        Assert.Null(first.Header("CDN-Cache-Control"));
        Assert.Null(second.Header("CDN-Cache-Control"));
    }

    [Theory]
    [InlineData("X-Mood")]
    [InlineData("*")]
    public async Task A_page_that_is_not_kept_keeps_its_Vary(string vary)
    {
        await using var site = await StartAsync(context => context.Response.Headers.Vary = vary);

        using var first = await site.GetAsync("/page");
        using var second = await site.GetAsync("/page");

        Assert.Contains(vary, first.Header("Vary"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains(vary, second.Header("Vary"), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Cache-Control", "no-cache")]
    [InlineData("Cache-Control", "max-age=0")]
    [InlineData("Cache-Control", "no-store")]
    [InlineData("Pragma", "no-cache")]
    [InlineData("Range", "bytes=0-9")]
    [InlineData("If-Modified-Since", "Mon, 23 Nov 2026 10:00:00 GMT")]
    public async Task A_visitor_cannot_ask_for_a_render_or_for_a_part(string name, string value)
    {
        await using var site = await StartAsync(_ => { });

        for (var i = 0; i < 2; i++)
        {
            using var response = await site.GetAsync("/page", (name, value));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(Pages.Long, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        Assert.Equal(1, site.Gates.RendersOf("/page"));
    }

    [Fact]
    public async Task What_the_page_says_of_its_content_stays()
    {
        await using var site = await StartAsync(context =>
        {
            context.Response.ContentType = "application/xhtml+xml; charset=utf-8";
            context.Response.Headers.ContentLanguage = "hi";
            context.Response.Headers.Append("Link", "</a.css>; rel=preload");
            context.Response.Headers.Append("Link", "</b.css>; rel=preload");
            context.Response.Headers["X-Own"] = "yes";
        });

        for (var i = 0; i < 2; i++)
        {
            using var response = await site.GetAsync("/page");
            Assert.Equal("application/xhtml+xml; charset=utf-8", response.Header("Content-Type"));
            Assert.Equal("hi", response.Header("Content-Language"));
            Assert.Equal(["</a.css>; rel=preload", "</b.css>; rel=preload"], response.Headers.GetValues("Link"));
            Assert.Equal("yes", response.Header("X-Own"));
        }
    }

    private Task<NotesSite> StartAsync(Action<HttpContext> answer, params (string Key, string Value)[] settings) => NotesSite.StartAsync(
        notes.Database,
        map: app => app.MapPage("/page", context =>
        {
            answer(context);
            return Pages.WriteAsync(context, Pages.Long);
        }),
        settings: settings);
}
