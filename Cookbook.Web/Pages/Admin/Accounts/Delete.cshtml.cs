using Cookbook.Data;
using Cookbook.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Web.Pages.Admin.Accounts;

/// <summary>Which accounts would be deleted; then deletes them, all or none.</summary>
[Authorize(Permissions.ManageAccounts)]
internal sealed class DeleteModel(CookbookDbContext db, AuditLog audit) : PageModel
{
    [BindProperty(Name = "id", SupportsGet = true)]
    public int[] Ids { get; set; } = [];

    /// <summary>What was shown before it was confirmed.</summary>
    [BindProperty]
    public int[] Seen { get; set; } = [];

    public IReadOnlyList<AccountRow> Going { get; private set; } = [];

    public bool IncludesOwn { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        ModelState.IsValid ? await ShowAsync(cancellationToken) : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var accounts = await db.Accounts.Where(account => Seen.Contains(account.Id)).ToListAsync(cancellationToken);
        if (!ModelState.IsValid || accounts.Count < Seen.Length || accounts.Exists(account => account.Email == User.Identity!.Name))
        {
            return await AskAgainAsync(cancellationToken);
        }

        foreach (var account in accounts)
        {
            audit.Note($"deleted {account.Email}");
            db.Remove(account);
        }

        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return await AskAgainAsync(cancellationToken);
        }

        return LocalRedirect($"~{AdminAddress.Accounts}?Deleted={accounts.Count}");
    }

    private Task<IActionResult> AskAgainAsync(CancellationToken cancellationToken)
    {
        ModelState.AddModelError("", "Some of these accounts cannot be deleted, or somebody else has changed them. Nothing was deleted; look again.");
        return ShowAsync(cancellationToken);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        var chosen = await db.AccountsAsync(Ids, cancellationToken);
        if (chosen.Count == 0 && Ids.Length > 0 && ModelState.ErrorCount == 0)
        {
            return NotFound();
        }

        IncludesOwn = chosen.Exists(account => account.Email == User.Identity!.Name);
        Going = chosen.FindAll(account => account.Email != User.Identity!.Name);
        return Page();
    }
}
