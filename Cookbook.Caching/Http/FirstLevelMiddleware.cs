using System.Diagnostics;
using Cookbook.Caching.Inspection;
using Cookbook.Caching.Keys;
using Cookbook.Caching.Policy;
using Cookbook.Caching.Store;
using Cookbook.Caching.Telemetry;
using Cookbook.Caching.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Cookbook.Caching.Http;

/// <summary>
/// The outer middleware. A page in the first level is answered here, before routing, authentication and everything else. Of what goes
/// on, it notes the arrival; and after a write it lets the answer wait until this process knows of the write.
/// </summary>
internal sealed class FirstLevelMiddleware(
    RequestDelegate next,
    TokenBook book,
    TokenListener listener,
    PageShelf shelf,
    PageWriter writer,
    IOptions<CoherentOutputCacheOptions> options,
    CacheMeter meter,
    TimeProvider time)
{
    public Task InvokeAsync(HttpContext context)
    {
        var since = Stopwatch.GetTimestamp();
        var path = KeyRules.PathOf(context.Request);
        if (options.Value.Enabled
            && NeverServed.IsPlainlyAnybody(context, options.Value.HarmlessCookies)
            && !ControlCharacters.AreIn(context.Request)
            && book.Sure is { } snapshot
            && shelf.Find(path, context.Request) is { } page
            && page.IsCurrentIn(snapshot)
            && page.Lifetime.Age(time) is var age
            && age < page.Lifetime.Fresh)
        {
            var answer = CacheAnswer.Hit("l1", page.Policy, (long)(page.Lifetime.Fresh - age).TotalSeconds, page.RenderTime);
            context.Features.Get<CacheReport>()?.Conclude(answer, shelf.KeyOf(path, context.Request), page, inMemory: true, snapshot, time);
            return ServeAsync(context, page, answer, age, since);
        }

        return PassAsync(context, new Arrival(context, next, path));
    }

    private Task ServeAsync(HttpContext context, CachedPage page, CacheAnswer answer, TimeSpan age, long since)
    {
        using var span = CacheTelemetry.Source.StartActivity("cache lookup");
        if (span is not null)
        {
            span.SetTag("cache.policy", page.Policy);
            span.SetTag("cache.result", answer.Result);
            span.SetTag("cache.detail", answer.Reason);
            span.SetTag("cache.age", age.TotalSeconds);
            span.SetTag("cache.bytes", page.Bodies[0].Bytes.Length);
        }

        Name(context, page);
        meter.LookedUp("l1", since);
        meter.Answered(answer);
        return writer.WriteAsync(context, page, answer, age);
    }

    /// <summary>Routing has not been asked; the request's span and metrics are named as if it had.</summary>
    private static void Name(HttpContext context, CachedPage page)
    {
        if (page.Route is not { } route)
        {
            return;
        }

        // Where routing stands further out, the server names the route itself.
        if (context.GetEndpoint() is null)
        {
            context.Features.Get<IHttpMetricsTagsFeature>()?.Tags.Add(new KeyValuePair<string, object?>("http.route", route));
        }

        if (context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } activity)
        {
            activity.DisplayName = $"{context.Request.Method} {route}";
            activity.SetTag("http.route", route);
        }
    }

    private async Task PassAsync(HttpContext context, Arrival arrival)
    {
        context.Features.Set(arrival);
        context.Response.OnStarting(() => StartAsync(context, arrival));
        try
        {
            await next(context);
        }
        finally
        {
            meter.Answered(arrival.Answer);
            context.Features.Get<CacheReport>()?.Conclude(
                arrival.Answer,
                arrival.Asked?.Key.Text,
                arrival.Page,
                arrival is { Asked: { } asked, Page: { } page } && shelf.Find(asked.Key) == page,
                book.Sure,
                time);
        }
    }

    private async Task StartAsync(HttpContext context, Arrival arrival)
    {
        if (!context.Response.Headers.ContainsKey("Cache-Status"))
        {
            context.Response.Headers["Cache-Status"] = arrival.Answer.ToHeader();
        }

        if (MayHaveWritten(context.Request.Method))
        {
            var written = time.GetTimestamp();
            await listener.CatchUpAsync();
            meter.CaughtUp(time.GetElapsedTime(written));
        }
    }

    /// <summary>The methods that are not safe (RFC 9110, section 9.2.1).</summary>
    private static bool MayHaveWritten(string method) =>
        !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method) && !HttpMethods.IsTrace(method);
}
