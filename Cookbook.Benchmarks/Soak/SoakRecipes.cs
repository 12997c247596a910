using System.Globalization;
using Cookbook.Data.Recipes;

namespace Cookbook.Benchmarks.Soak;

/// <summary>The recipes that are written: each says in three places which version it is.</summary>
internal static class SoakRecipes
{
    /// <summary>Stores them in version 0; returns their ids, which rise as their numbers do.</summary>
    public static async Task<int[]> StoreAsync(string connectionString, int count, CancellationToken cancellationToken)
    {
        await using var db = TutorialRecipes.Open(connectionString);
        var now = TimeProvider.System.GetUtcNow();
        var food = new Food { Name = "soak" };
        var tags = ((string[])["soup", "stew", "salad"]).Select(name => new Tag { Name = name }).ToArray();
        var recipes = Enumerable.Range(0, count).Select(number => Recipe(number, now, food, tags[number % tags.Length])).ToList();
        foreach (var recipe in recipes)
        {
            db.Recipes.Add(recipe);
            await db.SaveChangesAsync(cancellationToken);
        }

        return [.. recipes.Select(recipe => recipe.Id)];
    }

    public static string Description(int recipe, int version) => string.Create(CultureInfo.InvariantCulture, $"desc-{recipe}-{version} A dish for a weekday, in half an hour.");

    public static string Line(int recipe, int version) => string.Create(CultureInfo.InvariantCulture, $"3 spoons of line-{recipe}-{version}");

    public static string Steps(int recipe, int version) => string.Create(CultureInfo.InvariantCulture, $"<ol>\n<li>Chop everything.</li>\n<li>Cook step-{recipe}-{version}.</li>\n</ol>");

    private static Recipe Recipe(int number, DateTimeOffset now, Food food, Tag tag)
    {
        var recipe = new Recipe
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"Soak {number}"),
            Slug = string.Create(CultureInfo.InvariantCulture, $"soak-{number}"),
            Description = Description(number, 0),
            Instructions = Steps(number, 0),
            CreatedAt = now.AddSeconds(number),
            UpdatedAt = now,
        };
        recipe.Tags.Add(tag);
        for (var position = 0; position < 5; position++)
        {
            recipe.Ingredients.Add(new Ingredient
            {
                Food = food,
                UnitOfMeasure = "spoon",
                Amount = position + 1,
                Description = position == 0 ? Line(number, 0) : "",
                Position = position,
            });
        }

        return recipe;
    }
}
