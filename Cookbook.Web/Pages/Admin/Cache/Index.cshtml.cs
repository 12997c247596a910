using System.Data.Common;
using Cookbook.Caching.Inspection;
using Cookbook.Web.Accounts;
using Cookbook.Web.Caching.Inspection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cookbook.Web.Pages.Admin.Cache;

/// <summary>
/// How the cache is and what it does, and what makes pages stale by hand. Nobody needs that after a change of recipes; it is for what the
/// database does not know of.
/// </summary>
[Authorize(Permissions.ManageCache)]
internal sealed class IndexModel(OutputCacheInspector inspector, CacheChanges changes) : PageModel
{
    [BindProperty]
    public string? Tag { get; set; }

    /// <summary>Shown once, after it was done.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Emptied { get; set; }

    /// <summary>The tag that was made stale; shown once.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Stale { get; set; }

    /// <summary>How many keys were deleted from Redis; shown once.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Deleted { get; set; }

    public CacheState State => inspector.State;

    public Task<IActionResult> OnPostAsync(CancellationToken cancellationToken) =>
        TryAsync(changes.MakeEverythingStaleAsync(cancellationToken), new { Emptied = true });

    public async Task<IActionResult> OnPostTagAsync(CancellationToken cancellationToken)
    {
        var tag = Tag?.Trim();
        if (CacheInput.ProblemOfTag(tag) is { } problem)
        {
            ModelState.AddModelError(nameof(Tag), problem);
            return Page();
        }

        return await TryAsync(changes.MakeTagStaleAsync(tag!, cancellationToken), new { Stale = tag });
    }

    private async Task<IActionResult> TryAsync(Task change, object done)
    {
        try
        {
            await change;
            return RedirectToPage(done);
        }
        catch (DbException)
        {
            ModelState.AddModelError("", CacheChanges.PostgresAway);
            return Page();
        }
    }
}
