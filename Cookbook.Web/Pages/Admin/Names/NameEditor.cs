using Cookbook.Data;
using Cookbook.Data.History;
using Cookbook.Data.Recipes;
using Cookbook.Web.Accounts;
using Cookbook.Web.Editing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Cookbook.Web.Pages.Admin.Names;

/// <summary>What became of a name that was to be saved.</summary>
internal enum NameOutcome
{
    Saved,

    /// <summary>It was like this already.</summary>
    Same,

    /// <summary>Another one has it. Nothing was saved.</summary>
    Taken,

    /// <summary>Somebody else has changed the row. Nothing was saved.</summary>
    Changed,

    /// <summary>Somebody else has deleted the row. Nothing was saved.</summary>
    Gone,
}

/// <summary>
/// Saves the name of a food or a tag with its history and its line in the audit log. Foods have no unique index, since files may bring two
/// of a name; so those who save names do it one after the other.
/// </summary>
internal sealed class NameEditor(CookbookDbContext db, Revisions revisions, AuditLog audit, TimeProvider time)
{
    public async Task<(NameOutcome Outcome, int Id)> AddAsync(NameKind kind, string name, CancellationToken cancellationToken)
    {
        var named = kind.New(name);
        var outcome = await SaveAsync(
            kind,
            name,
            async token =>
            {
                named = kind.New(name);
                db.Add(named);
                await db.SaveChangesAsync(token);
                await revisions.NoteAsync(kind.One, named.Id, Revision.Added, null, new NameContent(name), null, token);
                audit.Note($"added {kind.One} {name}");
                return NameOutcome.Saved;
            },
            0,
            cancellationToken);
        return (outcome, named.Id);
    }

    /// <param name="kind">Of the name.</param>
    /// <param name="id">Of the row.</param>
    /// <param name="version">Of the row that whoever filled in the form has seen.</param>
    /// <param name="name">The new one.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<NameOutcome> RenameAsync(NameKind kind, int id, uint version, string name, CancellationToken cancellationToken) => SaveAsync(
        kind,
        name,
        async token =>
        {
            if (await kind.FindAsync(db, [id], token) is not [var named])
            {
                return NameOutcome.Gone;
            }

            var before = named.Name;
            if (before == name)
            {
                return NameOutcome.Same;
            }

            named.Name = name;
            db.Entry(named).Property(nameof(INamed.Version)).OriginalValue = version;
            await db.SaveChangesAsync(token);
            await kind.RenamedAsync(db, named, before, time.GetUtcNow(), token);
            await revisions.NoteAsync(kind.One, id, Revision.Changed, new NameContent(before), new NameContent(name), null, token);
            audit.Note($"renamed {kind.One} {before} to {name}");
            return NameOutcome.Saved;
        },
        id,
        cancellationToken);

    private async Task<NameOutcome> SaveAsync(
        NameKind kind, string name, Func<CancellationToken, Task<NameOutcome>> change, int id, CancellationToken cancellationToken)
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
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(token);
            await db.InTurnAsync(kind.Turn, token);
            if (await kind.Names(db).IsTakenAsync(name, id, token))
            {
                return NameOutcome.Taken;
            }

            var outcome = await change(token);
            if (outcome is NameOutcome.Saved)
            {
                await db.SaveChangesAsync(token);
                await transaction.CommitAsync(token);
            }

            return outcome;
        }
    }
}
