using System.Globalization;
using Cookbook.Data;
using Cookbook.Data.Recipes;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.MigrationService.Fixtures;

/// <summary>The rows that a fixture may touch or refer to, read in a handful of commands however many records there are.</summary>
internal sealed class StoredRows
{
    private StoredRows(Dictionary<int, Food> foods, Dictionary<int, Recipe> recipes, Dictionary<int, Ingredient> ingredients)
    {
        Foods = foods;
        Recipes = recipes;
        Ingredients = ingredients;
    }

    public Dictionary<int, Food> Foods { get; }

    /// <summary>With tags and old slugs. The loader adds the new ones.</summary>
    public Dictionary<int, Recipe> Recipes { get; }

    public Dictionary<int, Ingredient> Ingredients { get; }

    public static async Task<StoredRows> ReadAsync(CookbookDbContext db, Fixture fixture, CancellationToken cancellationToken)
    {
        var lines = fixture.Ingredients.Select(line => line.Key).ToList();
        var ingredients = await db.Ingredients
            .Where(ingredient => lines.Contains(ingredient.Id))
            .ToDictionaryAsync(ingredient => ingredient.Id, cancellationToken);

        var foodKeys = fixture.Foods.Select(food => food.Key).Union(fixture.Ingredients.Select(line => line.Food)).ToList();
        var foods = await db.Foods.Where(food => foodKeys.Contains(food.Id)).ToDictionaryAsync(food => food.Id, cancellationToken);

        // Also the recipes that a line leaves or joins: their pages change.
        var recipeKeys = fixture.Recipes.Select(recipe => recipe.Key)
            .Union(fixture.Ingredients.Select(line => line.Recipe))
            .Union(ingredients.Values.Select(ingredient => ingredient.RecipeId))
            .ToList();
        var recipes = await db.Recipes
            .Include(recipe => recipe.Tags)
            .Include(recipe => recipe.OldSlugs)
            .AsSplitQuery()
            .Where(recipe => recipeKeys.Contains(recipe.Id))
            .ToDictionaryAsync(recipe => recipe.Id, cancellationToken);

        return new StoredRows(foods, recipes, ingredients);
    }

    /// <summary>References to what is neither in the database nor in the files.</summary>
    public IEnumerable<FixtureError> MissingReferences(Fixture fixture)
    {
        foreach (var line in fixture.Ingredients)
        {
            if (!Recipes.ContainsKey(line.Recipe) && !fixture.Places.ContainsKey((FixtureModels.Recipe, line.Recipe)))
            {
                yield return Missing(line, "recipe", line.Recipe);
            }

            if (!Foods.ContainsKey(line.Food) && !fixture.Places.ContainsKey((FixtureModels.Food, line.Food)))
            {
                yield return Missing(line, "food", line.Food);
            }
        }
    }

    /// <summary>Records whose pk the database has already.</summary>
    public IEnumerable<FixtureError> Repeated(Fixture fixture) => fixture.Records
        .Where(record => record switch
        {
            RecipeRecord => Recipes.ContainsKey(record.Key),
            FoodRecord => Foods.ContainsKey(record.Key),
            _ => Ingredients.ContainsKey(record.Key),
        })
        .Select(record => new FixtureError(
            record.Place.File,
            record.Place,
            "pk",
            "the database has a row with this pk, and a seed only adds. Set Seed to none; or use loaddata, which updates rows."));

    /// <summary>The highest pk of each entity that gets rows with a pk of the file's choice.</summary>
    public IReadOnlyDictionary<Type, int> NewKeys(Fixture fixture)
    {
        var keys = new Dictionary<Type, int>();
        Note(typeof(Recipe), fixture.Recipes.Select(record => record.Key).Where(key => !Recipes.ContainsKey(key)));
        Note(typeof(Food), fixture.Foods.Select(record => record.Key).Where(key => !Foods.ContainsKey(key)));
        Note(typeof(Ingredient), fixture.Ingredients.Select(record => record.Key).Where(key => !Ingredients.ContainsKey(key)));
        return keys;

        void Note(Type entity, IEnumerable<int> added)
        {
            if (added.DefaultIfEmpty().Max() is > 0 and var highest)
            {
                keys.Add(entity, highest);
            }
        }
    }

    private static FixtureError Missing(IngredientRecord line, string field, int key) => new(
        line.Place.File,
        line.Place,
        field,
        string.Create(CultureInfo.InvariantCulture, $"there is no {field} with pk {key}, neither in the files nor in the database."));
}
