using System.Collections.Concurrent;
using System.Diagnostics;
using Cookbook.Caching.Policy;
using Cookbook.Caching.Store;
using Cookbook.Caching.Telemetry;
using Cookbook.Caching.Tokens;
using Microsoft.Extensions.Options;

namespace Cookbook.Caching.Rendering;

/// <summary>
/// One render at a time for each page and state of its tokens: the first request begins it, the others join. It belongs to none of them:
/// whoever goes away, it is completed and its page is kept. Across replicas a lease in Redis keeps it near one.
/// </summary>
internal sealed class Flights(
    PageRenderer renderer,
    PageShelf shelf,
    SecondLevel second,
    StoreQueue queue,
    IOptions<CoherentOutputCacheOptions> options,
    TimeProvider time)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentDictionary<string, Flight> _flights = new(StringComparer.Ordinal);

    /// <param name="order">What to render.</param>
    /// <param name="page">What the policies said of it.</param>
    /// <param name="view">The tokens as this request knows them; no older render is joined.</param>
    /// <param name="inBackground">Nobody waits for it.</param>
    /// <returns>The render, and whether this request began it.</returns>
    public (Flight Flight, bool IsFirst) Join(Func<RenderOrder> order, PageRequest page, TokenView view, bool inBackground)
    {
        var key = Stamps.Take(view, page.Slots) is { } stamps ? page.Key.Under(stamps) : page.Key.Text;
        if (_flights.TryGetValue(key, out var flight))
        {
            return (flight, false);
        }

        var looked = time.GetTimestamp();
        var made = order();
        var mine = new Flight();
        flight = _flights.GetOrAdd(key, mine);
        if (flight != mine)
        {
            return (flight, false);
        }

        // Nothing of the visitor's request flows into it, neither its context nor what others have hung onto that. Only the trace.
        var parent = Activity.Current?.Context ?? default;
        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Run(() => FlyAsync(key, mine, made, page, view, looked, parent, inBackground));
        }

        return (mine, true);
    }

    private async Task FlyAsync(
        string key, Flight flight, RenderOrder order, PageRequest page, TokenView view, long looked, ActivityContext parent, bool inBackground)
    {
        var rendered = new Rendered(null, "exception") { Thrown = new InvalidOperationException("The render ended without an answer.") };
        try
        {
            using var span = inBackground
                ? CacheTelemetry.Source.StartActivity("cache render", ActivityKind.Internal, default(ActivityContext), links: [new ActivityLink(parent)])
                : CacheTelemetry.Source.StartActivity("cache render", ActivityKind.Internal, parent);
            flight.Span = span?.Context ?? default;
            span?.SetTag("cache.policy", page.Policy);

            rendered = FromShelf(page, view) ?? await FromAnotherReplicaAsync(key, page, view, looked) ?? await RenderAsync(key, order, page, view);

            span?.SetTag("cache.stored", rendered.NotStored is null);
            span?.SetTag("cache.not_stored.reason", rendered.NotStored);
            if (rendered.HasFailed)
            {
                span?.SetStatus(ActivityStatusCode.Error, rendered.NotStored);
            }
        }
        finally
        {
            _flights.TryRemove(KeyValuePair.Create(key, flight));
            flight.Land(rendered);
        }
    }

    private async Task<Rendered> RenderAsync(string key, RenderOrder order, PageRequest page, TokenView view)
    {
        var rendered = await renderer.RenderAsync(order, page, view);
        if (rendered is { NotStored: null, Page: { } overtaken } && IsOvertaken(page, overtaken))
        {
            rendered = rendered with { IsOvertaken = true };
        }
        else if (rendered is { NotStored: null, Page: { } made })
        {
            shelf.Keep(page.Key, made);
            if (made.Status == 200 && second.IsConfigured)
            {
                queue.Add(page.Key.Text, made, key);
                return rendered;
            }
        }
        else if (rendered is { HasFailed: false, NotStored: { } reason } && Stamps.Take(view, page.Slots) is { } stamps)
        {
            var until = time.GetTimestamp() + (long)(options.Value.ShortTtl.TotalSeconds * time.TimestampFrequency);
            shelf.Keep(page.Key, new Uncacheable(reason, stamps, until));
        }

        if (second.IsConfigured)
        {
            await second.ReleaseAsync(key);
        }

        return rendered;
    }

    /// <summary>Whoever began this had looked before the page was there: another look costs nothing.</summary>
    private Rendered? FromShelf(PageRequest page, TokenView view) =>
        shelf.Find(page.Key) is CachedPage there && there.IsCurrentIn(view) && there.Lifetime.IsFresh(time) ? new Rendered(there, null) { FoundIn = "l1" } : null;

    /// <summary>A page whose render began later is there; what this one has not seen must not take its place.</summary>
    private bool IsOvertaken(PageRequest page, CachedPage made) =>
        shelf.Find(page.Key) is CachedPage there && there.Lifetime.Made > made.Lifetime.Made;

    /// <summary>If another replica renders the page now, or has done so since it was looked for: the page, once it is there. Null if we must do it ourselves.</summary>
    private async Task<Rendered?> FromAnotherReplicaAsync(string key, PageRequest page, TokenView view, long looked)
    {
        if (!second.IsConfigured || options.Value.LeaseWait <= TimeSpan.Zero)
        {
            return null;
        }

        using var patience = new CancellationTokenSource(options.Value.LeaseWait, time);
        using var glances = new PeriodicTimer(Glance, time);
        for (var isFirst = true; !patience.IsCancellationRequested; isFirst = false)
        {
            // Between a look and the lease another replica may have stored the page and given the lease back; who has just looked need not fear that.
            var isOurs = await second.LeaseAsync(key, options.Value.RenderTimeout);
            if (isOurs && isFirst && time.GetElapsedTime(looked) < Glance)
            {
                return null;
            }

            if (!isOurs)
            {
                await glances.WaitForNextTickAsync();
            }

            if (await second.FindAsync(page.Key.Text) is { } found && found.IsCurrentIn(view) && found.Lifetime.IsFresh(time))
            {
                if (isOurs)
                {
                    await second.ReleaseAsync(key);
                }

                shelf.Keep(page.Key, found);
                return new Rendered(found, null) { FoundIn = "l2" };
            }

            if (isOurs)
            {
                return null;
            }
        }

        return null;
    }
}
