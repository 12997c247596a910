using Cookbook.Data;
using Cookbook.Data.Recipes;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.MigrationService.Fixtures;

/// <summary>A recipe is updated when its row changes, or a line joins it, leaves it or changes; and only then.</summary>
internal static class UpdatedRecipes
{
    public static void Mark(CookbookDbContext db, StoredRows stored, DateTimeOffset now)
    {
        db.ChangeTracker.DetectChanges();
        var touched = db.ChangeTracker.Entries<Recipe>()
            .Where(entry => entry.State is EntityState.Modified)
            .Select(entry => entry.Entity)
            .ToHashSet();
        foreach (var line in db.ChangeTracker.Entries<Ingredient>().Where(entry => entry.State is EntityState.Added or EntityState.Modified))
        {
            touched.Add(stored.Recipes[line.Entity.RecipeId]);
            if (line.State is EntityState.Modified)
            {
                touched.Add(stored.Recipes[line.OriginalValues.GetValue<int>(nameof(Ingredient.RecipeId))]);
            }
        }

        foreach (var recipe in touched)
        {
            recipe.UpdatedAt = now;
        }
    }
}
