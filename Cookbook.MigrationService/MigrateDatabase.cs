using Cookbook.Data;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.MigrationService;

/// <summary>Brings the tables up to date.</summary>
internal sealed class MigrateDatabase(CookbookDbContext db, Printer printer, ILogger<MigrateDatabase> logger)
{
    /// <exception cref="Failure">The tables are not there, or not up to date.</exception>
    public async Task MustBeDoneAsync(CancellationToken cancellationToken)
    {
        if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            throw new Failure(
                "Nothing was changed: the tables are missing or older than this program. Run the migration first (this program without arguments).");
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var applied = await Spans.StepAsync("migrate", async span =>
        {
            // EF retries both by the configured strategy; each migration is a transaction, so those that are done stay done.
            var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
            await db.Database.MigrateAsync(cancellationToken);
            span?.SetTag("cookbook.migrations.applied", pending.Count);
            return pending;
        });

        Log.Migrated(logger, applied.Count);
        await printer.LineAsync(applied.Count == 0
            ? "The tables are up to date."
            : $"Applied {Plural.Of(applied.Count, "migration")}: {string.Join(", ", applied)}.");
    }
}
