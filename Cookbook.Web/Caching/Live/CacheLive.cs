using System.Net.ServerSentEvents;
using Cookbook.Web.Accounts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cookbook.Web.Caching.Live;

internal static class CacheLive
{
    public const string Address = AdminAddress.Cache + "/live";

    /// <summary>When a browser comes back after the end of a stream.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static void MapCacheLive(this WebApplication app) => app.MapGet(Address, Watch)
        .RequireAuthorization(Permissions.ManageCache)
        .DisableCookieRedirect()
        .DisableRequestTimeout()
        .WithName("WatchCache")
        .WithSummary("What this replica's cache does, one sample a second, as server-sent events.");

    private static Results<ServerSentEventsResult<CacheSample>, ProblemHttpResult> Watch(CacheWatch watch, CancellationToken cancellationToken) =>
        watch.IsFull
            ? TypedResults.Problem(
                $"{CacheWatch.MostWatchers} are watching already. Close one of the pages that do.",
                statusCode: StatusCodes.Status503ServiceUnavailable,
                title: "Too many are watching this replica's cache.")
            : TypedResults.ServerSentEvents(EventsAsync(watch, cancellationToken));

    private static async IAsyncEnumerable<SseItem<CacheSample>> EventsAsync(
        CacheWatch watch, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var sample in watch.WatchAsync(cancellationToken))
        {
            yield return new SseItem<CacheSample>(sample) { ReconnectionInterval = Pause };
        }
    }
}
