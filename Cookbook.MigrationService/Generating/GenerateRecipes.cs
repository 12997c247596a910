using System.Diagnostics;
using System.Globalization;
using Cookbook.Data;
using Cookbook.Data.Seeding;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.MigrationService.Generating;

/// <summary>
/// The command <c>generate</c>: as many recipes as somebody wants to try the site with. They are written in batches, each a transaction
/// that also notes how far it has come (<see cref="GeneratedSet"/>): a run that was stopped or killed leaves whole batches, and the next
/// one goes on behind them.
/// </summary>
internal sealed class GenerateRecipes(
    CookbookDbContext db, WorkerTurn turn, MigrateDatabase migrate, RecipeCopy copy, Printer printer, TimeProvider time, ILogger<GenerateRecipes> logger)
{
    /// <summary>Recipes a batch. What a batch takes besides its rows is little from here on; in memory it is three megabytes.</summary>
    public const int BatchSize = 1000;

    /// <param name="seed">Whose recipes.</param>
    /// <param name="total">How many of them there are to be in the end, those of earlier runs among them.</param>
    /// <param name="cancellationToken">Rolls back the batch under way.</param>
    public async Task RunAsync(int seed, int total, CancellationToken cancellationToken)
    {
        var span = Activity.Current;
        span?.SetTag("cookbook.generate.seed", seed);
        span?.SetTag("cookbook.generate.recipes", total);
        await using var held = await turn.TakeAsync(cancellationToken);
        await migrate.MustBeDoneAsync(cancellationToken);

        var before = await db.GeneratedSets.Where(set => set.Seed == seed).Select(set => set.Recipes).SingleOrDefaultAsync(cancellationToken);
        span?.SetTag("cookbook.generate.added", Math.Max(0, total - before));
        if (before >= total)
        {
            await printer.LineAsync(string.Create(
                CultureInfo.InvariantCulture, $"Nothing to do: {before:N0} recipes of seed {seed} were made before."));
            return;
        }

        if (before > 0)
        {
            await printer.LineAsync(string.Create(CultureInfo.InvariantCulture, $"Going on behind the {before:N0} recipes of seed {seed} that were made before."));
        }

        await GenerateAsync(seed, before, total, cancellationToken);
    }

    private async Task GenerateAsync(int seed, int before, int total, CancellationToken cancellationToken)
    {
        var recipes = new RecipeSet(seed);
        var progress = new Progress(printer, time, before, total);
        var names = await db.InTransactionAsync(token => StoredNames.ReadAsync(db, token), cancellationToken);
        var lines = 0L;
        for (var first = before; first < total; first += BatchSize)
        {
            var end = Math.Min(first + BatchSize, total);
            lines += await WriteBatchAsync(seed, [.. Enumerable.Range(first, end - first).Select(number => recipes[number])], end, names, cancellationToken);
            await progress.SayAsync(end);
        }

        await GatherStatisticsAsync(cancellationToken);
        Log.Generated(logger, total - before, seed);
        await printer.LineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"Made {total - before:N0} recipes with {lines:N0} ingredients in {progress.Elapsed.TotalSeconds:N1} s, {progress.Rate(total):N0} a second (seed {seed}, {total:N0} in all)."));
    }

    private Task<int> WriteBatchAsync(
        int seed, IReadOnlyList<GeneratedRecipe> batch, int end, StoredNames names, CancellationToken cancellationToken) =>
        Spans.StepAsync("generate batch", span =>
        {
            span?.SetTag("cookbook.batch.recipes", batch.Count);
            return db.InTransactionAsync(
                async token =>
                {
                    var lines = await copy.WriteAsync(batch, names, token);
                    await db.Database.ExecuteSqlAsync(
                        $"INSERT INTO generated_set (seed, recipes) VALUES ({seed}, {end}) ON CONFLICT (seed) DO UPDATE SET recipes = excluded.recipes",
                        token);
                    return lines;
                },
                cancellationToken);
        });

    /// <summary>
    /// Autovacuum would do it too, minutes later; until then plans would be those for an empty database, and counts would look at each row.
    /// </summary>
    private async Task GatherStatisticsAsync(CancellationToken cancellationToken)
    {
        db.Database.SetCommandTimeout(TimeSpan.Zero);
        await db.Database.ExecuteSqlAsync($"VACUUM (ANALYZE) recipe, ingredient, recipe_tag, food, tag", cancellationToken);
    }
}
