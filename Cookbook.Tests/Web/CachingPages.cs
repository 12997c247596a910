using System.Net;

namespace Cookbook.Tests.Web;

public sealed class CachingPages(SampleSite sample) : IClassFixture<SampleSite>
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/cookbook/")]
    [InlineData("/cookbook/?page=2")]
    [InlineData("/recipes/dal-tadka")]
    public async Task A_page_is_rendered_once_and_then_served_as_it_was(string address)
    {
        await using var site = sample.Start();
        using var miss = await site.GetAsync(address);
        using var hit = await site.GetAsync(address);

        Assert.Null(miss.Headers.Age);
        Assert.NotNull(hit.Headers.Age);
        Assert.Equal(HttpStatusCode.OK, hit.StatusCode);
        Assert.Equal(miss.Content.Headers.ContentType, hit.Content.Headers.ContentType);
        Assert.Equal(await miss.Content.ReadAsStringAsync(CancellationToken), await hit.Content.ReadAsStringAsync(CancellationToken));
    }

    [Fact]
    public async Task Replicas_share_their_pages()
    {
        await using var first = sample.Start();
        await using var second = sample.Start(("OutputCaching:Prefix", first.Prefix));

        Assert.False(await first.IsHitAsync("/cookbook/"));
        await using var redis = await RedisKeys.OpenAsync(sample.Redis, first);
        await redis.HasPagesAsync(1);
        Assert.True(await second.IsHitAsync("/cookbook/"));
    }

    [Fact]
    public async Task Another_version_has_pages_of_its_own()
    {
        await using var before = sample.Start();
        await using var after = sample.Start(("OutputCaching:Prefix", before.Prefix), ("OutputCaching:Version", "2"));

        Assert.False(await before.IsHitAsync("/cookbook/"));
        Assert.False(await after.IsHitAsync("/cookbook/"));
        Assert.True(await before.IsHitAsync("/cookbook/"));
        Assert.True(await after.IsHitAsync("/cookbook/"));
    }

    [Fact]
    public async Task Keys_begin_with_prefix_and_version_and_name_no_host()
    {
        await using var site = sample.Start(("OutputCaching:Version", "7"));
        await site.ReadAsync("/");
        await site.ReadAsync("/cookbook/");
        await using var redis = await RedisKeys.OpenAsync(sample.Redis, site);
        await redis.HasPagesAsync(2);

        var keys = await redis.AllAsync();

        Assert.All(keys, key => Assert.StartsWith($"{site.Prefix}:7:", key, StringComparison.Ordinal));
        Assert.All(keys, key => Assert.DoesNotContain(site.Client.BaseAddress!.Host, key, StringComparison.OrdinalIgnoreCase));
        Assert.All(keys, key => Assert.DoesNotContain("localhost", key, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Redis_keeps_a_page_no_longer_than_it_may_be_served()
    {
        await using var site = sample.Start(
            ("OutputCaching:Ttl", "00:01:20"), ("OutputCaching:StaleWhileRevalidate", "00:00:05"), ("OutputCaching:StaleIfError", "00:00:15"));
        await site.ReadAsync("/");
        await site.ReadAsync("/cookbook/");
        await site.ReadAsync("/recipes/dal-tadka");
        await using var redis = await RedisKeys.OpenAsync(sample.Redis, site);

        var pages = await redis.HasPagesAsync(3);

        foreach (var page in pages)
        {
            Assert.InRange((await redis.LifetimeAsync(page))!.Value, TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(100));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_page_expires(bool inRedis)
    {
        await using var site = new WebSite(
            sample.Database,
            inRedis ? sample.Redis : null,
            ("OutputCaching:Ttl", "00:00:02"),
            ("OutputCaching:StaleWhileRevalidate", "00:00:00"),
            ("OutputCaching:FirstLevelBytes", inRedis ? "0" : "1000000")).Start();
        await Eventually.IsTrue("a page came from the cache", () => site.IsHitAsync("/"));

        await Eventually.IsTrue("the page was rendered anew", async () => !await site.IsHitAsync("/"));
    }

    [Theory]
    [InlineData("/cookbook/?utm_source=x")]
    [InlineData("/cookbook/?utm_source=x&a=1&b=2")]
    [InlineData("/cookbook/?")]
    [InlineData("/cookbook/?pages=2")]
    public async Task An_unknown_query_key_makes_no_page_of_its_own(string address)
    {
        await using var site = sample.Start();
        await site.ReadAsync("/cookbook/");
        await using var redis = await RedisKeys.OpenAsync(sample.Redis, site);

        Assert.True(await site.IsHitAsync(address));
        await redis.HasPagesAsync(1);
    }

    [Fact]
    public async Task Each_page_of_the_cookbook_is_kept_for_itself()
    {
        await using var site = sample.Start();

        Assert.False(await site.IsHitAsync("/cookbook/"));
        Assert.False(await site.IsHitAsync("/cookbook/?page=2"));
        Assert.True(await site.IsHitAsync("/cookbook/?page=2&utm_source=x"));

        Assert.Equal("All recipes", (await site.ReadAsync("/cookbook/")).QuerySelector("h1")?.TextContent);
        Assert.Equal("All recipes, page 2", (await site.ReadAsync("/cookbook/?page=2")).QuerySelector("h1")?.TextContent);
    }

    [Fact]
    public async Task The_page_number_matters_to_no_other_page()
    {
        await using var site = sample.Start();
        await site.ReadAsync("/");
        await site.ReadAsync("/recipes/dal-tadka");

        Assert.True(await site.IsHitAsync("/?page=2"));
        Assert.True(await site.IsHitAsync("/recipes/dal-tadka?page=2"));
    }

    [Fact]
    public async Task All_hosts_share_a_page()
    {
        await using var site = sample.Start();

        Assert.False(await site.IsHitAsync("/cookbook/", ("Host", "127.0.0.1")));
        Assert.True(await site.IsHitAsync("/cookbook/", ("Host", "localhost")));
        Assert.True(await site.IsHitAsync("/cookbook/", ("Host", "localhost:8080")));
    }

    [Fact]
    public async Task A_foreign_host_is_turned_away_from_a_cached_page_too()
    {
        await using var site = sample.Start();
        await site.ReadAsync("/cookbook/");

        using var response = await site.GetAsync("/cookbook/", ("Host", "evil.example"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("/cookbook/", "/Cookbook/")]
    [InlineData("/recipes/dal-tadka", "/recipes/Dal-Tadka")]
    public async Task An_address_in_other_letters_moves_to_the_page_also_when_that_is_cached(string address, string otherLetters)
    {
        await using var site = sample.Start();
        await site.ReadAsync(address);

        using var response = await site.GetAsync(otherLetters);

        Assert.Equal(HttpStatusCode.MovedPermanently, response.StatusCode);
        Assert.Equal(address, response.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("Cookie", "a=b")]
    [InlineData("Cookie", ".AspNetCore.Identity.Application=x")]
    [InlineData("Cookie", ".Aspire.Dashboard.Auth=x; .AspNetCore.Session=y")]
    [InlineData("Cookie", ".Aspire.Dashboard.Auth=x,.AspNetCore.Session=y")]
    [InlineData("Cookie", ".aspire.dashboard.auth=x")]
    [InlineData("Cookie", "a")]
    [InlineData("Authorization", "Basic YTpi")]
    [InlineData(TestPages.SignedIn, "ada")]
    public async Task A_visitor_who_may_be_known_gets_a_render_of_their_own(string header, string value)
    {
        await using var site = sample.Start();

        Assert.False(await site.IsHitAsync("/cookbook/", (header, value)));
        Assert.False(await site.IsHitAsync("/cookbook/"));
        Assert.True(await site.IsHitAsync("/cookbook/"));
        Assert.False(await site.IsHitAsync("/cookbook/", (header, value)));
    }

    [Theory]
    [InlineData(".Aspire.Dashboard.Auth=x")]
    [InlineData(".Aspire.Dashboard.Auth=x; .Aspire.Dashboard.Antiforgery=y")]
    public async Task Cookies_that_another_program_on_this_machine_has_set_do_not_matter(string cookies)
    {
        await using var site = sample.Start();

        Assert.False(await site.IsHitAsync("/cookbook/", ("Cookie", cookies)));
        Assert.True(await site.IsHitAsync("/cookbook/"));
        Assert.True(await site.IsHitAsync("/cookbook/", ("Cookie", cookies)));
    }

    [Theory]
    [InlineData("no-cache")]
    [InlineData("no-store")]
    [InlineData("max-age=0")]
    public async Task A_visitor_cannot_order_a_render(string cacheControl)
    {
        await using var site = sample.Start();
        await site.ReadAsync("/cookbook/");

        Assert.True(await site.IsHitAsync("/cookbook/", ("Cache-Control", cacheControl), ("Pragma", "no-cache")));
    }

    [Fact]
    public async Task HEAD_tells_what_GET_would_without_the_page_however_often_it_is_asked()
    {
        await using var site = sample.Start();
        using var get = await site.GetAsync("/cookbook/");
        var length = (await get.Content.ReadAsByteArrayAsync(CancellationToken)).Length;

        for (var i = 0; i < 3; i++)
        {
            using var head = await site.SendAsync(HttpMethod.Head, "/cookbook/");
            Assert.Equal(HttpStatusCode.OK, head.StatusCode);
            Assert.NotNull(head.Headers.Age);
            Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
            Assert.Empty(await head.Content.ReadAsByteArrayAsync(CancellationToken));
            Assert.Equal($"{length}", head.Content.Headers.NonValidated["Content-Length"].ToString());
        }
    }

    [Fact]
    public async Task A_page_that_HEAD_has_asked_for_is_there_for_GET()
    {
        await using var site = sample.Start();
        using var head = await site.SendAsync(HttpMethod.Head, "/cookbook/");

        using var get = await site.GetAsync("/cookbook/");

        Assert.NotNull(get.Headers.Age);
        Assert.NotEmpty(await get.Content.ReadAsByteArrayAsync(CancellationToken));
    }

    [Theory]
    [InlineData("/cookbook/?page=1%1E")]
    [InlineData("/cookbook/?page=1%1Fpage=2")]
    [InlineData("/cookbook/?page=%00")]
    [InlineData("/?a%0A=1")]
    [InlineData("/recipes/a%1Eb")]
    [InlineData("/recipes/a%00b")]
    [InlineData("/recipes/a%7Fb")]
    public async Task An_address_with_control_characters_is_refused(string address)
    {
        await using var site = sample.Start();

        using var response = await site.GetAsync(address);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task In_development_every_page_can_be_forgotten()
    {
        await using var site = new WebSite(sample.Database, sample.Redis) { Environment = "Development" }.Start();
        await site.ReadAsync("/");
        await site.ReadAsync("/cookbook/");

        using var response = await site.SendAsync(HttpMethod.Post, "/admin/cache/flush");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.False(await site.IsHitAsync("/"));
        Assert.False(await site.IsHitAsync("/cookbook/"));
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "http://localhost:1")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Pages_of_other_sites_in_a_developer_s_browser_cannot_make_it_forget(string name, string value)
    {
        await using var site = new WebSite(sample.Database, sample.Redis) { Environment = "Development" }.Start();
        await site.ReadAsync("/");

        using var refused = await site.SendAsync(HttpMethod.Post, "/admin/cache/flush", (name, value));

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.True(await site.IsHitAsync("/"));
        using var own = await site.SendAsync(
            HttpMethod.Post, "/admin/cache/flush", ("Origin", site.Client.BaseAddress!.GetLeftPart(UriPartial.Authority)), ("Sec-Fetch-Site", "same-origin"));
        Assert.Equal(HttpStatusCode.NoContent, own.StatusCode);
    }

    [Fact]
    public async Task In_production_nobody_can_make_the_site_forget()
    {
        using var response = await sample.Shared.SendAsync(HttpMethod.Post, "/admin/cache/flush");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
