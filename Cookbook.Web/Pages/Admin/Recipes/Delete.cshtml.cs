using Cookbook.Data;
using Cookbook.Data.Recipes;
using Cookbook.Web.Accounts;
using Cookbook.Web.Editing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Web.Pages.Admin.Recipes;

/// <summary>What would be deleted and what goes along; then deletes it, all or nothing.</summary>
[Authorize(Policy = Permissions.Delete)]
internal sealed class DeleteModel(CookbookDbContext db, RecipeEditor editor) : PageModel
{
    [BindProperty(Name = "id", SupportsGet = true)]
    public int[] Ids { get; set; } = [];

    /// <summary>What was shown before it was confirmed: ids and the versions of their rows.</summary>
    [BindProperty]
    public Dictionary<int, uint> Seen { get; set; } = [];

    public IReadOnlyList<RecipeToDelete> Going { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        ModelState.IsValid ? await ShowAsync(cancellationToken) : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            return NotFound();
        }

        if (!await editor.NoteDeletionAsync(Seen, cancellationToken))
        {
            return await AskAgainAsync(cancellationToken);
        }

        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return await AskAgainAsync(cancellationToken);
        }

        return LocalRedirect($"~{RecipesAddress.List}?Deleted={Seen.Count}");
    }

    private async Task<IActionResult> AskAgainAsync(CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        ModelState.AddModelError("", "Somebody else has changed or deleted some of this since you opened the page. Nothing was deleted; look again.");
        return await ShowAsync(cancellationToken);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        Going = await db.RecipesToDeleteAsync(Ids, cancellationToken);
        return Going.Count == 0 && Ids.Length > 0 && ModelState.IsValid ? NotFound() : Page();
    }
}
