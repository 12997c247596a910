using Cookbook.Data;
using Cookbook.Data.Recipes;
using Cookbook.Web.Accounts;
using Microsoft.AspNetCore.Mvc;

namespace Cookbook.Web.Pages.Admin.Names;

/// <summary>One food or tag: its name, and the recipes that use it.</summary>
[PostNeeds(Permissions.Change)]
internal sealed class ChangeModel(CookbookDbContext db, NameEditor names) : NamePage
{
    [BindProperty]
    public string? Name { get; set; }

    /// <summary>Of the row that whoever fills in the form has seen.</summary>
    [BindProperty]
    public uint Version { get; set; }

    /// <summary><c>added</c> or <c>renamed</c>, shown once.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    /// <summary>A revision whose name is to be had back.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Revision { get; set; }

    public NameInUse Stored { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync([FromRoute] int id, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        (Name, Version) = (Revision is { } revision ? await NameOfAsync(db, revision, id, cancellationToken) : Stored.Name, Stored.Version);
        return Name is null ? NotFound() : Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] int id, CancellationToken cancellationToken)
    {
        var name = Kind.Spell(Name ?? "");
        if (NameRule.Problem(Kind, name) is { } problem)
        {
            return await RefuseAsync(id, problem, cancellationToken);
        }

        return await names.RenameAsync(Kind, id, Version, name, cancellationToken) switch
        {
            NameOutcome.Saved => LocalRedirect($"~{Kind.AddressOf(id)}?Done=renamed"),
            NameOutcome.Same => LocalRedirect($"~{Kind.AddressOf(id)}"),
            NameOutcome.Taken => await RefuseAsync(id, $"There is a {Kind.One} of this name already.", cancellationToken),
            NameOutcome.Gone => NotFound(),
            _ => await ShowBothAsync(id, name, cancellationToken),
        };
    }

    /// <summary>Somebody else was faster. Saving once more is then done knowing their name.</summary>
    private async Task<IActionResult> ShowBothAsync(int id, string name, CancellationToken cancellationToken)
    {
        if (!await ReadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        ModelState.Remove(nameof(Version));
        Version = Stored.Version;
        ModelState.AddModelError(
            nameof(Name),
            $"While you had this page open, somebody named it “{Stored.Name}”. You typed “{name}”. Save again to put yours in place of theirs.");
        return Page();
    }

    private async Task<IActionResult> RefuseAsync(int id, string problem, CancellationToken cancellationToken)
    {
        ModelState.AddModelError(nameof(Name), problem);
        return await ReadAsync(id, cancellationToken) ? Page() : NotFound();
    }

    private async Task<bool> ReadAsync(int id, CancellationToken cancellationToken)
    {
        if (await Kind.InUseAsync(db, [id], cancellationToken) is not [var stored])
        {
            return false;
        }

        Stored = stored;
        return true;
    }
}
