using StackExchange.Redis;

namespace Cookbook.Tests.Web;

/// <summary>What a site has put into Redis.</summary>
internal sealed class RedisKeys : IAsyncDisposable
{
    private readonly IConnectionMultiplexer _redis;
    private readonly string _prefix;

    private RedisKeys(IConnectionMultiplexer redis, string prefix)
    {
        _redis = redis;
        _prefix = prefix;
    }

    public static async Task<RedisKeys> OpenAsync(string connectionString, WebSite site) =>
        new(await ConnectionMultiplexer.ConnectAsync(connectionString), site.Prefix);

    /// <summary>In any position, so that a key with something before the prefix is found too.</summary>
    public async Task<List<string>> AllAsync()
    {
        var keys = new List<string>();
        await foreach (var key in _redis.GetServers()[0].KeysAsync(pattern: $"*{_prefix}*").WithCancellation(TestContext.Current.CancellationToken))
        {
            keys.Add(key.ToString());
        }

        return keys;
    }

    /// <summary>Those that hold a page; the others say which pages carry a tag.</summary>
    public async Task<List<string>> PagesAsync()
    {
        var pages = new List<string>();
        foreach (var key in await AllAsync())
        {
            if (await _redis.GetDatabase().KeyTypeAsync(key) == RedisType.String)
            {
                pages.Add(key);
            }
        }

        return pages;
    }

    public Task<TimeSpan?> LifetimeAsync(string key) => _redis.GetDatabase().KeyTimeToLiveAsync(key);

    public ValueTask DisposeAsync() => _redis.DisposeAsync();
}
