using Cookbook.Data;
using Cookbook.Data.History;

namespace Cookbook.Web.Pages.Admin.History;

/// <summary>What was deleted last, with the way to its history.</summary>
internal sealed class DeletedModel(CookbookDbContext db) : HistoryPage
{
    public const int Latest = 200;

    public IReadOnlyList<Revision> Deleted { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => Deleted = await db.DeletedAsync(Kind, Latest, cancellationToken);
}
