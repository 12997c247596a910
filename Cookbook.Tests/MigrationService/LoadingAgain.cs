using Microsoft.EntityFrameworkCore;
using static Cookbook.Tests.MigrationService.Json;

namespace Cookbook.Tests.MigrationService;

public sealed class LoadingAgain(TestServers databases)
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Loading_twice_duplicates_nothing_and_changes_nothing()
    {
        var clock = new Clock();
        var worker = await Worker.MigratedAsync(databases, clock);
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
        var worker = await Worker.MigratedAsync(databases, clock);
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
        var worker = await Worker.MigratedAsync(databases, clock);
        (await worker.LoadAsync(Fixture(Recipe(1, "Stew"), Recipe(2, "Soup"), Food(1, "beef"), Ingredient(1, 1, 1), Ingredient(2, 2, 1)))).MustSucceed();

        clock.Now += TimeSpan.FromDays(1);
        (await worker.LoadAsync(Fixture(Ingredient(1, 2, 1)))).MustSucceed();

        await using var db = worker.OpenDatabase();
        Assert.All(await db.Recipes.ToListAsync(CancellationToken), recipe => Assert.Equal(clock.Now, recipe.UpdatedAt));
        Assert.Equal([2, 1], await db.Ingredients.OrderBy(line => line.Position).Select(line => line.Id).ToListAsync(CancellationToken));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task No_tags_are_given_as_an_empty_array_or_as_null(string tags)
    {
        var worker = await Worker.MigratedAsync(databases);
        (await worker.LoadAsync(Fixture(Recipe(1, "Stew", "\"tags\": [\"winter\"]")))).MustSucceed();

        (await worker.LoadAsync(Fixture(Recipe(1, "Stew", $"\"tags\": {tags}")))).MustSucceed();

        await using var db = worker.OpenDatabase();
        Assert.Empty(await db.Recipes.SelectMany(row => row.Tags).ToListAsync(CancellationToken));
    }

    [Fact]
    public async Task What_the_file_leaves_out_stays()
    {
        var worker = await Worker.MigratedAsync(databases);
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

    private static async Task<(DateTimeOffset UpdatedAt, uint Version, string LineVersion)> RowAsync(Worker worker)
    {
        await using var db = worker.OpenDatabase();
        var recipe = await db.Recipes.SingleAsync(CancellationToken);
        var line = await db.Database.SqlQuery<string>($"SELECT xmin::text AS \"Value\" FROM ingredient").SingleAsync(CancellationToken);
        return (recipe.UpdatedAt, recipe.Version, line);
    }
}
