using System.Threading.RateLimiting;
using Cookbook.Caching.Policy;
using Cookbook.Caching.Telemetry;
using Cookbook.Caching.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cookbook.Caching.Rendering;

/// <summary>Renders pages for everybody: sends a request of the cache's own through the pipeline, and makes a page of the answer.</summary>
internal sealed class PageRenderer(
    IHttpContextFactory contexts,
    IServiceScopeFactory scopes,
    PageMaker pages,
    IOptions<CoherentOutputCacheOptions> options,
    IHostEnvironment environment,
    CacheMeter meter,
    TimeProvider time,
    ILogger<PageRenderer> logger) : IDisposable
{
    private readonly ConcurrencyLimiter _turns = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = options.Value.ConcurrentRenders,
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>
    /// Never throws. A render that takes too long is told so, and not waited for any longer; what it still does, it does for nobody.
    /// </summary>
    /// <param name="order">What to render.</param>
    /// <param name="page">What the policies said of it.</param>
    /// <param name="view">The tokens as they were before anything was read; null if nobody knew them: then the page is for whoever asked, and for nobody else.</param>
    public async Task<Rendered> RenderAsync(RenderOrder order, PageRequest page, TokenView? view)
    {
        var made = time.GetTimestamp();
        var began = made;
        using var giveUp = new CancellationTokenSource(options.Value.RenderTimeout, time);

        // Npgsql holds the thread that cancels until Postgres has heard of it (npgsql#3277), so the render is told on another one than those who wait.
        // Not disposed, because it may be told after that; it has no timer.
        var aborted = new CancellationTokenSource();
        using var abort = giveUp.Token.UnsafeRegister(static source => _ = ((CancellationTokenSource)source!).CancelAsync(), aborted);
        Rendered rendered;
        try
        {
            using var turn = await _turns.AcquireAsync(1, giveUp.Token);
            began = time.GetTimestamp();

            // On a thread of its own, so that a page that blocks is given up as well.
            rendered = await Task.Run(() => RunAsync(order, page, view, (made, began), aborted.Token), CancellationToken.None).WaitAsync(giveUp.Token);
            if (giveUp.IsCancellationRequested && rendered.HasFailed)
            {
                rendered = GivenUp(page);
            }
        }
        catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
        {
            rendered = GivenUp(page);
        }
#pragma warning disable CA1031 // It is thrown again, in the request of everyone who waits for it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            rendered = new Rendered(null, "exception") { Thrown = exception };
        }

        meter.Rendered(page.Policy, rendered.HasFailed ? "failed" : rendered.NotStored ?? "stored", time.GetElapsedTime(began));
        return rendered;
    }

    public void Dispose() => _turns.Dispose();

    private Rendered GivenUp(PageRequest page)
    {
        logger.RenderTimedOut(page.Key.Text, options.Value.RenderTimeout);
        return new Rendered(null, "timeout");
    }

    private async Task<Rendered> RunAsync(RenderOrder order, PageRequest page, TokenView? view, (long Made, long Began) times, CancellationToken aborted)
    {
        var render = new Render(page.Key.Rules, options.Value.ThrowOnUndeclaredRead ?? environment.IsDevelopment());
        var response = new CapturedResponse();
        await using var scope = scopes.CreateAsyncScope();
        var features = order.ToFeatures(aborted);
        features.Set<IHttpResponseFeature>(response);
        features.Set<IHttpResponseBodyFeature>(response);
        features.Set<IServiceProvidersFeature>(new ServiceProvidersFeature { RequestServices = scope.ServiceProvider });
        features.Set(render);

        var context = contexts.Create(features);
        try
        {
            await order.Pipeline(context);
            await response.CompleteAsync();

            // A server breaks the connection then, so that nobody takes a part for the whole.
            return response.Headers.ContentLength is { } length && length != response.Length
                ? new Rendered(null, "cut-short") { Thrown = new InvalidOperationException($"The page has {response.Length} bytes, not the {length} of its Content-Length.") }
                : pages.Make(response, render, features, page, view, times);
        }
        finally
        {
            await response.EndAsync();
            contexts.Dispose(context);
            await response.DisposeAsync();
        }
    }
}
