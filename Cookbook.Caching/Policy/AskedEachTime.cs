using Microsoft.AspNetCore.OutputCaching;

namespace Cookbook.Caching.Policy;

/// <summary>Gives the key a part that only a policy can give it, so that the outer middleware, which asks none, does not find the page.</summary>
internal sealed class AskedEachTime : IOutputCachePolicy
{
    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellationToken)
    {
        context.CacheVaryByRules.VaryByValues["asked"] = "";
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
