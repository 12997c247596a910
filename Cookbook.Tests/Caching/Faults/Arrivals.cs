using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Cookbook.Tests.Caching.Faults;

/// <summary>Counts the requests that come to a site, before anything else sees them.</summary>
internal sealed class Arrivals : IStartupFilter
{
    private int _arrived;
    private readonly TaskCompletionSource _firstGone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ever.</summary>
    public int Arrived => Volatile.Read(ref _arrived);

    /// <summary>The visitor who sent the first request has gone away, and the site knows.</summary>
    public Task FirstGone => _firstGone.Task;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, pipeline) =>
        {
            if (Interlocked.Increment(ref _arrived) == 1)
            {
                context.RequestAborted.Register(() => _firstGone.TrySetResult());
            }

            return pipeline(context);
        });
        next(app);
    };
}
