using Cookbook.Data;
using Cookbook.Data.History;
using Cookbook.Data.Recipes;
using Cookbook.Web.Accounts;
using Cookbook.Web.Editing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Cookbook.Web.Pages.Admin.Names;

/// <summary>What would be deleted, what goes along and what stands in the way; then deletes it, all or nothing.</summary>
[Authorize(Policy = Permissions.Delete)]
internal sealed class DeleteModel(CookbookDbContext db, Revisions revisions, AuditLog audit) : NamePage
{
    [BindProperty(Name = "id", SupportsGet = true)]
    public int[] Ids { get; set; } = [];

    /// <summary>What was shown before it was confirmed: ids and the versions of their rows.</summary>
    [BindProperty]
    public Dictionary<int, uint> Seen { get; set; } = [];

    public IReadOnlyList<NameInUse> Going { get; private set; } = [];

    public IReadOnlyList<NameInUse> Staying { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        ModelState.IsValid ? await ShowAsync(cancellationToken) : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            return NotFound();
        }

        var chosen = await Kind.FindAsync(db, Seen.Keys, cancellationToken);
        if (chosen.Count < Seen.Count)
        {
            return await AskAgainAsync("Somebody else has deleted some of this since you opened the page.", cancellationToken);
        }

        await revisions.NoteDeletedAsync(Kind.One, [.. chosen.Select(named => (named.Id, new NameContent(named.Name)))], cancellationToken);
        foreach (var named in chosen)
        {
            audit.Note($"deleted {Kind.One} {named.Name}");
            db.Entry(named).Property(nameof(INamed.Version)).OriginalValue = Seen[named.Id];
            db.Remove(named);
        }

        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return await AskAgainAsync("Somebody else has changed some of this since you opened the page.", cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException
        {
            // From PostgreSQL 18 on the second.
            SqlState: PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.RestrictViolation,
        })
        {
            return await AskAgainAsync($"A recipe uses some of these {Kind.Many}.", cancellationToken);
        }

        return LocalRedirect($"~{Kind.Address}?Deleted={Seen.Count}");
    }

    private async Task<IActionResult> AskAgainAsync(string why, CancellationToken cancellationToken)
    {
        ModelState.AddModelError("", $"{why} Nothing was deleted; look again.");
        return await ShowAsync(cancellationToken);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken cancellationToken)
    {
        var chosen = await Kind.InUseAsync(db, Ids, cancellationToken);
        if (chosen.Count == 0 && Ids.Length > 0)
        {
            return NotFound();
        }

        Staying = chosen.FindAll(named => Kind.StaysInUse && named.Recipes > 0);
        Going = chosen.FindAll(named => !Kind.StaysInUse || named.Recipes == 0);
        return Page();
    }
}
