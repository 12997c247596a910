using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Cookbook.Caching.Http;
using Cookbook.Caching.Policy;
using Cookbook.Caching.Rendering;
using Cookbook.Caching.Store;
using Cookbook.Caching.Telemetry;
using Cookbook.Caching.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Cookbook.Caching;

/// <summary>
/// Answers a request with a page: from the first level, from the second, or from a render that it shares with others. A page is good
/// while the tokens that it was stamped with are the current ones; the tokens are looked at before the page is.
/// </summary>
internal sealed class PageCache(
    CurrentTokens tokens,
    PageShelf shelf,
    SecondLevel second,
    Flights flights,
    PageRenderer renderer,
    CacheMeter meter,
    IOptions<CoherentOutputCacheOptions> options,
    TimeProvider time)
{
    private const int MostTries = 3;

    /// <returns>The page and what was done; the page is null if the visitor must get a render of their own.</returns>
    public async ValueTask<(CachedPage? Page, CacheAnswer Answer)> AnswerAsync(HttpContext context, Arrival arrival, PageRequest request)
    {
        var cancellationToken = context.RequestAborted;
        for (var tries = 1; ; tries++)
        {
            // What was seen on arrival serves once; whoever looks again looks anew.
            var seen = tries == 1 && arrival.Second?.Key == request.Key.Text ? arrival.Second : null;
            var found = await (seen is null ? LookUpAsync(request, cancellationToken) : LookAtAsync(seen, request, cancellationToken));
            if (found.Answer is not null)
            {
                if (found.Refresh && found.View is not null)
                {
                    var (refresh, isNew) = flights.Join(() => RenderOrder.From(context, arrival, request), request, found.View, inBackground: true);
                    _ = isNew ? RestIfItFailsAsync(refresh, found.Page!, found.View) : Task.CompletedTask;
                }

                return (found.Page, found.Answer);
            }

            if (found.View is null)
            {
                return await RenderAloneAsync(RenderOrder.From(context, arrival, request), arrival, request, cancellationToken);
            }

            var (flight, isFirst) = flights.Join(() => RenderOrder.From(context, arrival, request), request, found.View, inBackground: false);
            if (await NobodyKnowsAsync(flight, found, request, cancellationToken))
            {
                return (found.Page, StandIn(found.Page!));
            }

            var rendered = await flight.Landed.WaitAsync(cancellationToken);
            if (!isFirst)
            {
                Activity.Current?.AddLink(new ActivityLink(flight.Span));
            }

            if (rendered.HasFailed)
            {
                return Failed(arrival, request, rendered, found, isFirst);
            }

            if (rendered.NotStored is not null)
            {
                return isFirst
                    ? (rendered.Page, Missed(found.Page, request, rendered.NotStored, isFirst: true))
                    : (null, CacheAnswer.Bypass(rendered.NotStored, request.Policy));
            }

            // A render may be older than a write of which this request knew when it came; what was found while rendering tells.
            if (isFirst || rendered.Page!.IsCurrentIn(found.View))
            {
                var answer = rendered.FoundIn is { } level ? Hit(rendered.Page!, level) : Missed(found.Page, request, rendered.IsOvertaken ? "overtaken" : null, isFirst);
                return (rendered.Page, answer);
            }

            if (tries == MostTries)
            {
                return (null, CacheAnswer.Bypass("overtaken", request.Policy));
            }
        }
    }

    /// <summary>Nobody knows the tokens, so whom else the render might be given to is not known either. It is given up like any other.</summary>
    private async ValueTask<(CachedPage? Page, CacheAnswer Answer)> RenderAloneAsync(
        RenderOrder order, Arrival arrival, PageRequest request, CancellationToken cancellationToken)
    {
        using var span = RenderSpan.Start(request.Policy);
        var rendered = await renderer.RenderAsync(order, request, view: null).WaitAsync(cancellationToken);
        if (rendered.HasFailed)
        {
            span?.SetStatus(ActivityStatusCode.Error);
            return Failed(arrival, request, rendered, new Found(null, null, null), isFirst: true);
        }

        return (rendered.Page, CacheAnswer.Bypass("tokens", request.Policy));
    }

    /// <summary>
    /// A Postgres that hangs holds the render as well, and for longer than it takes to notice. True once that is known, before the render has
    /// landed, if there is a last good copy to show.
    /// </summary>
    private async ValueTask<bool> NobodyKnowsAsync(Flight flight, Found found, PageRequest request, CancellationToken cancellationToken)
    {
        while (found.Page is not null && !flight.Landed.IsCompleted)
        {
            await ((Task)flight.Landed).WaitAsync(options.Value.TokenBudget, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            if (!flight.Landed.IsCompleted && await tokens.SeeAsync(request.Slots, cancellationToken) is null)
            {
                return true;
            }
        }

        return false;
    }

    private async ValueTask<Found> LookUpAsync(PageRequest request, CancellationToken cancellationToken)
    {
        using var span = LookupSpan.Start(request.Policy);
        var found = await FindAsync(request, seen: null, cancellationToken);
        span.Describe(found.Page, found.Answer, time);
        return found;
    }

    /// <summary>The span of that lookup is over: there is another if what was seen is the answer after all, late or for want of a better one.</summary>
    private async ValueTask<Found> LookAtAsync(SecondLook seen, PageRequest request, CancellationToken cancellationToken)
    {
        var found = await FindAsync(request, seen, cancellationToken);
        if (found.Answer is not null)
        {
            using var span = LookupSpan.Start(request.Policy);
            span.Describe(found.Page, found.Answer, time);
        }

        return found;
    }

    /// <param name="request">What is asked for.</param>
    /// <param name="seen">What the second level has, if it was asked already: then that was the lookup.</param>
    /// <param name="cancellationToken">Ends the waiting for tokens.</param>
    private async ValueTask<Found> FindAsync(PageRequest request, SecondLook? seen, CancellationToken cancellationToken)
    {
        var since = Stopwatch.GetTimestamp();
        var item = shelf.Find(request.Key);
        var page = item as CachedPage;
        var view = await tokens.SeeAsync(request.SlotsWith(page), cancellationToken);
        if (seen is null)
        {
            meter.LookedUp("l1", since);
        }

        if (item is Uncacheable mark && view is not null && mark.Stamps.AreCurrentIn(view) && time.GetTimestamp() < mark.Until)
        {
            return new Found(null, view, CacheAnswer.Bypass(mark.Reason, request.Policy));
        }

        if (view is not null && page is not null && page.IsCurrentIn(view) && page.Lifetime.IsFresh(time))
        {
            return new Found(page, view, Hit(page, "l1"));
        }

        var level = "l1";
        if (second.IsConfigured)
        {
            var other = seen is null ? await second.LookUpAsync(request.Key.Text) : seen.Page;
            if (other is not null && view is PartialTokens)
            {
                view = await tokens.SeeAsync(request.SlotsWith(other), cancellationToken);
            }

            if (other is not null && IsBetter(other, page, view))
            {
                other.RestLike(page);
                shelf.Keep(request.Key, other);
                (page, level) = (other, "l2");
            }
        }

        if (view is null)
        {
            // Postgres does not answer, so nobody can know; nor could the page be rendered, if it needs Postgres.
            return page is not null && page.Lifetime.MayStandIn(time) ? new Found(page, null, StandIn(page)) : new Found(null, null, null);
        }

        if (page is not null && page.IsCurrentIn(view))
        {
            if (page.Lifetime.IsFresh(time))
            {
                return new Found(page, view, Hit(page, level));
            }

            if (page.Lifetime.MayBeRefreshed(time))
            {
                return new Found(page, view, Hit(page, "stale-while-revalidate")) { Refresh = !page.IsResting(view, time) };
            }
        }

        return page is not null && page.Lifetime.MayStandIn(time)
            ? new Found(page, view, page.IsResting(view, time) ? StandIn(page) : null)
            : new Found(null, view, null);
    }

    private bool IsBetter(CachedPage other, CachedPage? page, TokenView? view) =>
        page is null
        || (view is not null && other.IsCurrentIn(view) != page.IsCurrentIn(view) ? other.IsCurrentIn(view) : other.Lifetime.Age(time) < page.Lifetime.Age(time));

    /// <summary>
    /// The last good copy, if there is one; for a second nobody else tries to render. Otherwise what went wrong: the answer that the
    /// application has made of it, or the exception, or that it took too long.
    /// </summary>
    private (CachedPage? Page, CacheAnswer Answer) Failed(Arrival arrival, PageRequest request, Rendered rendered, Found found, bool isFirst)
    {
        if (found is { Page: { } lastGood, View: { } view })
        {
            Rest(lastGood, view);
            return (lastGood, StandIn(lastGood));
        }

        if (rendered.Thrown is not null)
        {
            // Nobody writes it down behind an exception.
            arrival.Answer = Missed(null, request, rendered.NotStored, isFirst);
            ExceptionDispatchInfo.Throw(rendered.Thrown);
        }

        if (!isFirst && rendered.Page?.SetsCookie == true)
        {
            return (null, CacheAnswer.Bypass("set-cookie", request.Policy));
        }

        return (rendered.Page ?? PageMaker.Unavailable(request.Policy), Missed(null, request, rendered.NotStored, isFirst));
    }

    private async Task RestIfItFailsAsync(Flight refresh, CachedPage page, TokenView view)
    {
        if ((await refresh.Landed).HasFailed)
        {
            Rest(page, view);
        }
    }

    private void Rest(CachedPage page, TokenView view) => page.Rest(time.GetTimestamp() + time.TimestampFrequency, view);

    private CacheAnswer Hit(CachedPage page, string detail) => CacheAnswer.Hit(detail, page.Policy, TtlOf(page), page.RenderTime);

    private CacheAnswer StandIn(CachedPage page) =>
        new("stale", "stale-if-error", page.Policy) { Ttl = Math.Min(-1, TtlOf(page)), Saved = page.RenderTime };

    private static CacheAnswer Missed(CachedPage? stale, PageRequest request, string? notStored, bool isFirst) =>
        new("miss", notStored ?? "stored", request.Policy)
        {
            Forwarded = stale is null ? "uri-miss" : "stale",
            Stored = notStored is null && isFirst,
            Collapsed = !isFirst,
        };

    private long TtlOf(CachedPage page) => (long)Math.Floor((page.Lifetime.Fresh - page.Lifetime.Age(time)).TotalSeconds);

    /// <param name="Page">The page, or the last good copy of it.</param>
    /// <param name="View">The tokens as this request knows them; null if nobody does.</param>
    /// <param name="Answer">Null if the page must be rendered.</param>
    private sealed record Found(CachedPage? Page, TokenView? View, CacheAnswer? Answer)
    {
        public bool Refresh { get; init; }
    }
}
