using System.Globalization;
using Cookbook.Caching.Inspection;
using Cookbook.Web.Accounts;
using Cookbook.Web.Caching.Inspection;
using Cookbook.Web.Pages.Admin.Cache;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cookbook.Web.Api;

/// <summary>
/// The cache inspector for programs: what the pages under /admin/cache show and do, for the same people.
/// </summary>
/// <remarks>
/// The session's cookie is all that a change needs, so another site must not be able to send one. What it can send with the cookie is a
/// link that somebody follows (SameSite=Lax), which is a GET and changes nothing here; and a POST must be JSON, and a DELETE be a DELETE,
/// which a browser sends from elsewhere only after asking, and this site allows no other (CORS).
/// </remarks>
internal static class CacheApi
{
    private const int MostEntries = 200;

    public static void MapCacheApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/cache")
            .RequireAuthorization(Permissions.ManageCache)
            .DisableCookieRedirect()
            .AddEndpointFilter(KeepNothingAsync)
            .AddEndpointFilter(TellOutagesAsync);
        api.MapGet("/state", State).WithName("CacheState").WithSummary("How this replica's cache is.");
        api.MapGet("/entries", EntriesAsync).WithName("CacheEntries").WithSummary("The pages in Redis, or in this replica's memory.");
        api.MapGet("/entry", EntryAsync).WithName("CacheEntry").WithSummary("All about one cached page.");
        api.MapGet("/response", ResponseAsync).WithName("CacheResponse").WithSummary("The body of a cached page, to download.");
        api.MapGet("/why", WhyAsync).WithName("WhyNotCached").WithSummary("What the cache does about an address, and why.");
        api.MapPost("/stale", StaleAsync).WithName("MakeStale").WithSummary("Makes a page, a tag or everything stale, on every replica.");
        api.MapDelete("/entry", DeleteAsync).WithName("DeleteCacheEntry").WithSummary("Deletes a page from the cache, its last good copy too.");
        api.MapDelete("/entries", DeleteAllAsync).WithName("DeleteCacheEntries").WithSummary("Deletes every page from the cache, the last good copies too.");
    }

    private static Ok<CacheState> State(OutputCacheInspector inspector) => TypedResults.Ok(inspector.State);

    private static async Task<Results<Ok<CachedPages>, ValidationProblem>> EntriesAsync(
        string? level, string? search, string? cursor, string? count, OutputCacheInspector inspector, CancellationToken cancellationToken)
    {
        var most = EntriesModel.RowsAPage;
        if (level is not (null or EntriesModel.Redis or EntriesModel.Memory))
        {
            return Invalid("level", "The level is redis or memory.");
        }

        if (CacheInput.ProblemOfSearch(search) is { } problem)
        {
            return Invalid("search", problem);
        }

        if (count is not null && (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out most) || most is < 1 or > MostEntries))
        {
            return Invalid("count", string.Create(CultureInfo.InvariantCulture, $"The count lies between 1 and {MostEntries}."));
        }

        // In memory a page's key is the place to go on from, and that is longer.
        if (level != EntriesModel.Memory && CacheInput.ProblemOfCursor(cursor) is { } badCursor)
        {
            return Invalid("cursor", badCursor);
        }

        try
        {
            var list = level == EntriesModel.Memory
                ? inspector.InMemory(search, cursor, most)
                : await inspector.SharedAsync(search, cursor, most, cancellationToken);
            return TypedResults.Ok(new CachedPages([.. list.Entries.Select(CachedPageAnswer.Of)], list.Next));
        }
        catch (FormatException)
        {
            return Invalid("cursor", CacheInput.BadCursor);
        }
    }

    private static async Task<Results<Ok<CachedPageDetails>, ValidationProblem, ProblemHttpResult>> EntryAsync(
        string? key, OutputCacheInspector inspector, CancellationToken cancellationToken)
    {
        if (CacheInput.ProblemOfKey(key) is { } problem)
        {
            return Invalid("key", problem);
        }

        return await inspector.FindAsync(key!, cancellationToken) is { } entry
            ? TypedResults.Ok(new CachedPageDetails(CachedPageAnswer.Of(entry), entry.Headers))
            : NoSuchPage();
    }

    /// <summary>As bytes of no known type, to be kept as a file: HTML that runs here would run as the one who looks.</summary>
    private static async Task<Results<FileContentHttpResult, ValidationProblem, ProblemHttpResult>> ResponseAsync(
        string? key, OutputCacheInspector inspector, CancellationToken cancellationToken)
    {
        if (CacheInput.ProblemOfKey(key) is { } problem)
        {
            return Invalid("key", problem);
        }

        return await inspector.ReadAsync(key!, cancellationToken) is { } response
            ? TypedResults.Bytes(response.Body.ToArray(), "application/octet-stream", FileNameOf(response.Entry.Key))
            : NoSuchPage();
    }

    private static async Task<Results<Ok<WhyAnswer>, ValidationProblem>> WhyAsync(
        string? address, HttpRequest request, OutputCacheInspector inspector, CancellationToken cancellationToken)
    {
        if (CacheInput.ProblemOfAddress(address, request.Host, out var path) is { } problem)
        {
            return Invalid("address", problem);
        }

        var report = await inspector.AskAsync(path, request, cancellationToken);
        return TypedResults.Ok(new WhyAnswer(
            path,
            report.Result,
            report.Reason.Name,
            report.Reason.Means,
            report.Reason.Remedy,
            !report.IsNotKept,
            report.Policy,
            report.CacheStatus,
            report.Key?.Text,
            report.Entry is { } entry ? CachedPageAnswer.Of(entry) : null));
    }

    private static async Task<Results<NoContent, ValidationProblem>> StaleAsync(ToMakeStale what, CacheChanges changes, CancellationToken cancellationToken)
    {
        if ((what.Key is null ? 0 : 1) + (what.Tag is null ? 0 : 1) + (what.Everything ? 1 : 0) != 1)
        {
            return Invalid("", "Say exactly one: key, tag, or everything as true.");
        }

        if (what.Key is not null && CacheInput.ProblemOfKey(what.Key) is { } problemOfKey)
        {
            return Invalid("key", problemOfKey);
        }

        if (what.Tag is not null && CacheInput.ProblemOfTag(what.Tag) is { } problemOfTag)
        {
            return Invalid("tag", problemOfTag);
        }

        await (what switch
        {
            { Key: { } key } => changes.MakeStaleAsync(key, cancellationToken),
            { Tag: { } tag } => changes.MakeTagStaleAsync(tag, cancellationToken),
            _ => changes.MakeEverythingStaleAsync(cancellationToken),
        });
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> DeleteAsync(
        string? key, OutputCacheInspector inspector, CacheChanges changes, CancellationToken cancellationToken)
    {
        if (CacheInput.ProblemOfKey(key) is { } problem)
        {
            return Invalid("key", problem);
        }

        if (await inspector.FindAsync(key!, cancellationToken) is null && !inspector.IsRedisAway)
        {
            return NoSuchPage();
        }

        await changes.DeleteAsync(key!, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<DeletedAnswer>> DeleteAllAsync(CacheChanges changes, CancellationToken cancellationToken) =>
        TypedResults.Ok(new DeletedAnswer(await changes.DeleteEverythingAsync(cancellationToken)));

    private static ValidationProblem Invalid(string field, string problem) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]> { [field] = [problem] });

    private static ProblemHttpResult NoSuchPage() => TypedResults.Problem(
        "It may have been deleted, or its time is over.", statusCode: StatusCodes.Status404NotFound, title: "There is no page of this key in the cache.");

    /// <summary>"/recipes/dal-tadka" gives "recipes-dal-tadka.cached".</summary>
    private static string FileNameOf(CacheKey key)
    {
        var name = string.Concat(key.Address.Select(sign => char.IsAsciiLetterOrDigit(sign) ? sign : '-')).Trim('-');
        return $"{(name.Length == 0 ? "home" : name[..Math.Min(name.Length, 100)])}.cached";
    }

    private static ValueTask<object?> KeepNothingAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return next(context);
    }

    private static async ValueTask<object?> TellOutagesAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (System.Data.Common.DbException)
        {
            return TypedResults.Problem(
                CacheChanges.PostgresAway, statusCode: StatusCodes.Status503ServiceUnavailable, title: "Postgres does not answer.");
        }
        catch (UnwrittenChangeException exception)
        {
            return TypedResults.Problem(
                exception.Message, statusCode: StatusCodes.Status503ServiceUnavailable, title: "It was done, and could not be written down.");
        }
        catch (CacheUnavailableException exception)
        {
            // Postgres comes first: what was to be deleted is stale by then.
            var left = HttpMethods.IsDelete(context.HttpContext.Request.Method) ? " What was to be deleted is stale on every replica, and may still lie there." : "";
            return TypedResults.Problem(
                exception.Message + left, statusCode: StatusCodes.Status503ServiceUnavailable, title: "Redis cannot be asked.");
        }
    }
}
