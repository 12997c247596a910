using Cookbook.Caching.Rendering;
using Microsoft.AspNetCore.OutputCaching;

namespace Cookbook.Caching.Policy;

/// <summary>Lets a page's redirects and its "not found" be kept for a short time too.</summary>
internal sealed class ShortAnswers : IOutputCachePolicy
{
    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellationToken)
    {
        context.HttpContext.Features.Get<Render>()?.KeepShortAnswers();
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
