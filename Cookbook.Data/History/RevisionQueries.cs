using Microsoft.EntityFrameworkCore;

namespace Cookbook.Data.History;

/// <summary>A revision and the one before it, if there is one.</summary>
public sealed record RevisionStep(Revision Revision, Revision? Before)
{
    /// <summary>What has changed from the one to the other; of the first revision everything that is not empty.</summary>
    public IEnumerable<(string Label, string Old, string New)> Changes()
    {
        var before = Before is null ? null : RevisionContent.Fields(Revision.Kind, Before.Content).ToDictionary(field => field.Label, field => field.Text);
        return RevisionContent.Fields(Revision.Kind, Revision.Content)
            .Select(field => (field.Label, before?.GetValueOrDefault(field.Label) ?? "", field.Text))
            .Where(field => field.Item2 != field.Text);
    }
}

/// <summary>A page of a history, the newest first, and how many revisions there are in all.</summary>
public sealed record RevisionList(IReadOnlyList<RevisionStep> Steps, int Number, int Size, int Total)
{
    /// <summary>At least one.</summary>
    public int Pages => Math.Max(1, (Total + Size - 1) / Size);
}

public static class RevisionQueries
{
    /// <summary>Two commands. Null if there is no such page, or no history.</summary>
    public static async Task<RevisionList?> HistoryAsync(
        this CookbookDbContext db, string kind, int id, int number, int size, CancellationToken cancellationToken)
    {
        if (number < 1 || number > int.MaxValue / size)
        {
            return null;
        }

        var all = db.Revisions.AsNoTracking().Where(revision => revision.Kind == kind && revision.ObjectId == id);
        var total = await all.CountAsync(cancellationToken);
        var rows = await all.OrderByDescending(revision => revision.Id).Skip((number - 1) * size).Take(size + 1).ToListAsync(cancellationToken);
        return rows.Count == 0
            ? null
            : new RevisionList([.. rows.Take(size).Select((revision, at) => new RevisionStep(revision, rows.ElementAtOrDefault(at + 1)))], number, size, total);
    }

    /// <summary>What was deleted and is still gone, the newest first. One command.</summary>
    public static Task<List<Revision>> DeletedAsync(this CookbookDbContext db, string kind, int most, CancellationToken cancellationToken) =>
        db.Revisions.AsNoTracking()
            .Where(revision => revision.Kind == kind && revision.Action == Revision.Deleted)
            .OrderByDescending(revision => revision.Id)
            .Take(most)
            .ToListAsync(cancellationToken);
}
