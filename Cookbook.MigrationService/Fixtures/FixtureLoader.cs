using Cookbook.Data;
using Cookbook.Data.Recipes;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.MigrationService.Fixtures;

/// <summary>What becomes of a row whose pk a record names.</summary>
internal enum ExistingRows
{
    AreUpdated,
    AreErrors,
}

/// <summary>
/// Puts a fixture's records into the database, in the caller's transaction. A record whose pk is there updates that row; a row that would
/// stay the same is not written. Fields that the file leaves out keep their values. Rows that the file does not name stay.
/// </summary>
internal sealed class FixtureLoader(CookbookDbContext db, TimeProvider time)
{
    /// <exception cref="FixtureFailure">Something is wrong in the files; nothing was written.</exception>
    public Task<FixtureCounts> LoadAsync(Fixture fixture, ExistingRows existing, CancellationToken cancellationToken) =>
        Spans.StepAsync("load fixture", async span =>
        {
            span?.SetTag("cookbook.fixture.files", fixture.Files);
            span?.SetTag("cookbook.fixture.records", fixture.Counts.Records);

            var stored = await StoredRows.ReadAsync(db, fixture, cancellationToken);
            var slugs = await RecipeSlugs.ReadAsync(db, cancellationToken);
            var errors = fixture.Errors.Concat(stored.MissingReferences(fixture)).Concat(slugs.Taken(fixture)).ToList();
            if (existing is ExistingRows.AreErrors)
            {
                errors.AddRange(stored.Repeated(fixture));
            }

            if (errors.Count > 0)
            {
                throw new FixtureFailure(errors);
            }

            var now = time.GetUtcNow();
            var newKeys = stored.NewKeys(fixture);
            ApplyFoods(fixture, stored);
            await new RecipeChanges(db, stored, slugs, now).ApplyAsync(fixture, cancellationToken);
            await new IngredientChanges(db, stored).ApplyAsync(fixture, cancellationToken);
            UpdatedRecipes.Mark(db, stored, now);
            await db.SaveChangesAsync(cancellationToken);
            await IdentitySequences.MoveBehindAsync(db, newKeys, cancellationToken);
            return fixture.Counts;
        });

    private void ApplyFoods(Fixture fixture, StoredRows stored)
    {
        foreach (var record in fixture.Foods)
        {
            if (stored.Foods.TryGetValue(record.Key, out var food))
            {
                food.Name = record.Name;
            }
            else
            {
                db.Foods.Add(new Food { Id = record.Key, Name = record.Name });
            }
        }
    }
}
