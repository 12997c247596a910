using Cookbook.Caching.Store;
using Microsoft.AspNetCore.OutputCaching.StackExchangeRedis;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace Cookbook.Tests.Caching.Faults;

/// <summary>Whatever stands in Redis under a page's key: a miss, counted, and never an error. The render that follows mends it.</summary>
public sealed class ReadingBadValues(TestServers servers)
{
    [Theory]
    [InlineData("cut short")]
    [InlineData("a flipped bit")]
    [InlineData("noise")]
    [InlineData("nothing")]
    [InlineData("another page's")]
    [InlineData("a list")]
    [InlineData("a text")]
    public async Task It_is_a_miss_and_is_counted_and_replaced(string what)
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes, servers.Redis, settings: ("OutputCaching:FirstLevelBytes", "0"));
        foreach (var address in (string[])["/notes/1", "/notes/2"])
        {
            await Eventually.IsTrue("the page is shared", async () => (await site.StatusAsync(address)).Contains("l2", StringComparison.Ordinal));
        }

        await using var redis = await ConnectionMultiplexer.ConnectAsync(servers.Redis);
        var database = redis.GetDatabase();
        var (one, two) = (await KeyAsync(redis, site, "/notes/1"), await KeyAsync(redis, site, "/notes/2"));
        byte[] good = (await database.StringGetAsync(one))!;
        using var unreadable = new Counted(site, "store.unreadable");

        await database.KeyDeleteAsync(one);
        if (what == "a list")
        {
            await database.ListRightPushAsync(one, "page");
        }
        else
        {
            await database.StringSetAsync(one, what switch
            {
                "cut short" => good[..^5],
                "a flipped bit" => Flipped(good),
                "noise" => Noise(good.Length),
                "nothing" => [],
                "another page's" => (byte[])(await database.StringGetAsync(two))!,
                _ => "page"u8.ToArray(),
            });
        }

        using (var response = await site.GetAsync("/notes/1"))
        {
            response.EnsureSuccessStatusCode();
            Assert.Equal("cookbook; fwd=uri-miss; stored", Assert.Single(response.Headers.GetValues("Cache-Status")));
            Assert.Equal("0", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        Assert.True(unreadable.Total > 0, "It was not counted.");
        await Eventually.IsTrue("the page is shared again", async () => (await site.StatusAsync("/notes/1")).Contains("l2", StringComparison.Ordinal));
        Assert.Equal(good[..4], ((byte[])(await database.StringGetAsync(one))!)[..4]);
        Assert.EndsWith("detail=l2", await site.StatusAsync("/notes/2"), StringComparison.Ordinal);
        Assert.DoesNotContain(site.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
        Assert.False(site.Services.GetRequiredService<RedisConnection>().IsAway, "One bad value is no reason to leave Redis alone.");
    }

    /// <summary>It does not say in a value which page it is.</summary>
    [Fact]
    public async Task The_stock_cache_shows_another_page_s()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await notes.WriteAsync(2, "two");
        await using var redis = await ConnectionMultiplexer.ConnectAsync(servers.Redis);
        var prefix = $"test-{Guid.NewGuid():N}";
        await using var site = await NotesSite.StartAsync(
            notes, servers.Redis, stock: true, configure: services => services.Configure<RedisOutputCacheOptions>(options => options.InstanceName = prefix));
        await site.ReadAsync("/notes/1");
        await site.ReadAsync("/notes/2");
        RedisKey[] keys = [];
        await Eventually.IsTrue("both are stored", async () =>
        {
            keys = [.. (await redis.GetServers()[0].KeysAsync(pattern: $"{prefix}__MSOCV_*").ToListAsync(TestContext.Current.CancellationToken)).OrderBy(key => key.ToString(), StringComparer.Ordinal)];
            return keys.Length == 2;
        });

        await redis.GetDatabase().StringSetAsync(keys[0], await redis.GetDatabase().StringGetAsync(keys[1]));

        Assert.Equal("two", await site.ReadAsync("/notes/1"));
    }

    private static async Task<RedisKey> KeyAsync(ConnectionMultiplexer redis, NotesSite site, string address)
    {
        var (options, build) = (
            site.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<Cookbook.Caching.CoherentOutputCacheOptions>>().Value,
            site.Services.GetRequiredService<BuildIdentity>());
        RedisKey key = $"{options.Prefix}:{options.Version}:{build.Value}:{address}";
        Assert.True(await redis.GetDatabase().KeyExistsAsync(key), $"There is no {key}.");
        return key;
    }

    private static byte[] Flipped(byte[] good)
    {
        var bad = good.ToArray();
        bad[bad.Length / 2] ^= 4;
        return bad;
    }

    private static byte[] Noise(int length)
    {
        var noise = new byte[length];
        new Random(4).NextBytes(noise);
        return noise;
    }
}
