using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Logging;

namespace Cookbook.Caching.Policy;

/// <summary>
/// The store of the stock middleware, for those who purge by it: a tag is made stale by its token. It keeps no page itself; whoever
/// caches by a policy that does not end with <c>Coherent()</c> is told so once.
/// </summary>
internal sealed class PurgeStore(OutputCachePurge purge, ILogger<PurgeStore> logger) : IOutputCacheStore
{
    private int _told;

    public async ValueTask EvictByTagAsync(string tag, CancellationToken cancellationToken) => await purge.TagsAsync([tag], cancellationToken);

    public ValueTask<byte[]?> GetAsync(string key, CancellationToken cancellationToken) => ValueTask.FromResult<byte[]?>(null);

    public ValueTask SetAsync(string key, byte[] value, string[]? tags, TimeSpan validFor, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _told, 1) == 0)
        {
            logger.NotCoherent(string.Join(", ", tags ?? []));
        }

        return ValueTask.CompletedTask;
    }
}
