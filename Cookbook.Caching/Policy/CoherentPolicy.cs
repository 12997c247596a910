using Cookbook.Caching.Http;
using Cookbook.Caching.Rendering;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.OutputCaching;

namespace Cookbook.Caching.Policy;

/// <summary>
/// The last of a page's policies. It takes what the others have said (what to vary by, tags, lifetime, or not at all) and hands it to
/// this cache instead of to the stock middleware's own: it looks nothing up there and stores nothing there.
/// </summary>
internal sealed class CoherentPolicy : IOutputCachePolicy
{
    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellationToken)
    {
        var features = context.HttpContext.Features;
        if (features.Get<Render>() is { } render)
        {
            render.Begin();
            (context.AllowCacheLookup, context.AllowLocking) = (false, false);
            return ValueTask.CompletedTask;
        }

        // Outside of the cache's outer middleware nothing can be promised; and a page that is shown in the place of another, which broke,
        // has the other's address.
        if (features.Get<Arrival>() is not null && features.Get<IExceptionHandlerFeature>() is null && features.Get<IStatusCodeReExecuteFeature>() is null)
        {
            features.Set(new Candidate(context, context.AllowCacheLookup && context.AllowCacheStorage));
        }

        (context.AllowCacheLookup, context.AllowCacheStorage, context.AllowLocking) = (false, false, false);
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellationToken)
    {
        Candidate.ExpandTags(context);
        context.HttpContext.Features.Get<Render>()?.Conclude(context);
        context.AllowCacheStorage = false;
        return ValueTask.CompletedTask;
    }
}
