using Cookbook.Data;
using Cookbook.Data.History;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Web.Pages.Admin.Names;

/// <summary>A page for foods and for tags alike.</summary>
internal abstract class NamePage : PageModel
{
    public NameKind Kind => NameKind.Of((string)RouteData.Values["kind"]!);

    /// <summary>The name in a revision; null if there is none.</summary>
    protected async Task<string?> NameOfAsync(CookbookDbContext db, long? revision, CancellationToken cancellationToken)
    {
        var kind = Kind.One;
        var content = revision is null ? null : await db.Revisions.AsNoTracking()
            .Where(found => found.Id == revision && found.Kind == kind)
            .Select(found => found.Content)
            .SingleOrDefaultAsync(cancellationToken);
        return content is null ? null : RevisionContent.Read<NameContent>(content).Name;
    }
}
