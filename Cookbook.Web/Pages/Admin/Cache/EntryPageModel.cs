using System.Data.Common;
using Cookbook.Caching.Inspection;
using Cookbook.Web.Accounts;
using Cookbook.Web.Caching.Inspection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cookbook.Web.Pages.Admin.Cache;

/// <summary>A page about one cached page, which its key names.</summary>
internal abstract class EntryPageModel(OutputCacheInspector inspector) : PageModel
{
    protected OutputCacheInspector Inspector { get; } = inspector;

    /// <summary>From the query alone: a form's field of this name would come first.</summary>
    [BindProperty(SupportsGet = true)]
    [FromQuery(Name = "key")]
    public string? Key { get; set; }

    /// <summary>Null if there is none of this key, or the key is none.</summary>
    public CacheEntry? Entry { get; protected set; }

    /// <summary>Why there is no entry to show.</summary>
    public string? Missing { get; protected set; }

    public string Address => $"{AdminAddress.Cache}/entry{QueryString.Create("key", Key ?? "")}";

    /// <summary>False, with the status and the words for it, if there is none.</summary>
    protected async Task<bool> FindAsync(CancellationToken cancellationToken)
    {
        if (CacheInput.ProblemOfKey(Key) is { } problem)
        {
            (Missing, Response.StatusCode) = (problem, StatusCodes.Status400BadRequest);
            return false;
        }

        Entry = await LookAsync(cancellationToken);
        if (Entry is null)
        {
            (Missing, Response.StatusCode) = (
                Inspector.IsRedisAway
                    ? "This replica’s memory has no page of this key, and Redis does not answer. Try again when it does."
                    : "There is no page of this key in the cache, or no longer: it may have been deleted, or its time is over.",
                StatusCodes.Status404NotFound);
        }

        return Entry is not null;
    }

    protected virtual Task<CacheEntry?> LookAsync(CancellationToken cancellationToken) => Inspector.FindAsync(Key!, cancellationToken);

    /// <summary>False, with the error on the page, if Postgres or Redis did not do all of it.</summary>
    protected async Task<bool> TryAsync(Task change)
    {
        try
        {
            await change;
            return true;
        }
        catch (DbException)
        {
            ViewData["ErrorsTitle"] = "Nothing was changed";
            ModelState.AddModelError("", CacheChanges.PostgresAway);
        }
        catch (UnwrittenChangeException exception)
        {
            ViewData["ErrorsTitle"] = "It was not written down";
            ModelState.AddModelError("", exception.Message);
        }
        catch (CacheUnavailableException)
        {
            ViewData["ErrorsTitle"] = "It was not deleted everywhere";
            ModelState.AddModelError("", "The page is stale on every replica, and gone from this one’s memory. Redis did not answer, so it still lies there. Delete it again when Redis answers.");
        }

        return false;
    }
}
