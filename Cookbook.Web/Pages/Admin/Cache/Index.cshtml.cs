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
    private CacheState? _state;

    [BindProperty]
    public string? Tag { get; set; }

    /// <summary>It was done, says the address to which the form leads; whoever opens that address later reads it again.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Emptied { get; set; }

    /// <summary>The tag that was made stale; said by the address, like the one above.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Stale { get; set; }

    /// <summary>How many keys were deleted from Redis; said by the address, like those above.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Deleted { get; set; }

    /// <summary>As it is when the page is first asked for it.</summary>
    public CacheState State => _state ??= inspector.State;

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
        }
        catch (UnwrittenChangeException exception)
        {
            ViewData["ErrorsTitle"] = "It was not written down";
            ModelState.AddModelError("", exception.Message);
        }

        return Page();
    }
}
