using Cookbook.Data;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Web.Editing;

/// <summary>What those who save do one after the other, on all replicas, because no index can keep the rule.</summary>
internal static class InTurn
{
    public const string Foods = "cookbook names of foods";

    public const string Tags = "cookbook names of tags";

    public const string Slugs = "cookbook slugs";

    /// <summary>Waits for its turn, which ends with the transaction.</summary>
    public static Task InTurnAsync(this CookbookDbContext db, string what, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext({what}))", cancellationToken);
}
