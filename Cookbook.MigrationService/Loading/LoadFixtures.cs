using Cookbook.Data;
using Cookbook.MigrationService.Fixtures;

namespace Cookbook.MigrationService.Loading;

/// <summary>The command <c>loaddata</c>: files into the database, all of them or nothing.</summary>
internal sealed class LoadFixtures(
    CookbookDbContext db, WorkerTurn turn, MigrateDatabase migrate, FixtureLoader loader, Printer printer, ILogger<LoadFixtures> logger)
{
    public async Task RunAsync(IReadOnlyCollection<string> files, bool ignoreNonexistent, CancellationToken cancellationToken)
    {
        var fixture = await ReadAsync(files, ignoreNonexistent, cancellationToken);
        await using var held = await turn.TakeAsync(cancellationToken);
        await migrate.MustBeDoneAsync(cancellationToken);
        var loaded = await db.InTransactionAsync(token => loader.LoadAsync(fixture, ExistingRows.AreUpdated, token), cancellationToken);
        Log.Loaded(logger, loaded.Records, loaded.Files);
        await printer.LineAsync(loaded.ToString());
    }

    private static async Task<Fixture> ReadAsync(IReadOnlyCollection<string> files, bool ignoreNonexistent, CancellationToken cancellationToken)
    {
        var reader = new FixtureReader(ignoreNonexistent);
        foreach (var file in files)
        {
            await reader.ReadFileAsync(file, cancellationToken);
        }

        var fixture = reader.Finish();

        // With a file that is no fixture there is nothing to ask the database about.
        if (fixture.Errors.Any(error => error.Record is null))
        {
            throw new FixtureFailure(fixture.Errors);
        }

        return fixture;
    }
}
