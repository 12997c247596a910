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

    public static Task<RedisKeys> OpenAsync(string connectionString, WebSite site) => OpenAsync(connectionString, site.Prefix);

    public static async Task<RedisKeys> OpenAsync(string connectionString, string prefix) =>
        new(await ConnectionMultiplexer.ConnectAsync(connectionString), prefix);

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

    /// <summary>
    /// Returns when there are so many pages and nothing else, no lease of a render either; nobody who asks for a page waits until it is stored.
    /// </summary>
    public async Task<List<string>> HasPagesAsync(int number)
    {
        List<string> keys = [];
        await Eventually.IsTrue($"{number} pages are in Redis", async () => (keys = await AllAsync()).Count == number && !keys.Exists(key => key.Contains(":lease:", StringComparison.Ordinal)));
        return keys;
    }

    public Task<TimeSpan?> LifetimeAsync(string key) => _redis.GetDatabase().KeyTimeToLiveAsync(key);

    public ValueTask DisposeAsync() => _redis.DisposeAsync();
}
