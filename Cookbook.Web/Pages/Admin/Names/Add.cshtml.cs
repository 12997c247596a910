using Cookbook.Data;
using Cookbook.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cookbook.Web.Pages.Admin.Names;

/// <summary>A new food or tag.</summary>
[Authorize(Policy = Permissions.Add)]
internal sealed class AddModel(CookbookDbContext db, AuditLog audit) : NamePage
{
    [BindProperty]
    public string? Name { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var name = Kind.Spell(Name ?? "");
        if (NameRule.Problem(Kind, name) is { } problem)
        {
            return Refuse(problem);
        }

        var named = Kind.New(name);
        db.Add(named);
        audit.Note($"added {Kind.One} {name}");
        return await db.SaveNameAsync(Kind, named, cancellationToken) is NameOutcome.Saved
            ? LocalRedirect($"~{Kind.AddressOf(named.Id)}?Done=added")
            : Refuse($"There is a {Kind.One} of this name already.");
    }

    private PageResult Refuse(string problem)
    {
        ModelState.AddModelError(nameof(Name), problem);
        return Page();
    }
}
