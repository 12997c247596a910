using Microsoft.AspNetCore.OutputCaching;
using StackExchange.Redis;

namespace Cookbook.Web.Caching;

/// <summary>
/// Redis may be away, or hang; the pages may not. A lookup or a store gets its budget; after a failure Redis is left alone for two seconds,
/// then one request tries again while the others go on without it. A failed lookup is a miss, a failed store is dropped.
/// </summary>
/// <remarks>
/// StackExchange.Redis's own time-outs do not serve here: they are swept once a second, so each request would lose about that.
/// Only the byte[] interface is decorated; IOutputCacheBufferStore would hand pooled memory to calls that outlive their budget.
/// </remarks>
/// <param name="redis">The store that may be away.</param>
/// <param name="budget">Of a lookup or a store: <see cref="OutputCachingOptions.RedisBudget"/>.</param>
/// <param name="time">Budgets and pauses go by it.</param>
/// <param name="logger">Has one line when Redis goes, and one when it is back.</param>
internal sealed class FailFastStore(IOutputCacheStore redis, TimeSpan budget, TimeProvider time, ILogger<FailFastStore> logger) : IOutputCacheStore
{
    /// <summary>Somebody waits for the answer itself here, and a large cache takes many commands.</summary>
    private static readonly TimeSpan EvictionBudget = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>The timestamp at which Redis is tried again; 0 while it works.</summary>
    private long _retryAt;

    public async ValueTask<byte[]?> GetAsync(string key, CancellationToken cancellationToken)
    {
        if (!MayTry())
        {
            return null;
        }

        try
        {
            var entry = await redis.GetAsync(key, cancellationToken).AsTask().WaitAsync(budget, time, cancellationToken);
            Succeeded();
            return entry;
        }
        catch (Exception exception) when (!IsCancellation(exception, cancellationToken))
        {
            Failed(exception);
            return null;
        }
    }

    public async ValueTask SetAsync(string key, byte[] value, string[]? tags, TimeSpan validFor, CancellationToken cancellationToken)
    {
        if (!MayTry())
        {
            return;
        }

        try
        {
            await redis.SetAsync(key, value, tags, validFor, cancellationToken).AsTask().WaitAsync(budget, time, cancellationToken);
            Succeeded();
        }
        catch (Exception exception) when (!IsCancellation(exception, cancellationToken))
        {
            Failed(exception);
        }
    }

    /// <exception cref="CacheUnavailableException">Redis did not confirm; tagged entries may still be served.</exception>
    public async ValueTask EvictByTagAsync(string tag, CancellationToken cancellationToken)
    {
        try
        {
            await redis.EvictByTagAsync(tag, cancellationToken).AsTask().WaitAsync(EvictionBudget, time, cancellationToken);
            Succeeded();
        }
        catch (Exception exception) when (!IsCancellation(exception, cancellationToken))
        {
            Failed(exception);
            throw new CacheUnavailableException(exception);
        }
    }

    /// <summary>
    /// All else counts as an outage: a connection that breaks in the middle of a command surfaces as whatever the client was doing,
    /// and no fault of the cache may become a fault of the page.
    /// </summary>
    private static bool IsCancellation(Exception exception, CancellationToken cancellationToken) =>
        exception is OperationCanceledException && cancellationToken.IsCancellationRequested;

    /// <summary>After the pause, whoever moves the time on is the one who tries.</summary>
    private bool MayTry()
    {
        var retryAt = Interlocked.Read(ref _retryAt);
        var now = time.GetTimestamp();
        return retryAt == 0 || (now >= retryAt && Interlocked.CompareExchange(ref _retryAt, After(now), retryAt) == retryAt);
    }

    private void Failed(Exception exception)
    {
        if (Interlocked.Exchange(ref _retryAt, After(time.GetTimestamp())) == 0)
        {
            logger.RedisAway(CauseOf(exception.GetBaseException()));
        }
    }

    /// <summary>Short: a RedisConnectionException's message is a page of counters, with the key in it.</summary>
    private static string CauseOf(Exception exception) => exception switch
    {
        TimeoutException => "no answer in time",
        RedisConnectionException connection => connection.FailureType.ToString(),
        _ => exception.Message,
    };

    private void Succeeded()
    {
        if (Interlocked.Read(ref _retryAt) != 0 && Interlocked.Exchange(ref _retryAt, 0) != 0)
        {
            logger.RedisBack();
        }
    }

    private long After(long now) => now + (long)(Pause.TotalSeconds * time.TimestampFrequency);
}
