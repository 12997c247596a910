using System.Globalization;
using System.Net;
using Cookbook.Caching.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace Cookbook.Tests.Caching.Faults;

/// <summary>Whatever is asked for, memory, Redis and the queue to it stay within their bounds.</summary>
public sealed class StayingInBounds(TestServers servers)
{
    private const int Limit = 400_000;

    private static readonly int Flood = LongTests.AreOn ? 10_000 : 500;

    private readonly string _prefix = $"test-{Guid.NewGuid():N}";

    [Fact]
    public async Task A_flood_of_query_keys_that_no_policy_names_makes_no_entries()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await StartAsync(notes);
        await using var redis = await ConnectionMultiplexer.ConnectAsync(servers.Redis);
        var first = site.Services.GetRequiredService<FirstLevel>();
        await site.ReadAsync("/notes/1");
        await Eventually.IsTrue("the page is shared", async () => (await KeysAsync(redis)).Count == 1);
        var before = (first.Count, first.Bytes);

        await FloodAsync(site, "/notes/1?x=");

        Assert.Equal(before, (first.Count, first.Bytes));
        Assert.Single(await KeysAsync(redis));
        Assert.Equal(1, site.Gates.RendersOf("/notes/1"));
    }

    /// <summary>The counterpart too: a key that the policy does name makes entries.</summary>
    [Fact]
    public async Task A_flood_of_a_key_that_a_policy_names_stays_within_the_first_level_s_bytes_and_every_key_in_Redis_expires()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await StartAsync(notes);
        await using var redis = await ConnectionMultiplexer.ConnectAsync(servers.Redis);
        var first = site.Services.GetRequiredService<FirstLevel>();

        using var dropped = new Counted(site, "store.dropped");
        await FloodAsync(site, "/search?q=", () => Assert.InRange(first.Bytes, 0, Limit));

        Assert.InRange(first.Bytes, Limit / 2, Limit);
        Assert.True(first.Evictions > 0, "Nothing had to go.");
        await Eventually.IsTrue(
            "all are shared or were dropped, and no lease is left",
            async () => await KeysAsync(redis) is var keys && keys.Count + dropped.Total == Flood && !keys.Exists(key => key.Contains(":lease:", StringComparison.Ordinal)));
        foreach (var key in (await KeysAsync(redis)).Take(500))
        {
            var left = await redis.GetDatabase().KeyTimeToLiveAsync(key);
            Assert.InRange(left ?? TimeSpan.MaxValue, TimeSpan.FromHours(24), TimeSpan.FromHours(24.3));
        }
    }

    [Fact]
    public async Task What_the_queue_to_Redis_has_no_room_for_is_dropped_and_counted_and_nobody_waits_for_it()
    {
        await using var line = Line.ToRedis(servers.Redis);
        await using var notes = await NotesDatabase.CreateAsync(servers, notes: 20);
        await using var site = await StartAsync(
            notes, line.ConnectionString, ("OutputCaching:StoreQueue", "1"), ("OutputCaching:RedisBudget", "00:00:10"), ("OutputCaching:RenderTimeout", "00:05:00"));
        await using var redis = await ConnectionMultiplexer.ConnectAsync(servers.Redis);
        using var dropped = new Counted(site, "store.dropped");
        site.Gates.Close("before read");
        var pages = Enumerable.Range(1, 20).Select(note => site.ReadAsync(string.Create(CultureInfo.InvariantCulture, $"/notes/{note}"))).ToList();
        await Eventually.IsTrue("each has its lease", async () => (await KeysAsync(redis)).Count(key => key.Contains(":lease:", StringComparison.Ordinal)) == 20);

        line.Hold();
        site.Gates.OpenAll();

        Assert.All(await Task.WhenAll(pages).WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken), text => Assert.Equal("0", text));
        await Eventually.IsTrue("most are dropped", () => dropped.Total is >= 17 and <= 19);

        // Their leases end with them: no other replica waits for what will not come.
        line.Mend();
        await Eventually.IsTrue(
            "no lease is left", async () => !(await KeysAsync(redis)).Exists(key => key.Contains(":lease:", StringComparison.Ordinal)));
        Assert.InRange((await KeysAsync(redis)).Count, 1, 3);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_served_whole_and_not_kept()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await StartAsync(notes, settings: ("OutputCaching:MaximumBodyBytes", "4000"));
        await using var redis = await ConnectionMultiplexer.ConnectAsync(servers.Redis);

        for (var i = 0; i < 3; i++)
        {
            using var response = await site.GetAsync("/search?q=soup");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(TextOf("soup"), await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.EndsWith("detail=too-large", Assert.Single(response.Headers.GetValues("Cache-Status")), StringComparison.Ordinal);
        }

        Assert.Equal(3, site.Gates.RendersOf("/search"));
        await Eventually.IsTrue("no key is left", async () => (await KeysAsync(redis)).Count == 0);
    }

    [Theory]
    [InlineData(600)]
    [InlineData(7_900)]
    public async Task Long_addresses_are_kept_apart_under_short_keys(int length)
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await StartAsync(notes, settings: ("OutputCaching:FirstLevelBytes", "0"));
        await using var redis = await ConnectionMultiplexer.ConnectAsync(servers.Redis);
        var (one, other) = (new string('a', length) + "1", new string('a', length) + "2");

        foreach (var query in (string[])[one, other])
        {
            await Eventually.IsTrue("it is kept", async () => (await site.StatusAsync($"/search?q={query}")).EndsWith("detail=l2", StringComparison.Ordinal));
            Assert.Equal(TextOf(query), await site.ReadAsync($"/search?q={query}"));
        }

        Assert.Equal(2, site.Gates.RendersOf("/search"));
        Assert.All(await KeysAsync(redis), key => Assert.InRange(key.Length, 1, 600));
        Assert.Equal(2, (await KeysAsync(redis)).Count);
    }

    private static string TextOf(string? query) => $"{query}: {new string('.', 5000)}";

    private static void Map(WebApplication app) => app
        .MapGet("/search", (HttpContext context, Gates gates) =>
        {
            gates.Rendered("/search");
            return TextOf(context.Request.Query["q"]);
        })
        .CacheOutput(page => page.SetVaryByQuery("q").SetVaryByHost(false).Coherent());

    private static async Task FloodAsync(NotesSite site, string address, Action? meanwhile = null)
    {
        foreach (var part in Enumerable.Range(1, Flood).Chunk(50))
        {
            await Task.WhenAll(part.Select(i => site.ReadAsync(string.Create(CultureInfo.InvariantCulture, $"{address}{i}"))));
            meanwhile?.Invoke();
        }
    }

    private Task<NotesSite> StartAsync(NotesDatabase notes, string? redis = null, params (string, string)[] settings) => NotesSite.StartAsync(
        notes,
        redis ?? servers.Redis,
        prefix: _prefix,
        map: Map,
        settings: settings is [("OutputCaching:FirstLevelBytes", _)]
            ? settings
            : [("OutputCaching:FirstLevelBytes", Limit.ToString(CultureInfo.InvariantCulture)), .. settings]);

    private async Task<List<string>> KeysAsync(ConnectionMultiplexer redis)
    {
        var keys = new List<string>();
        await foreach (var key in redis.GetServers()[0].KeysAsync(pattern: $"*{_prefix}*").WithCancellation(TestContext.Current.CancellationToken))
        {
            keys.Add(key.ToString());
        }

        return keys;
    }
}
