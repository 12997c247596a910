using System.Globalization;
using Microsoft.AspNetCore.OutputCaching.StackExchangeRedis;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace Cookbook.Tests.Caching.Freshness;

/// <summary>Whatever Redis forgets or remembers: no page from it is shown whose tokens are not the current ones.</summary>
public sealed class KeepingRedisHonest(TestServers servers)
{
    [Fact]
    public async Task Flushed_it_has_to_be_filled_again_and_nothing_else()
    {
        await using var redis = new PrivateRedis();
        await redis.InitializeAsync();
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var one = await NotesSite.StartAsync(notes, redis.ConnectionString, prefix: "flush", settings: ("OutputCaching:FirstLevelBytes", "0"));
        await one.ReadAsync("/notes/1");
        await Eventually.IsTrue("it is stored", async () => (await one.StatusAsync("/notes/1")).Contains("detail=l2", StringComparison.Ordinal));

        await redis.ExecuteAsync("FLUSHALL");
        Assert.Contains("fwd=uri-miss", await one.StatusAsync("/notes/1"), StringComparison.Ordinal);
        await one.WriteAsync(1, "new");
        await redis.ExecuteAsync("FLUSHALL");

        Assert.Equal("new", await one.ReadAsync("/notes/1"));
        await Eventually.IsTrue("it is stored", async () => (await one.StatusAsync("/notes/1")).Contains("detail=l2", StringComparison.Ordinal));
        Assert.Equal("new", await one.ReadAsync("/notes/1"));
    }

    [Theory]
    [InlineData("allkeys-random")]
    [InlineData("noeviction")]
    public async Task Full_it_shows_nothing_old(string policy)
    {
        await using var redis = new PrivateRedis();
        await redis.InitializeAsync();
        await redis.LimitAsync(1024 * 1024, policy);
        await using var notes = await NotesDatabase.CreateAsync(servers, notes: 40);
        await using var one = await NotesSite.StartAsync(notes, redis.ConnectionString, prefix: "full", settings: ("OutputCaching:FirstLevelBytes", "0"));
        await using var other = await NotesSite.StartAsync(notes, redis.ConnectionString, prefix: "full", settings: ("OutputCaching:FirstLevelBytes", "0"));

        for (var round = 1; round <= 3; round++)
        {
            for (var note = 1; note <= 40; note++)
            {
                var text = string.Create(CultureInfo.InvariantCulture, $"{round}:{new string('x', 20_000)}");
                await one.WriteAsync(note, text);
                Assert.Equal(text, await one.ReadAsync($"/notes/{note}"));
                await Eventually.IsTrue("the other follows", async () => await other.ReadAsync($"/notes/{note}") == text);
            }
        }
    }

    [Theory]
    [InlineData("/notes/1", "new")]
    [InlineData("/shelf", "new 0")]
    public async Task Old_pages_that_are_put_back_are_not_shown(string address, string after)
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        var prefix = $"test-{Guid.NewGuid():N}";
        await using var one = await NotesSite.StartAsync(notes, servers.Redis, prefix: prefix, settings: ("OutputCaching:FirstLevelBytes", "0"));
        await one.ReadAsync(address);
        await Eventually.IsTrue("it is stored", async () => (await one.StatusAsync(address)).Contains("detail=l2", StringComparison.Ordinal));
        await using var redis = await ConnectionMultiplexer.ConnectAsync(servers.Redis);
        var keys = await redis.GetServers()[0].KeysAsync(pattern: $"{prefix}:*").ToListAsync(TestContext.Current.CancellationToken);
        var old = await redis.GetDatabase().StringGetAsync([.. keys]);
        Assert.Contains(old, page => page.Length() > 0);

        await one.WriteAsync(1, "new");
        Assert.Equal(after, await one.ReadAsync(address));
        await Eventually.IsTrue("it is stored", async () => (await one.StatusAsync(address)).Contains("detail=l2", StringComparison.Ordinal));
        await redis.GetDatabase().StringSetAsync([.. keys.Zip(old, KeyValuePair.Create)]);

        Assert.Equal(after, await one.ReadAsync(address));
        await using var another = await NotesSite.StartAsync(notes, servers.Redis, prefix: prefix);
        await redis.GetDatabase().StringSetAsync([.. keys.Zip(old, KeyValuePair.Create)]);
        Assert.Equal(after, await another.ReadAsync(address));
    }

    [Fact]
    public async Task The_stock_cache_shows_an_old_page_that_is_put_back()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var redis = await ConnectionMultiplexer.ConnectAsync(servers.Redis);
        var prefix = $"test-{Guid.NewGuid():N}";
        await using var site = await StockAsync(notes, prefix);
        await site.ReadAsync("/notes/1");
        var (page, _) = await StoredAsync(redis, prefix);
        var old = await redis.GetDatabase().StringGetAsync(page);

        await site.WriteAsync(1, "new");
        await redis.GetDatabase().StringSetAsync(page, old);

        Assert.Equal("0", await site.ReadAsync("/notes/1"));
    }

    /// <summary>What a full Redis does at random.</summary>
    [Fact]
    public async Task The_stock_cache_shows_an_old_page_whose_tags_were_evicted()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var redis = await ConnectionMultiplexer.ConnectAsync(servers.Redis);
        var prefix = $"test-{Guid.NewGuid():N}";
        await using var site = await StockAsync(notes, prefix);
        await site.ReadAsync("/notes/1");
        var (_, tags) = await StoredAsync(redis, prefix);

        await redis.GetDatabase().KeyDeleteAsync(tags);
        await site.WriteAsync(1, "new");

        Assert.Equal("0", await site.ReadAsync("/notes/1"));
    }

    private Task<NotesSite> StockAsync(NotesDatabase notes, string prefix) => NotesSite.StartAsync(
        notes, servers.Redis, stock: true, configure: services => services.Configure<RedisOutputCacheOptions>(redis => redis.InstanceName = prefix));

    /// <summary>The key of the stock cache's one page, and those of its tags.</summary>
    private static async Task<(RedisKey Page, RedisKey[] Tags)> StoredAsync(ConnectionMultiplexer redis, string prefix)
    {
        List<RedisKey> keys = [];
        await Eventually.IsTrue("it is stored", async () =>
        {
            keys = await redis.GetServers()[0].KeysAsync(pattern: $"{prefix}*").ToListAsync(TestContext.Current.CancellationToken);
            return keys.Exists(IsPage) && keys.Exists(key => !IsPage(key));
        });
        return (keys.Single(IsPage), [.. keys.Where(key => !IsPage(key))]);

        static bool IsPage(RedisKey key) => key.ToString().Contains("__MSOCV_", StringComparison.Ordinal);
    }
}
