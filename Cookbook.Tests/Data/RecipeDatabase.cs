using Cookbook.Data;
using Cookbook.Data.Recipes;
using Cookbook.Tests.MigrationService;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Cookbook.Tests.Data;

/// <summary>A database with the tables of the site, and what a test puts into them.</summary>
internal sealed class RecipeDatabase(string connectionString)
{
    /// <summary>When the first of a test's recipes was made.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public string ConnectionString => connectionString;

    /// <param name="servers">Where.</param>
    /// <param name="seed"><c>none</c> or <c>sample</c>.</param>
    public static async Task<RecipeDatabase> CreateAsync(TestServers servers, string seed = "none")
    {
        return new RecipeDatabase(await servers.CopyDatabaseAsync($"recipes, seed {seed}", FillAsync, TestContext.Current.CancellationToken));

        async Task FillAsync(string connectionString) => (await new Worker(connectionString) { Seed = seed }.RunAsync()).MustSucceed();
    }

    /// <summary>A recipe that was made so many minutes after <see cref="Start"/>.</summary>
    public static Recipe Recipe(string name, int minute = 0, params string[] lines)
    {
        var recipe = new Recipe
        {
            Name = name,
            Slug = Slug.For(name),
            Description = $"About {name}",
            Instructions = $"<p>Cook {name}.</p>",
            CreatedAt = Start.AddMinutes(minute),
            UpdatedAt = Start.AddMinutes(minute),
        };

        // Written last line first, so that the order on the page can only be that of the positions.
        foreach (var (position, line) in lines.Index().Reverse())
        {
            recipe.Ingredients.Add(new Ingredient
            {
                Food = new Food { Name = line },
                UnitOfMeasure = "",
                Description = line,
                Position = position,
            });
        }

        return recipe;
    }

    public CookbookDbContext Open(params IInterceptor[] interceptors)
    {
        var options = new DbContextOptionsBuilder<CookbookDbContext>().UseNpgsql(connectionString);
        CookbookDbContext.Configure(options);
        options.AddInterceptors(interceptors);
        return new CookbookDbContext(options.Options);
    }

    /// <summary>One after the other, so that their ids rise in this order.</summary>
    public async Task AddAsync(params IEnumerable<Recipe> recipes)
    {
        await using var db = Open();
        foreach (var recipe in recipes)
        {
            db.Recipes.Add(recipe);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>As somebody with psql would.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync(sql, TestContext.Current.CancellationToken);
    }
}
