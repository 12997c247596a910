using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Cookbook.Data.Accounts;
using Cookbook.Web.Caching.Live;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cookbook.Tests.Web.Admin.Cache;

/// <summary>Figures as they happen, by server-sent events.</summary>
public sealed class WatchingTheCache(SampleSite sample) : IClassFixture<SampleSite>
{
    [Fact]
    public async Task The_samples_add_up_to_the_requests_of_this_site_alone()
    {
        await using var site = Browser.Behind(sample.Database, sample.Redis);
        await using var other = Browser.Behind(sample.Database, sample.Redis);
        var browser = await site.BrowseAsAsync(Role.Administrator);
        await site.ReadAsync("/");
        await using var watcher = await Watcher.OpenAsync(site, browser);
        await watcher.NextAsync();

        for (var i = 0; i < 40; i++)
        {
            Assert.True(await site.IsHitAsync("/"));
            await other.ReadAsync("/");
        }

        await site.ReadAsync("/cookbook/");
        using (var stale = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/api/cache/stale") { Content = JsonContent.Create(new { tag = "none" }) }))
        {
            Assert.Equal(HttpStatusCode.NoContent, stale.StatusCode);
        }

        var samples = new List<CacheSample>();
        while (samples.Sum(sample => sample.Hits) < 40 || samples.Sum(sample => sample.Misses) < 1 || samples.Sum(sample => sample.Others) < 1)
        {
            samples.Add(await watcher.NextAsync());
        }

        // A second more: nothing is counted twice, and nothing that the other site did.
        samples.Add(await watcher.NextAsync());
        Assert.Equal((40, 1, 1), (samples.Sum(sample => sample.Hits), samples.Sum(sample => sample.Misses), samples.Sum(sample => sample.Others)));
        Assert.True(samples.Sum(sample => sample.TimeSaved) > 0);
        Assert.Contains(samples, sample => sample.PurgeLag > 0);
        Assert.All(samples, sample => Assert.False(sample.IsRedisLeftAlone));
    }

    [Fact]
    public async Task Two_watch_by_one_listener_and_nobody_by_none()
    {
        await using var site = Browser.Behind(sample.Database, sample.Redis);
        var browser = await site.BrowseAsAsync(Role.Administrator);
        var watch = site.Services.GetRequiredService<CacheWatch>();
        Assert.False(watch.IsListening);

        var first = await Watcher.OpenAsync(site, browser);
        var second = await Watcher.OpenAsync(site, browser);
        await first.NextAsync();
        await second.NextAsync();
        await site.ReadAsync("/");
        var (one, two) = (await first.UntilAsync(sample => sample.Misses == 1), await second.UntilAsync(sample => sample.Misses == 1));
        Assert.Equal(one, two);

        await first.DisposeAsync();
        await second.NextAsync();
        Assert.True(watch.IsListening);
        await second.DisposeAsync();
        await Eventually.IsTrue("nobody listens", () => !watch.IsListening);
    }

    [Fact]
    public async Task A_Redis_that_is_left_alone_shows()
    {
        await using var line = Line.ToRedis(sample.Redis);
        await using var site = Browser.Behind(sample.Database, line.ConnectionString, ("OutputCaching:RedisPause", "00:01:00"));
        var browser = await site.BrowseAsAsync(Role.Administrator);
        await site.ReadAsync("/");
        await using var watcher = await Watcher.OpenAsync(site, browser);
        await watcher.NextAsync();

        await line.CutAsync();
        await site.ReadAsync("/cookbook/");

        Assert.True((await watcher.UntilAsync(sample => sample.IsRedisLeftAlone)).IsRedisLeftAlone);
    }

    [Fact]
    public async Task Whoever_watches_does_not_hold_up_the_end_of_the_site()
    {
        var site = Browser.Behind(sample.Database, sample.Redis);
        var browser = await site.BrowseAsAsync(Role.Administrator);
        await using var watcher = await Watcher.OpenAsync(site, browser);
        await watcher.NextAsync();
        var clock = Stopwatch.StartNew();

        await site.Services.GetRequiredService<IHost>().StopAsync(TestContext.Current.CancellationToken);

        Assert.True(await watcher.EndsAsync());
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"It took {clock.Elapsed}.");
        await site.DisposeAsync();
        Assert.DoesNotContain(site.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task There_is_room_for_so_many_and_no_more()
    {
        await using var site = Browser.Behind(sample.Database, sample.Redis);
        var browser = await site.BrowseAsAsync(Role.Administrator);
        var watchers = await Task.WhenAll(Enumerable.Range(0, CacheWatch.MostWatchers).Select(_ => Watcher.OpenAsync(site, browser)));

        using (var refused = await browser.GetAsync(CacheLive.Address))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        }

        await watchers[0].DisposeAsync();
        await Eventually.IsTrue("there is room again", () => !site.Services.GetRequiredService<CacheWatch>().IsFull);
        foreach (var watcher in watchers)
        {
            await watcher.DisposeAsync();
        }
    }

    [Fact]
    public async Task Nor_does_one_too_many_who_comes_with_the_others()
    {
        await using var site = Browser.Behind(sample.Database, sample.Redis);
        var watch = site.Services.GetRequiredService<CacheWatch>();
        using var end = new CancellationTokenSource();
        var watchers = Enumerable.Range(0, CacheWatch.MostWatchers + 1).Select(_ => watch.WatchAsync(end.Token).GetAsyncEnumerator(CancellationToken.None)).ToList();

        var samples = watchers.Select(watcher => watcher.MoveNextAsync().AsTask()).ToList();

        Assert.Equal((true, false), (samples[^1].IsCompletedSuccessfully, await samples[^1]));
        await end.CancelAsync();
        await Task.WhenAll(samples);
        foreach (var watcher in watchers)
        {
            await watcher.DisposeAsync();
        }
    }

    /// <summary>Somebody who is signed in and watches.</summary>
    private sealed class Watcher(HttpResponseMessage response, IAsyncEnumerator<SseItem<CacheSample>> events) : IAsyncDisposable
    {
        public static async Task<Watcher> OpenAsync(WebSite site, Browser browser)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, CacheLive.Address);
            request.Headers.Add("Cookie", browser.SetCookies["cookbook-session"].Split(';')[0]);
            var response = await site.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Eventually.Deadline);
            Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
            Assert.True(response.Headers.CacheControl?.NoStore);
            var parser = SseParser.Create(
                await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken),
                (_, data) => JsonSerializer.Deserialize<CacheSample>(data, JsonSerializerOptions.Web)!);
            return new Watcher(response, parser.EnumerateAsync(Eventually.Deadline).GetAsyncEnumerator());
        }

        public async Task<CacheSample> NextAsync()
        {
            Assert.True(await events.MoveNextAsync());
            return events.Current.Data;
        }

        public async Task<CacheSample> UntilAsync(Func<CacheSample, bool> condition)
        {
            while (true)
            {
                if (await NextAsync() is var sample && condition(sample))
                {
                    return sample;
                }
            }
        }

        public async Task<bool> EndsAsync()
        {
            while (await events.MoveNextAsync())
            {
                // What was under way still comes.
            }

            return true;
        }

        public async ValueTask DisposeAsync()
        {
            response.Dispose();
            await events.DisposeAsync();
        }
    }
}
