using Cookbook.Data;
using Cookbook.Data.Seeding;
using Cookbook.MigrationService.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.MigrationService.Seeding;

/// <summary>
/// Loads the seed, once for each database: a restart never undoes what somebody has edited since. A seed only adds: the sample, set by
/// mistake or by default, must not write over the recipes of a site that lives.
/// </summary>
internal sealed class SeedDatabase(
    CookbookDbContext db, FixtureLoader loader, IConfiguration configuration, TimeProvider time, Printer printer, ILogger<SeedDatabase> logger)
{
    private const string KnownByName =
        " A seed is known by its file's name: a file with other records needs another name, and changed ones are loaded with loaddata.";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (SeedSource.From(configuration["Seed"]) is not { } seed)
        {
            await printer.LineAsync("No seed: the setting Seed is none.");
            return;
        }

        var loaded = await Spans.StepAsync("seed", span =>
        {
            span?.SetTag("cookbook.seed", seed.Name);
            return db.InTransactionAsync(token => LoadOnceAsync(seed, token), cancellationToken);
        });

        if (loaded is null)
        {
            Log.SeededBefore(logger, seed.Name);
            await printer.LineAsync($"The seed {seed.Name} was loaded before.{(seed.Path is null ? "" : KnownByName)}");
        }
        else
        {
            Log.Seeded(logger, loaded.Records, seed.Name);
            await printer.LineAsync($"{loaded} (seed {seed.Name})");
        }
    }

    /// <summary>Null if the database has had this seed.</summary>
    private async Task<FixtureCounts?> LoadOnceAsync(SeedSource seed, CancellationToken cancellationToken)
    {
        if (await db.LoadedSeeds.AnyAsync(loaded => loaded.Name == seed.Name, cancellationToken))
        {
            return null;
        }

        db.LoadedSeeds.Add(new LoadedSeed { Name = seed.Name, LoadedAt = time.GetUtcNow() });
        return await loader.LoadAsync(await seed.ReadAsync(cancellationToken), ExistingRows.AreErrors, cancellationToken);
    }
}
