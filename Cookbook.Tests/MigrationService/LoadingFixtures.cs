using Cookbook.Data.Recipes;
using Microsoft.EntityFrameworkCore;
using static Cookbook.Tests.MigrationService.Json;

namespace Cookbook.Tests.MigrationService;

public sealed class LoadingFixtures(TestServers databases)
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_loaded_and_counted()
    {
        var worker = await Worker.MigratedAsync(databases);

        var end = await worker.LoadAsync(Fixture(
            Ingredient(1, recipe: 1, food: 1, "2 leeks", "\"amount\": \"2.000\""), Recipe(1, "Leek soup", "\"tags\": [\"Soup\"]"), Food(1, "leek")));

        end.MustSucceed();
        Assert.Equal($"Loaded 3 records from 1 file: 1 recipe, 1 food, 1 ingredient.{Environment.NewLine}", end.Output);
        await using var db = worker.OpenDatabase();
        var recipe = await db.Recipes.Include(row => row.Tags).Include(row => row.Ingredients).ThenInclude(row => row.Food).SingleAsync(CancellationToken);
        Assert.Equal((1, "Leek soup", "leek-soup"), (recipe.Id, recipe.Name, recipe.Slug));
        Assert.Equal("soup", Assert.Single(recipe.Tags).Name);
        var line = Assert.Single(recipe.Ingredients);
        Assert.Equal((1, 2m, "g", "2 leeks", "leek"), (line.Id, line.Amount, line.UnitOfMeasure, line.Description, line.Food?.Name));
    }

    [Fact]
    public async Task Several_files_may_refer_to_each_other()
    {
        var worker = await Worker.MigratedAsync(databases);

        var end = await worker.LoadAsync(Fixture(Ingredient(1, 1, 1)), Fixture(Recipe(1, "Stew")), Fixture(Food(1, "beef"), Food(2, "beer")));

        end.MustSucceed();
        Assert.Equal($"Loaded 4 records from 3 files: 1 recipe, 2 foods, 1 ingredient.{Environment.NewLine}", end.Output);
    }

    [Fact]
    public async Task A_line_may_refer_to_rows_that_are_in_the_database()
    {
        var worker = await Worker.MigratedAsync(databases);
        (await worker.LoadAsync(Fixture(Recipe(1, "Stew"), Food(1, "beef")))).MustSucceed();

        (await worker.LoadAsync(Fixture(Ingredient(1, 1, 1)))).MustSucceed();

        Assert.Equal(new RowCounts(Recipes: 1, Foods: 1, Ingredients: 1), await worker.CountRowsAsync());
    }

    [Fact]
    public async Task Lines_keep_the_files_order_and_new_ones_come_behind()
    {
        var worker = await Worker.MigratedAsync(databases);
        (await worker.LoadAsync(Fixture(
            Recipe(1, "Stew"), Food(1, "beef"), Ingredient(9, 1, 1), Ingredient(3, 1, 1), Ingredient(5, 1, 1, more: "\"position\": 7")))).MustSucceed();

        (await worker.LoadAsync(Fixture(Ingredient(1, 1, 1), Ingredient(3, 1, 1, "changed")))).MustSucceed();

        await using var db = worker.OpenDatabase();
        var lines = await db.Ingredients.OrderBy(line => line.Position).Select(line => line.Id).ToListAsync(CancellationToken);
        Assert.Equal([5, 9, 3, 1], lines);
    }

    [Fact]
    public async Task The_next_rows_of_the_application_get_free_keys()
    {
        var worker = await Worker.MigratedAsync(databases);
        (await worker.LoadAsync(Fixture(Recipe(1, "Stew"), Food(41, "beef"), Ingredient(7, 1, 41)))).MustSucceed();

        await using var db = worker.OpenDatabase();
        var food = new Food { Name = "beer" };
        var recipe = new Recipe
        {
            Name = "Soup",
            Slug = "soup",
            Description = "",
            Instructions = "",
            CreatedAt = DateTimeOffset.UnixEpoch,
            UpdatedAt = DateTimeOffset.UnixEpoch,
        };
        var line = new Ingredient { Recipe = recipe, Food = food, UnitOfMeasure = "", Description = "" };
        db.AddRange(food, recipe, line);
        await db.SaveChangesAsync(CancellationToken);
        Assert.Equal((2, 42, 8), (recipe.Id, food.Id, line.Id));

        // A lower key moves nothing back.
        (await worker.LoadAsync(Fixture(Food(5, "salt")))).MustSucceed();
        var next = new Food { Name = "pepper" };
        db.Add(next);
        await db.SaveChangesAsync(CancellationToken);
        Assert.Equal(43, next.Id);
    }

    [Fact]
    public async Task HTML_is_cleaned()
    {
        var worker = await Worker.MigratedAsync(databases);

        (await worker.LoadAsync("""
            [{ "model": "cookbook.recipe", "pk": 1, "fields": {
                "name": "Stew", "desc": "<p>A <em onclick=\"x()\">good</em> one</p><script>x()</script>", "instructions": "<ol><li style=\"color:red\">Stir</li></ol><svg onload=\"x()\"/>" } }]
            """)).MustSucceed();

        await using var db = worker.OpenDatabase();
        var recipe = await db.Recipes.SingleAsync(CancellationToken);
        Assert.Equal("A <em>good</em> one", recipe.Description);
        Assert.Equal("<ol><li>Stir</li></ol>", recipe.Instructions);
    }
}
