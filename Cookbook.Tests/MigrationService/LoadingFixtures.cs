using Microsoft.EntityFrameworkCore;
using static Cookbook.Tests.MigrationService.Json;

namespace Cookbook.Tests.MigrationService;

public sealed class LoadingFixtures(DatabaseFixture databases)
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_loaded_and_counted()
    {
        var worker = await MigratedAsync();

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
        var worker = await MigratedAsync();

        var end = await worker.LoadAsync(Fixture(Ingredient(1, 1, 1)), Fixture(Recipe(1, "Stew")), Fixture(Food(1, "beef"), Food(2, "beer")));

        end.MustSucceed();
        Assert.Equal($"Loaded 4 records from 3 files: 1 recipe, 2 foods, 1 ingredient.{Environment.NewLine}", end.Output);
    }

    [Fact]
    public async Task A_line_may_refer_to_rows_that_are_in_the_database()
    {
        var worker = await MigratedAsync();
        (await worker.LoadAsync(Fixture(Recipe(1, "Stew"), Food(1, "beef")))).MustSucceed();

        (await worker.LoadAsync(Fixture(Ingredient(1, 1, 1)))).MustSucceed();

        Assert.Equal(new RowCounts(Recipes: 1, Foods: 1, Ingredients: 1), await worker.CountRowsAsync());
    }

    [Fact]
    public async Task Loading_twice_duplicates_nothing_and_changes_nothing()
    {
        var clock = new Clock();
        var worker = await MigratedAsync(clock);
        var fixture = Fixture(
            Recipe(1, "Stew", "\"tags\": [\"winter\"], \"servings\": 4, \"cook_time\": \"02:00:00\""),
            Food(1, "beef"),
            Ingredient(1, 1, 1, "beef", "\"amount\": \"0.500\""));
        (await worker.LoadAsync(fixture)).MustSucceed();
        var before = await RowAsync(worker);

        clock.Now += TimeSpan.FromDays(1);
        (await worker.LoadAsync(fixture)).MustSucceed();

        Assert.Equal(new RowCounts(Recipes: 1, Foods: 1, Ingredients: 1, Tags: 1), await worker.CountRowsAsync());
        Assert.Equal(before, await RowAsync(worker));
    }

    [Theory]
    [InlineData("name")]
    [InlineData("tags")]
    [InlineData("line")]
    [InlineData("new line")]
    public async Task A_change_moves_the_time_of_the_update(string what)
    {
        var clock = new Clock();
        var worker = await MigratedAsync(clock);
        (await worker.LoadAsync(Fixture(Recipe(1, "Stew", "\"tags\": [\"winter\"]"), Recipe(2, "Soup"), Food(1, "beef"), Ingredient(1, 1, 1)))).MustSucceed();

        clock.Now += TimeSpan.FromDays(1);
        (await worker.LoadAsync(Fixture(what switch
        {
            "name" => Recipe(1, "Beef stew"),
            "tags" => Recipe(1, "Stew", "\"tags\": [\"autumn\"]"),
            "line" => Ingredient(1, 1, 1, "more of it"),
            _ => Ingredient(2, 1, 1),
        }))).MustSucceed();

        await using var db = worker.OpenDatabase();
        var recipes = await db.Recipes.OrderBy(recipe => recipe.Id).ToListAsync(CancellationToken);
        Assert.Equal(clock.Now, recipes[0].UpdatedAt);
        Assert.Equal(clock.Now - TimeSpan.FromDays(1), recipes[0].CreatedAt);
        Assert.Equal(clock.Now - TimeSpan.FromDays(1), recipes[1].UpdatedAt);
    }

    [Fact]
    public async Task A_line_that_moves_updates_both_recipes()
    {
        var clock = new Clock();
        var worker = await MigratedAsync(clock);
        (await worker.LoadAsync(Fixture(Recipe(1, "Stew"), Recipe(2, "Soup"), Food(1, "beef"), Ingredient(1, 1, 1), Ingredient(2, 2, 1)))).MustSucceed();

        clock.Now += TimeSpan.FromDays(1);
        (await worker.LoadAsync(Fixture(Ingredient(1, 2, 1)))).MustSucceed();

        await using var db = worker.OpenDatabase();
        Assert.All(await db.Recipes.ToListAsync(CancellationToken), recipe => Assert.Equal(clock.Now, recipe.UpdatedAt));
        Assert.Equal([2, 1], await db.Ingredients.OrderBy(line => line.Position).Select(line => line.Id).ToListAsync(CancellationToken));
    }

    [Fact]
    public async Task What_the_file_leaves_out_stays()
    {
        var worker = await MigratedAsync();
        (await worker.LoadAsync(Fixture(Recipe(1, "Stew", "\"servings\": 4, \"tags\": [\"winter\"]")))).MustSucceed();

        (await worker.LoadAsync(Fixture(Recipe(1, "Stew")))).MustSucceed();

        await using var db = worker.OpenDatabase();
        var recipe = await db.Recipes.Include(row => row.Tags).SingleAsync(CancellationToken);
        Assert.Equal(4, recipe.Servings);
        Assert.Single(recipe.Tags);

        (await worker.LoadAsync(Fixture(Recipe(1, "Stew", "\"servings\": null, \"tags\": []")))).MustSucceed();

        await db.Entry(recipe).ReloadAsync(CancellationToken);
        Assert.Null(recipe.Servings);
        Assert.Empty(await db.Recipes.SelectMany(row => row.Tags).ToListAsync(CancellationToken));
    }

    [Fact]
    public async Task Lines_keep_the_files_order_and_new_ones_come_behind()
    {
        var worker = await MigratedAsync();
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
        var worker = await MigratedAsync();
        (await worker.LoadAsync(Fixture(Recipe(1, "Stew"), Food(41, "beef"), Ingredient(7, 1, 41)))).MustSucceed();

        await using var db = worker.OpenDatabase();
        var food = new Data.Recipes.Food { Name = "beer" };
        var recipe = new Data.Recipes.Recipe
        {
            Name = "Soup",
            Slug = "soup",
            Description = "",
            Instructions = "",
            CreatedAt = DateTimeOffset.UnixEpoch,
            UpdatedAt = DateTimeOffset.UnixEpoch,
        };
        var line = new Data.Recipes.Ingredient { Recipe = recipe, Food = food, UnitOfMeasure = "", Description = "" };
        db.AddRange(food, recipe, line);
        await db.SaveChangesAsync(CancellationToken);
        Assert.Equal((2, 42, 8), (recipe.Id, food.Id, line.Id));

        // A lower key moves nothing back.
        (await worker.LoadAsync(Fixture(Food(5, "salt")))).MustSucceed();
        var next = new Data.Recipes.Food { Name = "pepper" };
        db.Add(next);
        await db.SaveChangesAsync(CancellationToken);
        Assert.Equal(43, next.Id);
    }

    [Fact]
    public async Task HTML_is_cleaned()
    {
        var worker = await MigratedAsync();

        (await worker.LoadAsync("""
            [{ "model": "cookbook.recipe", "pk": 1, "fields": {
                "name": "Stew", "desc": "<p>A <em onclick=\"x()\">good</em> one</p><script>x()</script>", "instructions": "<ol><li style=\"color:red\">Stir</li></ol><svg onload=\"x()\"/>" } }]
            """)).MustSucceed();

        await using var db = worker.OpenDatabase();
        var recipe = await db.Recipes.SingleAsync(CancellationToken);
        Assert.Equal("A <em>good</em> one", recipe.Description);
        Assert.Equal("<ol><li>Stir</li></ol>", recipe.Instructions);
    }

    private static async Task<(DateTimeOffset UpdatedAt, uint Version, string LineVersion)> RowAsync(Worker worker)
    {
        await using var db = worker.OpenDatabase();
        var recipe = await db.Recipes.SingleAsync(CancellationToken);
        var line = await db.Database.SqlQuery<string>($"SELECT xmin::text AS \"Value\" FROM ingredient").SingleAsync(CancellationToken);
        return (recipe.UpdatedAt, recipe.Version, line);
    }

    private async Task<Worker> MigratedAsync(Clock? clock = null)
    {
        var worker = new Worker(await databases.CreateDatabaseAsync(CancellationToken)) { Time = clock ?? new Clock() };
        (await worker.RunAsync()).MustSucceed();
        return worker;
    }
}
