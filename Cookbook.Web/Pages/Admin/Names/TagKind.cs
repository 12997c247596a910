using Cookbook.Data;
using Cookbook.Data.Recipes;
using Cookbook.Web.Editing;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Web.Pages.Admin.Names;

internal sealed class TagKind() : NameKind("tag", "tags", Tag.MaxName)
{
    public override bool StaysInUse => false;

    public override string Turn => InTurn.Tags;

    /// <summary>In lower case, as those that come with a file.</summary>
    public override string Spell(string typed) => base.Spell(typed).ToLowerInvariant();

    public override IQueryable<NameRow> Names(CookbookDbContext db, bool unused = false) => db.TagNames(unused);

    public override Task<List<NameInUse>> InUseAsync(CookbookDbContext db, IEnumerable<int> ids, CancellationToken cancellationToken) =>
        db.TagsInUseAsync(ids, cancellationToken);

    public override async Task<IReadOnlyList<INamed>> FindAsync(CookbookDbContext db, IEnumerable<int> ids, CancellationToken cancellationToken) =>
        await db.Tags.Where(tag => ids.Contains(tag.Id)).ToListAsync(cancellationToken);

    public override INamed New(string name) => new Tag { Name = name };
}
