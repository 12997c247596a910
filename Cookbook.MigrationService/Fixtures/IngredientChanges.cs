using Cookbook.Data;
using Cookbook.Data.Recipes;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.MigrationService.Fixtures;

/// <summary>
/// Brings a fixture's ingredients into the context. A line whose place the file does not give keeps the one it has; a line that is new in
/// its recipe comes behind the others, in the file's order.
/// </summary>
internal sealed class IngredientChanges(CookbookDbContext db, StoredRows stored)
{
    public async Task ApplyAsync(Fixture fixture, CancellationToken cancellationToken)
    {
        var next = await NextPositionsAsync(fixture, cancellationToken);
        foreach (var record in fixture.Ingredients)
        {
            var isStored = stored.Ingredients.TryGetValue(record.Key, out var ingredient);
            ingredient ??= new Ingredient { Id = record.Key, UnitOfMeasure = "", Description = "" };
            if (record.Position is { } given)
            {
                ingredient.Position = given;
            }
            else if (!isStored || ingredient.RecipeId != record.Recipe)
            {
                ingredient.Position = next.GetValueOrDefault(record.Recipe);
                next[record.Recipe] = ingredient.Position + 1;
            }

            ingredient.RecipeId = record.Recipe;
            ingredient.FoodId = record.Food;
            ingredient.Amount = record.Amount;
            ingredient.UnitOfMeasure = record.UnitOfMeasure;
            ingredient.Description = record.Description;
            if (!isStored)
            {
                db.Ingredients.Add(ingredient);
            }
        }
    }

    /// <summary>By recipe, behind the lines that are there and those to which the file gives a place.</summary>
    private async Task<Dictionary<int, int>> NextPositionsAsync(Fixture fixture, CancellationToken cancellationToken)
    {
        var recipes = fixture.Ingredients.Select(record => record.Recipe).Distinct().ToList();
        var next = await db.Ingredients
            .Where(ingredient => recipes.Contains(ingredient.RecipeId))
            .GroupBy(ingredient => ingredient.RecipeId)
            .Select(lines => new { Recipe = lines.Key, Next = lines.Max(line => line.Position) + 1 })
            .ToDictionaryAsync(lines => lines.Recipe, lines => lines.Next, cancellationToken);
        foreach (var record in fixture.Ingredients)
        {
            if (record.Position is { } position)
            {
                next[record.Recipe] = Math.Max(next.GetValueOrDefault(record.Recipe), position + 1);
            }
        }

        return next;
    }
}
