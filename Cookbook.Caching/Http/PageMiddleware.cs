using System.Diagnostics;
using Cookbook.Caching.Policy;
using Cookbook.Caching.Rendering;
using Cookbook.Caching.Store;
using Cookbook.Caching.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Cookbook.Caching.Http;

/// <summary>
/// The inner middleware, right behind the stock one. By then the policies have said what the request asks for: it is answered with a page,
/// or goes on. A render goes on in any case; it is what fills the cache.
/// </summary>
internal sealed class PageMiddleware(
    RequestDelegate next, PageCache cache, PageWriter writer, IOptions<CoherentOutputCacheOptions> options, TimeProvider time)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<Render>() is { } render)
        {
            return RenderAsync(context, render);
        }

        return context.Features.Get<Candidate>() is { } candidate ? AnswerAsync(context, candidate) : next(context);
    }

    private async Task RenderAsync(HttpContext context, Render render)
    {
        using (render.Guard(context))
        {
            await next(context);
        }
    }

    private async Task AnswerAsync(HttpContext context, Candidate candidate)
    {
        // Not a second time, for the error page that may be shown in its place.
        context.Features.Set<Candidate>(null);
        var arrival = context.Features.GetRequiredFeature<Arrival>();
        CachedPage? page = null;
        if (candidate.Take(arrival, options.Value) is { } request)
        {
            (page, arrival.Answer) = await cache.AnswerAsync(context, arrival, request);
            arrival.Page = page;
        }

        await (page is null ? RenderForOneAsync(context, arrival) : writer.WriteAsync(context, page, arrival.Answer, page.Lifetime.Age(time)));
    }

    /// <summary>The cache keeps out of it, or has nothing that it may give to this visitor.</summary>
    private async Task RenderForOneAsync(HttpContext context, Arrival arrival)
    {
        using var span = RenderSpan.Start(arrival.Answer.Policy);
        try
        {
            await next(context);
        }
        catch
        {
            span?.SetStatus(ActivityStatusCode.Error);
            throw;
        }

        if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
        {
            span?.SetStatus(ActivityStatusCode.Error);
        }
    }
}
