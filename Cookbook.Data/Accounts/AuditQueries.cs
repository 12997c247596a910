using Cookbook.Data.Recipes;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Data.Accounts;

/// <summary>A page of the audit log, the latest first, and how many entries there are in all.</summary>
public sealed record AuditList(IReadOnlyList<AuditEntry> Entries, int Number, int Size, int Total)
{
    /// <summary>At least one.</summary>
    public int Pages => Math.Max(1, (Total + Size - 1) / Size);
}

public static class AuditQueries
{
    /// <summary>Two commands. Null if there is no such page; the first always is.</summary>
    /// <param name="db">The context.</param>
    /// <param name="words">What an entry must contain in who did it or in what was done, whatever its case; null for all.</param>
    /// <param name="number">The page, from 1.</param>
    /// <param name="size">Entries a page.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public static async Task<AuditList?> AuditAsync(
        this CookbookDbContext db, string? words, int number, int size, CancellationToken cancellationToken)
    {
        if (number < 1 || number > int.MaxValue / size)
        {
            return null;
        }

        var pattern = $"%{LikePattern.Literal(words ?? "")}%";
        var found = words is null
            ? db.AuditEntries.AsNoTracking()
            : db.AuditEntries.AsNoTracking().Where(entry =>
                EF.Functions.ILike(entry.Who, pattern, LikePattern.Escape) || EF.Functions.ILike(entry.Action, pattern, LikePattern.Escape));
        var total = await found.CountAsync(cancellationToken);
        var entries = await found.OrderByDescending(entry => entry.Id).Skip((number - 1) * size).Take(size).ToListAsync(cancellationToken);
        return entries.Count == 0 && number > 1 ? null : new AuditList(entries, number, size, total);
    }
}
