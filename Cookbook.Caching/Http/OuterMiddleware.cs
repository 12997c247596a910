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
/// The outer middleware. A page in the first level is answered here, before routing, authentication and everything else; so is one in the
/// second, where its address has had one before. Of what goes on, it notes the arrival; and after a write it lets the answer wait until
/// this process knows of the write.
/// </summary>
internal sealed class OuterMiddleware(
    RequestDelegate next,
    TokenBook book,
    TokenListener listener,
    PageShelf shelf,
    SecondLevel second,
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
            && book.Sure is { } snapshot)
        {
            if (shelf.Find(path, context.Request) is { } page && IsGood(page, snapshot, out var age))
            {
                return ServeFirstAsync(context, path, page, age, snapshot, since);
            }

            if (second.IsConfigured && shelf.Recall(path, context.Request) is var (key, policy))
            {
                return AskSecondAsync(context, key, policy, snapshot, since);
            }
        }

        return PassAsync(context, new Arrival(context, next, path));
    }

    private bool IsGood(CachedPage page, TokenSnapshot snapshot, out TimeSpan age)
    {
        age = page.Lifetime.Age(time);
        return page.IsCurrentIn(snapshot) && age < page.Lifetime.Fresh;
    }

    private Task ServeFirstAsync(HttpContext context, string path, CachedPage page, TimeSpan age, TokenSnapshot snapshot, long since)
    {
        using var span = LookupSpan.Start(page.Policy);
        var answer = Hit("l1", page, age);
        span.Describe(page, answer, time);
        meter.LookedUp("l1", since);

        // The report counts this hit as well.
        var written = WriteAsync(context, page, answer, age);
        context.Features.Get<CacheReport>()?.Conclude(answer, shelf.KeyOf(path, context.Request), page, inMemory: true, snapshot, time);
        return written;
    }

    /// <summary>What is found and is no answer goes on with the request, so that Redis is asked once.</summary>
    private async Task AskSecondAsync(HttpContext context, PageKey key, string policy, TokenSnapshot snapshot, long since)
    {
        var (page, answer, age) = await LookInSecondAsync(key, policy, snapshot, since);
        if (page is null || answer is null)
        {
            await PassAsync(context, new Arrival(context, next, key.Path) { Second = new SecondLook(key.Text, page) });
            return;
        }

        var written = WriteAsync(context, page, answer, age);
        context.Features.Get<CacheReport>()?.Conclude(answer, key.Text, page, inMemory: shelf.Find(key) == page, snapshot, time);
        await written;
    }

    /// <returns>What was found; without an answer it may be shown to nobody as it is.</returns>
    private async ValueTask<(CachedPage? Page, CacheAnswer? Answer, TimeSpan Age)> LookInSecondAsync(
        PageKey key, string policy, TokenSnapshot snapshot, long since)
    {
        using var span = LookupSpan.Start(policy);
        meter.LookedUp("l1", since);
        var page = await second.LookUpAsync(key.Text);
        if (page is null || !IsGood(page, snapshot, out var age))
        {
            span.Describe(page, answer: null, time);
            return (page, null, default);
        }

        page.RestLike(shelf.Find(key) as CachedPage);
        shelf.Keep(key, page);
        var answer = Hit("l2", page, age);
        span.Describe(page, answer, time);
        return (page, answer, age);
    }

    private static CacheAnswer Hit(string level, CachedPage page, TimeSpan age) =>
        CacheAnswer.Hit(level, page.Policy, (long)(page.Lifetime.Fresh - age).TotalSeconds, page.RenderTime);

    private Task WriteAsync(HttpContext context, CachedPage page, CacheAnswer answer, TimeSpan age)
    {
        Name(context, page);
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
