using System.Data.Common;
using Cookbook.Caching.Inspection;
using Cookbook.Web.Accounts;
using Cookbook.Web.Caching.Inspection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cookbook.Web.Pages.Admin.Cache;

/// <summary>Says what goes along; then deletes every page that is cached.</summary>
[Authorize(Permissions.ManageCache)]
internal sealed class DeleteModel(OutputCacheInspector inspector, CacheChanges changes) : PageModel
{
    private CacheState? _state;

    /// <summary>As it is when the page is first asked for it.</summary>
    public CacheState State => _state ??= inspector.State;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        try
        {
            var deleted = await changes.DeleteEverythingAsync(cancellationToken);
            return LocalRedirect($"~{AdminAddress.Cache}?Deleted={deleted}");
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
            ViewData["ErrorsTitle"] = "Not everything was deleted";
            ModelState.AddModelError("", "Every page is stale, on every replica. Redis did not answer, so some still lie there; nobody gets them as if they were fresh. Delete again when Redis answers.");
        }

        return Page();
    }
}
