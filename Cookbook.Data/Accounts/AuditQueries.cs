using Cookbook.Data.Recipes;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Data.Accounts;

public static class AuditQueries
{
    /// <summary>Two commands. Null if there is no such page; the first always is.</summary>
    /// <param name="db">The context.</param>
    /// <param name="words">What an entry must contain in who did it or in what was done, whatever its case; null for all.</param>
    /// <param name="number">The page, from 1.</param>
    /// <param name="size">Entries a page.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public static Task<Paged<AuditEntry>?> AuditAsync(this CookbookDbContext db, string? words, int number, int size, CancellationToken cancellationToken)
    {
        var pattern = $"%{LikePattern.Literal(words ?? "")}%";
        return db.AuditEntries.AsNoTracking()
            .Where(entry => words == null
                || EF.Functions.ILike(entry.Who, pattern, LikePattern.Escape) || EF.Functions.ILike(entry.Action, pattern, LikePattern.Escape))
            .OrderByDescending(entry => entry.Id)
            .PageAsync(number, size, cancellationToken);
    }
}
