using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Cookbook.LocalHosting.Dashboard.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Cookbook.LocalHosting.Dashboard.Pages.Live;

/// <summary>Tells an open page, by server-sent events, that it is out of date; the page then fetches itself again.</summary>
internal static class ChangeStream
{
    /// <summary>However much arrives, nobody reads faster.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public static void MapChanges(this IEndpointRouteBuilder endpoints, IReadOnlyDictionary<string, Changes> subjects, TimeProvider time, CancellationToken stopping) =>
        endpoints.MapGet("/changes", Results<ServerSentEventsResult<string>, NotFound<string>> (string? of, CancellationToken cancellationToken) =>
            of is not null && subjects.TryGetValue(of, out var changes)
                ? TypedResults.ServerSentEvents(EventsAsync(changes, time, stopping, cancellationToken))
                : TypedResults.NotFound($"of must be one of {string.Join(", ", subjects.Keys)}."));

    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(
        Changes changes, TimeProvider time, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // An open page must not hold up the end of the AppHost.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        while (!end.IsCancellationRequested)
        {
            // The first at once: between the page and this stream something may have changed.
            var next = changes.Next;
            yield return new SseItem<string>("", "change");
            await next.WaitAsync(end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(Pause, time, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
