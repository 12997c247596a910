using System.Data.Common;
using Cookbook.Caching;
using Cookbook.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cookbook.Web.Pages.Admin;

/// <summary>Makes every cached page stale. Nobody needs it after a change of recipes; it is for what the database does not know of.</summary>
[Authorize(Permissions.ManageCache)]
internal sealed class CacheModel(OutputCachePurge purge, AuditLog audit) : PageModel
{
    /// <summary>Shown once, after it was done.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Emptied { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        try
        {
            await purge.EverythingAsync(cancellationToken);
        }
        catch (DbException)
        {
            ModelState.AddModelError("", "Postgres did not confirm it, so no page has become stale. Try again when it answers.");
            return Page();
        }

        await audit.AddAsync("emptied the cache", cancellationToken);
        return RedirectToPage(new { Emptied = true });
    }
}
