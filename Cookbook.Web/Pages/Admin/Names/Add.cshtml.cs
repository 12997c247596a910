using Cookbook.Data;
using Cookbook.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cookbook.Web.Pages.Admin.Names;

/// <summary>A new food or tag.</summary>
[Authorize(Policy = Permissions.Add)]
internal sealed class AddModel(CookbookDbContext db, NameEditor names) : NamePage
{
    [BindProperty]
    public string? Name { get; set; }

    /// <summary>A revision of what was deleted, whose name is to be had back.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Revision { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Name = Revision is { } revision ? await NameOfAsync(db, revision, null, cancellationToken) : "";
        return Name is null ? NotFound() : Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var name = Kind.Spell(Name ?? "");
        if (NameRule.Problem(Kind, name) is { } problem)
        {
            return Refuse(problem);
        }

        var (outcome, id) = await names.AddAsync(Kind, name, cancellationToken);
        return outcome is NameOutcome.Saved
            ? LocalRedirect($"~{Kind.AddressOf(id)}?Done=added")
            : Refuse($"There is a {Kind.One} of this name already.");
    }

    private PageResult Refuse(string problem)
    {
        ModelState.AddModelError(nameof(Name), problem);
        return Page();
    }
}
