using Cookbook.Data;
using Cookbook.Data.Recipes;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Benchmarks;

/// <summary>As much as the tutorial has: two recipes of five ingredients each, so that the page that lists them has about 3 KB.</summary>
internal static class TutorialRecipes
{
    /// <summary>The slug of one of them.</summary>
    public const string Slug = "dal-tadka";

    /// <param name="connectionString">Of the database that they are, or are to be, in.</param>
    public static CookbookDbContext Open(string connectionString)
    {
        var options = new DbContextOptionsBuilder<CookbookDbContext>().UseNpgsql(connectionString);
        CookbookDbContext.Configure(options);
        return new CookbookDbContext(options.Options);
    }

    public static async Task AddAsync(CookbookDbContext db, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        foreach (var name in (string[])["Dal tadka", "Tomato soup"])
        {
            var recipe = new Recipe
            {
                Name = name,
                Slug = Data.Recipes.Slug.For(name),
                Description = $"How {name} is made at home on a weekday, in half an hour and with what is there.",
                Instructions = "<ol><li>Chop everything.</li><li>Fry the spices in oil.</li><li>Add the rest and simmer for twenty minutes.</li></ol>",
                CreatedAt = now,
                UpdatedAt = now,
            };
            foreach (var (position, food) in ((string[])["onions", "tomatoes", "lentils", "cumin", "oil"]).Index())
            {
                var line = $"{position + 1} spoons of {food}";
                recipe.Ingredients.Add(new Ingredient
                {
                    Food = new Food { Name = food },
                    UnitOfMeasure = "spoon",
                    Amount = position + 1,
                    Description = line,
                    Position = position,
                });
            }

            db.Recipes.Add(recipe);
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
