using Microsoft.EntityFrameworkCore;

namespace Cookbook.Data.History;

public static class RevisionQueries
{
    /// <summary>All that is noted of a recipe, food or tag, the newest first.</summary>
    public static IQueryable<Revision> RevisionsOf(this CookbookDbContext db, string kind, int id) =>
        db.Revisions.AsNoTracking().Where(revision => revision.Kind == kind && revision.ObjectId == id).OrderByDescending(revision => revision.Id);

    /// <summary>The newest first. Two commands. Null if there is no such page, or no history.</summary>
    public static async Task<Paged<RevisionStep>?> HistoryAsync(
        this CookbookDbContext db, string kind, int id, int number, int size, CancellationToken cancellationToken)
    {
        if (!Paging.CanBe(number, size))
        {
            return null;
        }

        var all = db.RevisionsOf(kind, id);
        var total = await all.CountAsync(cancellationToken);

        // One more than the page has: the last one's changes are those since the one before it.
        var rows = await all.Skip((number - 1) * size).Take(size + 1).ToListAsync(cancellationToken);
        return rows.Count == 0
            ? null
            : new Paged<RevisionStep>([.. rows.Take(size).Select((revision, at) => new RevisionStep(revision, rows.ElementAtOrDefault(at + 1)))], number, size, total);
    }

    /// <summary>What each of these had last, by its id; those of which nothing is noted are not among them. One command.</summary>
    public static Task<Dictionary<int, string>> LastContentsAsync(
        this CookbookDbContext db, string kind, IEnumerable<int> ids, CancellationToken cancellationToken)
    {
        var last = db.Revisions
            .Where(revision => revision.Kind == kind && ids.Contains(revision.ObjectId))
            .GroupBy(revision => revision.ObjectId)
            .Select(all => all.Max(revision => revision.Id));
        return db.Revisions
            .Where(revision => last.Contains(revision.Id))
            .Select(revision => new { revision.ObjectId, revision.Content })
            .ToDictionaryAsync(revision => revision.ObjectId, revision => revision.Content, cancellationToken);
    }

    /// <summary>What was deleted and is still gone, the newest first. One command.</summary>
    public static Task<List<Revision>> DeletedAsync(this CookbookDbContext db, string kind, int most, CancellationToken cancellationToken) =>
        db.Revisions.AsNoTracking()
            .Where(revision => revision.Kind == kind && revision.Action == Revision.Deleted)
            .OrderByDescending(revision => revision.Id)
            .Take(most)
            .ToListAsync(cancellationToken);
}
