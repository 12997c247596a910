using System.Diagnostics;
using Cookbook.Caching.Store;
using StackExchange.Redis;

namespace Cookbook.Caching.Inspection;

/// <summary>
/// The pages in Redis, listed by SCAN, which holds up nobody: up to a thousand names at a time, and of each page that is shown only the
/// beginning. On a cluster, one server after the other.
/// </summary>
internal sealed class SharedPages(RedisConnection redis, SecondLevel second, TimeProvider time)
{
    private const int NamesAtATime = 1_000;

    /// <summary>In bytes. Most pages say all about themselves in so many.</summary>
    private const int Beginning = 2_048;

    /// <summary>A search that finds little gives back what it has after so long, and a cursor to go on with.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(150);

    /// <param name="pattern">What stands behind the prefix, as SCAN wants it.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="count">How many are enough; it may be a few more.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="CacheUnavailableException">Redis does not answer.</exception>
    public Task<(IReadOnlyList<EnvelopeHead> Pages, ScanCursor? Next)> ListAsync(string pattern, ScanCursor start, int count, CancellationToken cancellationToken) =>
        redis.LookAsync(database => ListAsync(database, pattern, start, count), cancellationToken);

    public Task<EnvelopeHead?> FindAsync(string key, CancellationToken cancellationToken) =>
        redis.LookAsync(database => HeadAsync(database, second.NameOf(key)), cancellationToken);

    public Task<CachedPage?> ReadAsync(string key, CancellationToken cancellationToken) => redis.LookAsync(
        async database => await ValueAsync(database, second.NameOf(key)) is { } bytes ? Envelope.Read(key, bytes, time) : null,
        cancellationToken);

    public Task<bool> RemoveAsync(string key, CancellationToken cancellationToken) =>
        redis.LookAsync(database => database.KeyDeleteAsync(second.NameOf(key)), cancellationToken);

    /// <summary>Every page of this build, one key a command; what others keep in the same Redis stays.</summary>
    /// <returns>How many there were.</returns>
    public async Task<long> RemoveAllAsync(CancellationToken cancellationToken)
    {
        var removed = 0L;
        ScanCursor? next = default(ScanCursor);
        while (next is { } start)
        {
            (var found, next) = await redis.LookAsync(
                async database =>
                {
                    var (names, after) = await NamesAsync(database, "*", start, NamesAtATime);
                    return ((await Task.WhenAll(names.Select(name => database.KeyDeleteAsync(name)))).Count(wasThere => wasThere), after);
                },
                cancellationToken);
            removed += found;
        }

        return removed;
    }

    private async Task<(IReadOnlyList<EnvelopeHead> Pages, ScanCursor? Next)> ListAsync(IDatabase database, string pattern, ScanCursor start, int count)
    {
        var pages = new List<EnvelopeHead>();
        var since = Stopwatch.GetTimestamp();
        var (next, atATime) = ((ScanCursor?)start, count);
        while (next is { } at && pages.Count < count && Stopwatch.GetElapsedTime(since) < Patience)
        {
            var (names, after) = await NamesAsync(database, pattern, at, atATime);
            var room = count - pages.Count + (count / 5);
            if (names.Count > room && atATime > 1)
            {
                // All that SCAN gives is shown, or it is asked for less: what is left would have to be found again among fewer or more.
                atATime = Math.Max(1, (int)((long)atATime * room / names.Count));
                continue;
            }

            pages.AddRange((await Task.WhenAll(names.Select(name => HeadAsync(database, name)))).OfType<EnvelopeHead>());
            (next, atATime) = (after, Math.Min(NamesAtATime, 2 * atATime));
        }

        return (pages, next);
    }

    /// <param name="database">Of one server, or of a cluster.</param>
    /// <param name="pattern">As above.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="count">How many names are looked at, about; fewer match.</param>
    private async Task<(List<RedisKey> Names, ScanCursor? Next)> NamesAsync(IDatabase database, string pattern, ScanCursor start, int count)
    {
        var servers = database.Multiplexer.GetServers().Where(server => server is { IsConnected: true, IsReplica: false }).ToList();
        if (servers.Count == 0)
        {
            throw new RedisConnectionException(ConnectionFailureType.UnableToConnect, "No server of Redis is connected.");
        }

        if (start.Server >= servers.Count)
        {
            throw new FormatException("This is no cursor of the list: Redis has fewer servers.");
        }

        object[] arguments = [start.At, "MATCH", second.Prefix + pattern, "COUNT", count];
        var answer = (RedisResult[])(await servers[start.Server].ExecuteAsync(database.Database, "SCAN", arguments))!;
        var at = (ulong)answer[0];
        var names = ((RedisKey[])answer[1]!).Where(name => !second.IsLease(name)).Distinct().ToList();
        return (names, at != 0 ? start with { At = at } : start.Server + 1 < servers.Count ? new ScanCursor(start.Server + 1, 0) : null);
    }

    /// <summary>Null if it is no page, or one whose key has another name.</summary>
    private async Task<EnvelopeHead?> HeadAsync(IDatabase database, RedisKey name)
    {
        try
        {
            var beginning = (byte[]?)await database.StringGetRangeAsync(name, 0, Beginning - 1) ?? [];
            var head = Envelope.ReadHead(beginning, time);
            if (head is null && beginning.Length == Beginning && await ValueAsync(database, name) is { } whole)
            {
                head = Envelope.ReadHead(whole, time);
            }

            return head is not null && second.NameOf(head.Key) == name ? head : null;
        }
        catch (RedisServerException refusal) when (SecondLevel.IsOfAnotherType(refusal))
        {
            return null;
        }
    }

    private static async Task<byte[]?> ValueAsync(IDatabase database, RedisKey name)
    {
        try
        {
            return await database.StringGetAsync(name);
        }
        catch (RedisServerException refusal) when (SecondLevel.IsOfAnotherType(refusal))
        {
            return null;
        }
    }
}
