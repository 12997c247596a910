using Cookbook.Data;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.MigrationService;

internal static class DatabaseTransaction
{
    /// <summary>All of <paramref name="work"/> or nothing. After a passing failure it runs again from its beginning.</summary>
    public static Task<T> InTransactionAsync<T>(
        this CookbookDbContext db, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        db.Database.CreateExecutionStrategy().ExecuteAsync(
            async token =>
            {
                // What an earlier attempt tracked was rolled back.
                db.ChangeTracker.Clear();
                await using var transaction = await db.Database.BeginTransactionAsync(token);
                var result = await work(token);
                token.ThrowIfCancellationRequested();

                // Stopped half way through a commit, nobody could say whether it happened.
                await transaction.CommitAsync(CancellationToken.None);
                return result;
            },
            cancellationToken);
}
