using System.Net;
using Cookbook.Caching;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Caching.Http;

/// <summary>Who has the page already is told so, and HEAD tells what GET would give.</summary>
public sealed class Revalidating(CalmNotes notes) : IClassFixture<CalmNotes>
{
    [Fact]
    public async Task A_tag_is_strong_and_each_coding_has_its_own()
    {
        await using var site = await StartAsync();
        var tags = new List<string>();

        foreach (var coding in (string[])["identity", "gzip", "br"])
        {
            tags.Add(await TagAsync(site, coding));
        }

        Assert.All(tags, tag => Assert.Matches("^\"[0-9a-f]+(-gzip|-br)?\"$", tag));
        Assert.Equal(3, tags.Distinct().Count());
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task The_same_content_has_the_same_tag_on_every_replica_and_after_a_refresh(string coding)
    {
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        var tag = await TagAsync(one, coding);

        await one.Services.GetRequiredService<OutputCachePurge>().TagsAsync(["refreshed"], TestContext.Current.CancellationToken);

        Assert.Equal(tag, await TagAsync(one, coding));
        Assert.Equal(2, one.Gates.RendersOf("/page"));
        Assert.Equal(tag, await TagAsync(other, coding));
    }

    public static TheoryData<string, bool> Conditions => new()
    {
        { "{tag}", true },
        { "W/{tag}", true },
        { "\"a\", {tag}, \"b\"", true },
        { "\"a\",W/{tag}", true },
        { "*", true },
        { "\"a\"", false },
        { "{gzip}", false },
        { "W/\"a\"", false },
        { "garbage", false },
        { "", false },
        { "\"", false },
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public async Task If_None_Match_is_answered_on_a_miss_and_on_a_hit(string condition, bool has)
    {
        await using var known = await StartAsync();
        var value = condition
            .Replace("{tag}", await TagAsync(known, "br"), StringComparison.Ordinal)
            .Replace("{gzip}", await TagAsync(known, "gzip"), StringComparison.Ordinal);
        await using var site = await StartAsync();

        foreach (var (method, status) in ((HttpMethod, string)[])[(HttpMethod.Get, "fwd=uri-miss"), (HttpMethod.Get, "hit"), (HttpMethod.Head, "hit")])
        {
            using var response = await site.SendAsync(method, "/page", ("If-None-Match", value), ("Accept-Encoding", "br"));

            Assert.Contains(status, response.Status(), StringComparison.Ordinal);
            Assert.Equal(has ? HttpStatusCode.NotModified : HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(await TagAsync(known, "br"), response.Header("ETag"));
            Assert.Equal("no-cache", response.Header("Cache-Control"));
            Assert.Equal("Accept-Encoding", response.Header("Vary"));
            Assert.Equal(has, response.Header("Content-Encoding") is null);
            Assert.Equal(has || method == HttpMethod.Head, (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length == 0);
        }

        Assert.Equal(1, site.Gates.RendersOf("/page"));
    }

    [Fact]
    public async Task A_changed_page_is_sent_to_who_has_the_old_one()
    {
        var text = Pages.Long;
        await using var site = await NotesSite.StartAsync(
            notes.Database, map: app => app.MapPage("/page", context => Pages.WriteAsync(context, text), policy => policy.Tag("refreshed")));
        var old = await TagAsync(site, "br");

        text += "more";
        await site.Services.GetRequiredService<OutputCachePurge>().TagsAsync(["refreshed"], TestContext.Current.CancellationToken);
        using var response = await site.GetAsync("/page", ("If-None-Match", old), ("Accept-Encoding", "br"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("cookbook; fwd=stale; stored", response.Status());
        Assert.NotEqual(old, response.Header("ETag"));
    }

    [Theory]
    [InlineData("HEAD GET HEAD")]
    [InlineData("GET HEAD GET")]
    [InlineData("HEAD HEAD GET")]
    public async Task Head_and_Get_share_a_page_in_any_order(string methods)
    {
        await using var site = await StartAsync();

        foreach (var method in methods.Split(' '))
        {
            foreach (var coding in (string[])["br", "identity"])
            {
                using var response = await site.SendAsync(new HttpMethod(method), "/page", ("Accept-Encoding", coding));
                using var got = await site.GetAsync("/page", ("Accept-Encoding", coding));
                var length = (await got.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length;

                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                Assert.Equal(length, response.Content.Headers.ContentLength);
                Assert.Equal(got.Header("ETag"), response.Header("ETag"));
                Assert.Equal(got.Header("Content-Type"), response.Header("Content-Type"));
                Assert.Equal(got.Header("Content-Encoding"), response.Header("Content-Encoding"));
                Assert.Equal(
                    method == "HEAD" ? 0 : length, (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length);
            }
        }

        Assert.Equal(1, site.Gates.RendersOf("/page"));
    }

    [Fact]
    public async Task A_tag_of_the_page_s_own_gives_way_to_the_cache_s()
    {
        await using var site = await NotesSite.StartAsync(notes.Database, map: app => app.MapPage("/page", context =>
        {
            context.Response.Headers.ETag = "\"own\"";
            context.Response.Headers.LastModified = "Mon, 23 Nov 2026 10:00:00 GMT";
            return Pages.WriteAsync(context, Pages.Long);
        }));

        Assert.NotEqual("\"own\"", await TagAsync(site, "br"));
        Assert.NotEqual(await TagAsync(site, "gzip"), await TagAsync(site, "br"));
        using var response = await site.GetAsync("/page");
        Assert.Null(response.Header("Last-Modified"));
    }

    private static async Task<string> TagAsync(NotesSite site, string coding)
    {
        using var response = await site.GetAsync("/page", ("Accept-Encoding", coding));
        return response.Header("ETag")!;
    }

    private Task<NotesSite> StartAsync() =>
        NotesSite.StartAsync(notes.Database, map: app => app.MapText("/page", Pages.Long, policy => policy.Tag("refreshed")));
}
