using Cookbook.Data;
using Cookbook.Data.History;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Web.Pages.Admin.Names;

/// <summary>A page for foods and for tags alike.</summary>
internal abstract class NamePage : PageModel
{
    public NameKind Kind => NameKind.Of((string)RouteData.Values["kind"]!);

    /// <summary>The name in a revision; null if there is no such revision.</summary>
    /// <param name="db">The context.</param>
    /// <param name="revision">Its id.</param>
    /// <param name="id">Of the food or tag that it must be of; null for any, to add one like it.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    protected async Task<string?> NameOfAsync(CookbookDbContext db, long revision, int? id, CancellationToken cancellationToken)
    {
        var kind = Kind.One;
        var content = await db.Revisions.AsNoTracking()
            .Where(found => found.Id == revision && found.Kind == kind && (id == null || found.ObjectId == id))
            .Select(found => found.Content)
            .SingleOrDefaultAsync(cancellationToken);
        return content is null ? null : RevisionContent.Read<NameContent>(content).Name;
    }
}
