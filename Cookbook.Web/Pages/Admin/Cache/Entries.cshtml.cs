using Cookbook.Caching.Inspection;
using Cookbook.Web.Accounts;
using Cookbook.Web.Caching.Inspection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cookbook.Web.Pages.Admin.Cache;

/// <summary>
/// The pages that are cached: those that the replicas share in Redis, or those in this one's memory. Redis has no order and no numbers of
/// pages, so the list goes on from where it was and knows no other place.
/// </summary>
[Authorize(Permissions.ManageCache)]
internal sealed class EntriesModel(OutputCacheInspector inspector) : PageModel
{
    public const int RowsAPage = 50;

    public const string Memory = "memory";

    public const string Redis = "redis";

    [BindProperty(Name = "level", SupportsGet = true)]
    public string? Level { get; set; }

    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Query { get; set; }

    [BindProperty(Name = "cursor", SupportsGet = true)]
    public string? Cursor { get; set; }

    /// <summary>The address of the page that was deleted, as the form's redirect says it; whoever opens that later reads it again.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Deleted { get; set; }

    public EntryPage List { get; private set; } = new([], null);

    /// <summary>What of the address could not be understood.</summary>
    public string? Problem { get; private set; }

    /// <summary>Why Redis says nothing; the list is the memory's then.</summary>
    public string? Away { get; private set; }

    public bool IsMemory => Level == Memory;

    public bool IsFirst => string.IsNullOrEmpty(Cursor);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Level ??= inspector.IsRedisConfigured ? Redis : Memory;
        Problem = ProblemOfQuery();
        if (Problem is null)
        {
            try
            {
                await ReadAsync(cancellationToken);
            }
            catch (FormatException)
            {
                Problem = CacheInput.BadCursor;
            }
        }

        if (Problem is not null)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }
    }

    /// <summary>This list from another place on, or another list.</summary>
    public string AddressOf(string level, string? cursor = null) =>
        new[] { ("level", level), ("q", Given), ("cursor", cursor) }
            .Where(key => !string.IsNullOrEmpty(key.Item2))
            .Aggregate(QueryString.Empty, (query, key) => query.Add(key.Item1, key.Item2!))
            .Value!;

    private string? Given => string.IsNullOrWhiteSpace(Query) ? null : Query.Trim();

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        if (IsMemory)
        {
            List = inspector.InMemory(Given, Cursor, RowsAPage);
            return;
        }

        try
        {
            List = await inspector.SharedAsync(Given, Cursor, RowsAPage, cancellationToken);
        }
        catch (CacheUnavailableException exception)
        {
            // From its beginning: a place in the one list is none in the other.
            (Away, Level, Cursor) = (exception.Message, Memory, null);
            List = inspector.InMemory(Given, null, RowsAPage);
        }
    }

    private string? ProblemOfQuery()
    {
        if (Level is not (Memory or Redis))
        {
            return "There is no such list: pages lie in Redis and in memory.";
        }

        return Request.Query.ContainsKey("page")
            ? "This list has no numbers of pages. Go on from its first page with Next."
            : CacheInput.ProblemOfSearch(Query) ?? (IsMemory ? null : CacheInput.ProblemOfCursor(Cursor));
    }
}
