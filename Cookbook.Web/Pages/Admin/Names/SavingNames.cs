using Cookbook.Data;
using Cookbook.Data.Recipes;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Cookbook.Web.Pages.Admin.Names;

/// <summary>What became of a name that was to be saved.</summary>
internal enum NameOutcome
{
    Saved,

    /// <summary>Another one has it. Nothing was saved.</summary>
    Taken,

    /// <summary>Somebody else has changed or deleted the row. Nothing was saved.</summary>
    Changed,
}

internal static class SavingNames
{
    /// <summary>
    /// Saves what is tracked, if no other food or tag has the name. Foods have no unique index, since files may bring two of a name; so
    /// those who save names do it one after the other.
    /// </summary>
    public static async Task<NameOutcome> SaveNameAsync(this CookbookDbContext db, NameKind kind, INamed named, CancellationToken cancellationToken)
    {
        try
        {
            return await db.Database.CreateExecutionStrategy().ExecuteAsync(SaveInTurnAsync, cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return NameOutcome.Changed;
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return NameOutcome.Taken;
        }

        async Task<NameOutcome> SaveInTurnAsync(CancellationToken token)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(token);
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext({kind.Address}))", token);
            if (await kind.Names(db).IsTakenAsync(named.Name, named.Id, token))
            {
                return NameOutcome.Taken;
            }

            // Accepted after the commit: until then it may all have to be sent once more.
            await db.SaveChangesAsync(acceptAllChangesOnSuccess: false, token);
            await transaction.CommitAsync(token);
            db.ChangeTracker.AcceptAllChanges();
            return NameOutcome.Saved;
        }
    }
}
