using Cookbook.Data;
using Cookbook.Data.Recipes;
using Cookbook.Web.Editing;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Web.Pages.Admin.Names;

internal sealed class FoodKind() : NameKind("food", "foods", Food.MaxName)
{
    public override bool StaysInUse => true;

    public override string Turn => InTurn.Foods;

    public override IQueryable<NameRow> Names(CookbookDbContext db, bool unused = false) => db.FoodNames(unused);

    public override Task<List<NameInUse>> InUseAsync(CookbookDbContext db, IEnumerable<int> ids, CancellationToken cancellationToken) =>
        db.FoodsInUseAsync(ids, cancellationToken);

    public override async Task<IReadOnlyList<INamed>> FindAsync(CookbookDbContext db, IEnumerable<int> ids, CancellationToken cancellationToken) =>
        await db.Foods.Where(food => ids.Contains(food.Id)).ToListAsync(cancellationToken);

    public override INamed New(string name) => new Food { Name = name };

    /// <summary>Lines that somebody has written hold the name too.</summary>
    public override Task RenamedAsync(CookbookDbContext db, INamed named, string before, DateTimeOffset now, CancellationToken cancellationToken) =>
        db.RenameInLinesAsync(named.Id, before, named.Name, now, cancellationToken);
}
