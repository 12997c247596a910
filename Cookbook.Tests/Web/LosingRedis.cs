using System.Diagnostics;
using System.Net;

namespace Cookbook.Tests.Web;

/// <summary>Without Redis the site is slower and no less right.</summary>
/// <remarks>
/// The bound tells the site's own budget of 100 ms from the Redis client's time-outs, of one second and more; the rest of it is for a
/// machine that has other things to do.
/// </remarks>
public sealed class LosingRedis(SampleSite sample) : IClassFixture<SampleSite>
{
    private static readonly TimeSpan Bound = TimeSpan.FromMilliseconds(900);

    [Fact]
    public async Task The_site_starts_and_answers_without_Redis()
    {
        using var nowhere = new ClosedPort();
        await using var site = Start(nowhere.Redis);
        await site.ReadAsync("/");

        foreach (var address in (string[])["/", "/cookbook/", "/recipes/dal-tadka", "/", "/cookbook/"])
        {
            Assert.InRange(await TimeOfAsync(site, address), TimeSpan.Zero, Bound);
        }

        Assert.False(await site.IsHitAsync("/"));
        Assert.Equal((HttpStatusCode.OK, "Degraded"), await HealthAsync(site));
        Assert.Single(site.Log.Lines, line => line.Contains("Redis does not answer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_connection_string_pages_are_kept_in_memory()
    {
        await using var site = new WebSite(sample.Database, redis: null).Start();

        Assert.False(await site.IsHitAsync("/cookbook/"));
        Assert.True(await site.IsHitAsync("/cookbook/"));
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await HealthAsync(site));
    }

    [Fact]
    public async Task The_site_starts_and_answers_while_Redis_accepts_and_says_nothing()
    {
        await using var line = Line.ToRedis(sample.Redis);
        line.Hold();
        await using var site = Start(line.ConnectionString);
        await site.ReadAsync("/");

        for (var i = 0; i < 5; i++)
        {
            Assert.InRange(await TimeOfAsync(site, "/cookbook/"), TimeSpan.Zero, Bound);
        }

        Assert.Equal((HttpStatusCode.OK, "Degraded"), await HealthAsync(site));
    }

    [Fact]
    public async Task Pages_keep_coming_when_Redis_falls_silent_and_from_the_cache_when_it_speaks_again()
    {
        await using var line = Line.ToRedis(sample.Redis);
        await using var site = Start(line.ConnectionString);
        await site.ReadAsync("/cookbook/");
        Assert.True(await site.IsHitAsync("/cookbook/"));
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await HealthAsync(site));

        line.Hold();
        for (var i = 0; i < 5; i++)
        {
            Assert.InRange(await TimeOfAsync(site, "/cookbook/"), TimeSpan.Zero, Bound);
        }

        Assert.Equal((HttpStatusCode.OK, "Degraded"), await HealthAsync(site));

        line.Mend();
        await Eventually.IsTrue("the page came from the cache again", () => site.IsHitAsync("/cookbook/"));
        await Eventually.IsTrue("the site was healthy again", async () => await HealthAsync(site) == (HttpStatusCode.OK, "Healthy"));
        Assert.Contains(site.Log.Lines, text => text.Contains("Redis answers again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_cache_can_be_emptied_without_Redis()
    {
        using var nowhere = new ClosedPort();
        await using var site = new WebSite(sample.Database, nowhere.Redis) { Environment = "Development" }.Start();
        await site.ReadAsync("/");
        Assert.True(await site.IsHitAsync("/"));

        using var response = await site.SendAsync(HttpMethod.Post, "/admin/cache/flush");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.False(await site.IsHitAsync("/"));
    }

    [Fact]
    public async Task What_lies_in_memory_does_not_notice_that_Redis_is_away()
    {
        await using var line = Line.ToRedis(sample.Redis);
        await using var site = new WebSite(sample.Database, line.ConnectionString).Start();
        await site.ReadAsync("/cookbook/");

        line.Hold();

        Assert.True(await site.IsHitAsync("/cookbook/"));
        Assert.False(await site.IsHitAsync("/"));
        Assert.True(await site.IsHitAsync("/"));
    }

    /// <summary>With the budget that the site has outside of tests, and nothing kept in memory.</summary>
    private WebSite Start(string redis) => new WebSite(sample.Database, redis, ("OutputCaching:RedisBudget", "00:00:00.1"), ("OutputCaching:FirstLevelBytes", "0")).Start();

    private static async Task<TimeSpan> TimeOfAsync(WebSite site, string address)
    {
        var clock = Stopwatch.StartNew();
        await site.ReadAsync(address);
        return clock.Elapsed;
    }

    private static async Task<(HttpStatusCode Status, string Says)> HealthAsync(WebSite site)
    {
        using var response = await site.GetAsync("/health");
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
