using System.Data.Common;
using Cookbook.Caching;
using Cookbook.Caching.Inspection;
using Cookbook.Data.Accounts;
using Cookbook.Web.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Cookbook.Web.Caching.Inspection;

/// <summary>What an administrator does to the cache, by a page or by the API; each is written into the audit log when it is done.</summary>
/// <remarks>
/// All throw a <see cref="DbException"/> if Postgres does not answer: nothing has become stale then, and nothing is deleted. They throw an
/// <see cref="UnwrittenChangeException"/>, which says what was done, if Postgres fails between that and the entry in the audit log; the
/// site's log has it then. Deleting throws a <see cref="CacheUnavailableException"/> if Redis does not answer: all replicas treat it as
/// stale, and the bytes lie in Redis until their time is over.
/// </remarks>
internal sealed class CacheChanges(
    OutputCacheInspector inspector, OutputCachePurge purge, AuditLog audit, TimeProvider time, ILogger<CacheChanges> logger)
{
    public const string PostgresAway = "Postgres did not confirm it, so no page has become stale. Try again when it answers.";

    private const int LongestName = 400;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task MakeStaleAsync(string key, CancellationToken cancellationToken)
    {
        await inspector.MakeStaleAsync(key, cancellationToken);
        await WriteDownAsync($"made the cached page {NameOf(key)} stale");
    }

    public async Task MakeTagStaleAsync(string tag, CancellationToken cancellationToken)
    {
        await purge.TagsAsync([tag], cancellationToken);
        await WriteDownAsync($"made the tag {Cut(tag)} stale");
    }

    public async Task MakeEverythingStaleAsync(CancellationToken cancellationToken)
    {
        await purge.EverythingAsync(cancellationToken);
        await WriteDownAsync("emptied the cache");
    }

    public async Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            await inspector.DeleteAsync(key, cancellationToken);
        }
        catch (CacheUnavailableException)
        {
            await WriteDownAsync($"made the cached page {NameOf(key)} stale, and could not delete it from Redis");
            throw;
        }

        await WriteDownAsync($"deleted the cached page {NameOf(key)}");
    }

    /// <summary>Returns the number of keys that are gone from Redis.</summary>
    public async Task<long> DeleteEverythingAsync(CancellationToken cancellationToken)
    {
        try
        {
            var deleted = await inspector.DeleteEverythingAsync(cancellationToken);
            await WriteDownAsync($"deleted everything from the cache: {deleted} keys from Redis");
            return deleted;
        }
        catch (CacheUnavailableException)
        {
            await WriteDownAsync("emptied the cache, and could not delete from Redis");
            throw;
        }
    }

    /// <summary>It is done by now, so it is written down though whoever asked for it has gone.</summary>
    private async Task WriteDownAsync(string action)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            await audit.AddAsync(action, patience.Token);
        }
        catch (Exception exception) when (IsOfPostgres(exception) || exception is OperationCanceledException)
        {
            logger.ChangeUnwritten(action, exception);
            throw new UnwrittenChangeException(action, exception);
        }
    }

    private static bool IsOfPostgres(Exception exception) =>
        exception is DbUpdateException or DbException or RetryLimitExceededException or TimeoutException;

    private static string NameOf(string key) => Cut(CacheKey.Parse(key).Address);

    /// <summary>The log has room for <see cref="AuditEntry.LongestAction"/> characters. Half a character would be refused.</summary>
    private static string Cut(string name) => name.Length <= LongestName ? name
        : string.Concat(name.AsSpan(0, char.IsHighSurrogate(name[LongestName - 1]) ? LongestName - 1 : LongestName), "…");
}
