using Cookbook.MigrationService;
using static Cookbook.Tests.MigrationService.Json;

namespace Cookbook.Tests.MigrationService;

/// <summary>A load that fails says why, and leaves the database as it was.</summary>
public sealed class RefusingLoads(TestServers databases)
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_load_is_all_or_nothing()
    {
        var worker = await Worker.MigratedAsync(databases);
        (await worker.LoadAsync(Fixture(Recipe(1, "Stew"), Food(1, "beef"), Ingredient(1, 1, 1)))).MustSucceed();
        var before = await worker.CountRowsAsync();

        var end = await worker.LoadAsync(
            Fixture(Recipe(1, "Goulash"), Recipe(2, "Soup"), Food(2, "leek")), Fixture(Ingredient(2, 2, 2), Ingredient(3, 2, 99), Ingredient(4, 98, 2)));

        end.MustFail("fixture2.json: record 1 (cookbook.ingredient, pk 3), field food: there is no food with pk 99, neither in the files nor in the database.");
        end.MustFail("fixture2.json: record 2 (cookbook.ingredient, pk 4), field recipe: there is no recipe with pk 98, neither in the files nor in the database.");
        Assert.EndsWith($"Nothing was changed.{Environment.NewLine}", end.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Failed, end.ExitCode);
        Assert.Equal(before, await worker.CountRowsAsync());
    }

    [Fact]
    public async Task Bad_fields_and_missing_references_are_reported_together()
    {
        var worker = await Worker.MigratedAsync(databases);

        var end = await worker.LoadAsync(Fixture(Recipe(1, "Stew", "\"servings\": 0"), Ingredient(1, recipe: 1, food: 99)));

        end.MustFail("record 0 (cookbook.recipe, pk 1), field servings");
        end.MustFail("record 1 (cookbook.ingredient, pk 1), field food");
        Assert.DoesNotContain("field recipe", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_twenty_errors_the_rest_is_counted()
    {
        var worker = await Worker.MigratedAsync(databases);

        var end = await worker.LoadAsync(Fixture([.. Enumerable.Range(1, 25).Select(pk => Food(pk, ""))]));

        end.MustFail($"and 5 more.{Environment.NewLine}Nothing was changed.");
        Assert.Equal(22, end.Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task A_file_that_is_not_there()
    {
        var end = await new Worker("Host=nowhere.invalid").RunAsync("loaddata", "/nowhere/recipes.json");

        end.MustFail("/nowhere/recipes.json: there is no such file.");
    }

    [Fact]
    public async Task A_folder()
    {
        using var folder = new FixtureFolder();

        (await new Worker("Host=nowhere.invalid").RunAsync("loaddata", folder.Path)).MustFail($"{folder.Path}: is a folder, not a file.");
    }

    [Fact]
    public async Task Tables_that_are_missing()
    {
        var worker = new Worker(await databases.CreateDatabaseAsync(CancellationToken));

        (await worker.LoadAsync(Fixture(Food(1, "salt")))).MustFail("Run the migration first");
    }

    [Fact]
    public async Task A_database_that_is_missing()
    {
        var worker = new Worker(await databases.CreateDatabaseAsync(CancellationToken) + ";Database=nowhere");

        (await worker.LoadAsync(Fixture(Food(1, "salt")))).MustFail("Postgres has no such database");
    }

    [Theory]
    [InlineData("loaddata")]
    [InlineData("loaddata", "--colour", "recipes.json")]
    [InlineData("dumpdata")]
    [InlineData("--seed")]
    public async Task A_command_line_that_cannot_be_understood(params string[] args)
    {
        var end = await new Worker("Host=nowhere.invalid").RunAsync(args);

        Assert.Equal(ExitCode.Failed, end.ExitCode);
        Assert.NotEqual("", end.Error);
        Assert.Contains("Usage:", end.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("loaddata", "--help")]
    public async Task Help_is_given(params string[] args) =>
        Assert.Contains("Usage:", (await new Worker(connectionString: null).RunAsync(args)).MustSucceed().Output, StringComparison.Ordinal);

    [Fact]
    public async Task Unknown_fields_can_be_ignored()
    {
        var worker = await Worker.MigratedAsync(databases);
        using var folder = new FixtureFolder();
        var file = folder.Write(Fixture(Recipe(1, "Stew", "\"colour\": \"red\"")));

        (await worker.RunAsync("loaddata", file)).MustFail("field colour: there is no such field");
        (await worker.RunAsync("loaddata", "--ignorenonexistent", file)).MustSucceed();
    }
}
