using Cookbook.Caching;
using Cookbook.Caching.Inspection;
using Cookbook.Data.Accounts;
using Cookbook.Web.Accounts;

namespace Cookbook.Web.Caching.Inspection;

/// <summary>What an administrator does to the cache, by a page or by the API; each is written into the audit log.</summary>
/// <remarks>
/// All throw a <see cref="System.Data.Common.DbException"/> if Postgres does not answer: nothing has become stale then, and nothing is
/// deleted. Deleting throws a <see cref="CacheUnavailableException"/> if Redis does not answer: all replicas treat it as stale, and the
/// bytes lie in Redis until their time is over.
/// </remarks>
internal sealed class CacheChanges(OutputCacheInspector inspector, OutputCachePurge purge, AuditLog audit)
{
    public const string PostgresAway = "Postgres did not confirm it, so no page has become stale. Try again when it answers.";

    private const int LongestName = 400;

    public async Task MakeStaleAsync(string key, CancellationToken cancellationToken)
    {
        await inspector.MakeStaleAsync(key, cancellationToken);
        await audit.AddAsync($"made the cached page {NameOf(key)} stale", cancellationToken);
    }

    public async Task MakeTagStaleAsync(string tag, CancellationToken cancellationToken)
    {
        await purge.TagsAsync([tag], cancellationToken);
        await audit.AddAsync($"made the tag {Cut(tag)} stale", cancellationToken);
    }

    public async Task MakeEverythingStaleAsync(CancellationToken cancellationToken)
    {
        await purge.EverythingAsync(cancellationToken);
        await audit.AddAsync("emptied the cache", cancellationToken);
    }

    public async Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            await inspector.DeleteAsync(key, cancellationToken);
        }
        catch (CacheUnavailableException)
        {
            await audit.AddAsync($"made the cached page {NameOf(key)} stale, and could not delete it from Redis", cancellationToken);
            throw;
        }

        await audit.AddAsync($"deleted the cached page {NameOf(key)}", cancellationToken);
    }

    /// <summary>Returns the number of keys that are gone from Redis.</summary>
    public async Task<long> DeleteEverythingAsync(CancellationToken cancellationToken)
    {
        try
        {
            var deleted = await inspector.DeleteEverythingAsync(cancellationToken);
            await audit.AddAsync($"deleted everything from the cache: {deleted} keys from Redis", cancellationToken);
            return deleted;
        }
        catch (CacheUnavailableException)
        {
            await audit.AddAsync("emptied the cache, and could not delete from Redis", cancellationToken);
            throw;
        }
    }

    private static string NameOf(string key) => Cut(CacheKey.Parse(key).Address);

    /// <summary>The log has room for <see cref="AuditEntry.LongestAction"/> characters.</summary>
    private static string Cut(string name) => name.Length <= LongestName ? name : name[..LongestName] + "…";
}
