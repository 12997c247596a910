using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Cookbook.Caching.Telemetry;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Cookbook.Caching.Store;

/// <summary>
/// The pages that replicas share, in Redis. One key a page, each with a time to live, commands of one key only: any eviction policy and
/// a cluster will do. Whatever goes wrong is a miss.
/// </summary>
internal sealed class SecondLevel(
    RedisConnection redis,
    BuildIdentity build,
    IOptions<CoherentOutputCacheOptions> options,
    CacheMeter meter,
    TimeProvider time)
{
    /// <summary>In characters; a longer key is shortened to its hash.</summary>
    private const int LongestKey = 512;

    private const string Lease = "lease:";

    private readonly string _prefix = string.Create(null, $"{options.Value.Prefix}:{options.Value.Version}:{build.Value}:");

    private readonly ConcurrentDictionary<string, Task<CachedPage?>> _asked = new(StringComparer.Ordinal);

    public bool IsConfigured => redis.IsConfigured;

    /// <summary>What the keys of this build's pages begin with.</summary>
    public string Prefix => _prefix;

    public Task ConnectAsync() => redis.ConnectAsync();

    /// <summary>Who comes while Redis is being asked for the same page waits for the same answer.</summary>
    public async Task<CachedPage?> FindAsync(string key)
    {
        var mine = new TaskCompletionSource<CachedPage?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = _asked.GetOrAdd(key, mine.Task);
        if (asked != mine.Task)
        {
            return await asked;
        }

        CachedPage? page = null;
        try
        {
            return page = await ReadAsync(key);
        }
        finally
        {
            _asked.TryRemove(key, out _);
            mine.SetResult(page);
        }
    }

    /// <summary>The same, for a request: how long it took is measured.</summary>
    public async ValueTask<CachedPage?> LookUpAsync(string key)
    {
        var since = Stopwatch.GetTimestamp();
        var page = await FindAsync(key);
        meter.LookedUp("l2", since);
        return page;
    }

    private async Task<CachedPage?> ReadAsync(string key)
    {
        var bytes = await redis.TryAsync(database => GetAsync(database, NameOf(key)), null);
        if (bytes is null)
        {
            return null;
        }

        var page = Envelope.Read(key, bytes, time);
        if (page is null)
        {
            meter.Unreadable();
        }

        return page;
    }

    public Task<bool> KeepAsync(string key, CachedPage page)
    {
        var left = page.Lifetime.Total - page.Lifetime.Age(time);
        return left <= TimeSpan.Zero
            ? Task.FromResult(false)
            : redis.TryAsync(
                database => database.StringSetAsync(NameOf(key), Envelope.Write(key, page, time), left), false);
    }

    /// <summary>
    /// Asks to be the one replica that renders. Only advice: true as well when Redis cannot say, and it ends by itself.
    /// </summary>
    public Task<bool> LeaseAsync(string render, TimeSpan atMost) =>
        redis.TryAsync(
            database => database.StringSetAsync(LeaseOf(render), RedisValue.EmptyString, atMost, When.NotExists), true);

    public Task ReleaseAsync(string render) =>
        redis.TryAsync(database => database.KeyDeleteAsync(LeaseOf(render)), false);

    /// <summary>The name of a page's value.</summary>
    public RedisKey NameOf(string key) => _prefix + (key.Length <= LongestKey ? key : HashOf(key));

    /// <summary>It is the name of no page: with it replicas tell each other that they render one.</summary>
    public bool IsLease(RedisKey name) => name.ToString().StartsWith(_prefix + Lease, StringComparison.Ordinal);

    /// <summary>Somebody else keeps something that is no string under this name.</summary>
    public static bool IsOfAnotherType(RedisServerException refusal) => refusal.Message.StartsWith("WRONGTYPE", StringComparison.Ordinal);

    private async Task<byte[]?> GetAsync(IDatabase database, RedisKey name)
    {
        try
        {
            return await database.StringGetAsync(name);
        }
        catch (RedisServerException refusal) when (IsOfAnotherType(refusal))
        {
            meter.Unreadable();
            return null;
        }
    }

    private RedisKey LeaseOf(string render) => $"{_prefix}{Lease}{HashOf(render)}";

    private static string HashOf(string key) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
