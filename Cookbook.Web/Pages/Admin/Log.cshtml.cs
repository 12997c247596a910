using Cookbook.Data;
using Cookbook.Data.Accounts;
using Cookbook.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Cookbook.Web.Pages.Admin;

/// <summary>Who has done what, and who has tried to sign in; the latest first.</summary>
[Authorize(Policy = Permissions.ManageAccounts)]
internal sealed class LogModel(CookbookDbContext db) : ListPage("-at")
{
    public Paged<AuditEntry> List { get; private set; } = new([], 1, RowsAPage, 0);

    public override string Address => AdminAddress.Home + "/log";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid || await db.AuditAsync(Given(Query), Number, RowsAPage, cancellationToken) is not { } list)
        {
            return NotFound();
        }

        List = list;
        return Page();
    }
}
