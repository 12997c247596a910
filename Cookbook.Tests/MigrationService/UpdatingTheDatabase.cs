using Microsoft.EntityFrameworkCore;
using static Cookbook.Tests.MigrationService.Json;

namespace Cookbook.Tests.MigrationService;

public sealed class UpdatingTheDatabase(TestServers databases)
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_empty_database_is_migrated_and_gets_the_sample()
    {
        var worker = new Worker(await databases.CreateDatabaseAsync(CancellationToken)) { Seed = null };

        var end = (await worker.RunAsync()).MustSucceed();

        Assert.StartsWith("Applied ", end.Output, StringComparison.Ordinal);
        Assert.Contains("(seed sample)", end.Output, StringComparison.Ordinal);
        await using var db = worker.OpenDatabase();
        Assert.NotEqual(0, await db.Ingredients.CountAsync(CancellationToken));
        Assert.Equal("sample", (await db.LoadedSeeds.SingleAsync(CancellationToken)).Name);
    }

    [Fact]
    public async Task A_database_that_is_missing_is_made_by_one_of_two_workers()
    {
        var name = $"made_{Guid.NewGuid():N}";
        var worker = new Worker($"{await databases.CreateDatabaseAsync(CancellationToken)};Database={name}");

        var ends = await Task.WhenAll(worker.RunAsync(), worker.RunAsync());

        Assert.All(ends, end => end.MustSucceed());
        Assert.Equal(new RowCounts(), await worker.CountRowsAsync());
        await using var db = worker.OpenDatabase();
        await db.Database.EnsureDeletedAsync(CancellationToken);
    }

    [Fact]
    public async Task Of_two_workers_at_once_one_finds_nothing_to_do()
    {
        var worker = new Worker(await databases.CreateDatabaseAsync(CancellationToken)) { Seed = "sample" };

        var ends = await Task.WhenAll(worker.RunAsync(), worker.RunAsync());

        Assert.All(ends, end => end.MustSucceed());
        Assert.Single(ends, end => end.Output.Contains("Applied ", StringComparison.Ordinal));
        Assert.Single(ends, end => end.Output.Contains("The tables are up to date.", StringComparison.Ordinal));
        Assert.Single(ends, end => end.Output.Contains("(seed sample)", StringComparison.Ordinal));
        Assert.Single(ends, end => end.Output.Contains("The seed sample was loaded before.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_seed_is_loaded_once_and_undoes_no_edit()
    {
        var worker = new Worker(await databases.CreateDatabaseAsync(CancellationToken)) { Seed = "Sample" };
        (await worker.RunAsync()).MustSucceed();
        await using var db = worker.OpenDatabase();
        await db.Recipes.ExecuteUpdateAsync(recipes => recipes.SetProperty(recipe => recipe.Name, "Edited"), CancellationToken);
        await db.Ingredients.Take(1).ExecuteDeleteAsync(CancellationToken);
        var before = await worker.CountRowsAsync();

        (await worker.RunAsync()).MustSucceed();

        Assert.Equal(before, await worker.CountRowsAsync());
        Assert.All(await db.Recipes.ToListAsync(CancellationToken), recipe => Assert.Equal("Edited", recipe.Name));
    }

    /// <summary>As a release goes back to the version before.</summary>
    [Fact]
    public async Task What_a_later_version_has_migrated_is_left_as_it_is()
    {
        var worker = new Worker(await databases.CreateDatabaseAsync(CancellationToken)) { Seed = "none" };
        (await worker.RunAsync()).MustSucceed();
        await using var db = worker.OpenDatabase();
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO \"__EFMigrationsHistory\" SELECT '99991231235959_Later', '99.0'; ALTER TABLE recipe ADD COLUMN cuisine text", CancellationToken);

        Assert.Contains("The tables are up to date.", (await worker.RunAsync()).MustSucceed().Output, StringComparison.Ordinal);

        await db.Database.ExecuteSqlAsync($"UPDATE recipe SET cuisine = ''", CancellationToken);
        Assert.Contains("99991231235959_Later", await db.Database.GetAppliedMigrationsAsync(CancellationToken));
    }

    [Fact]
    public async Task No_seed_is_loaded_if_none_is_asked_for()
    {
        var worker = new Worker(await databases.CreateDatabaseAsync(CancellationToken)) { Seed = "none" };

        (await worker.RunAsync()).MustSucceed();

        Assert.Equal(new RowCounts(), await worker.CountRowsAsync());
    }

    [Fact]
    public async Task A_seed_may_be_a_file()
    {
        using var folder = new FixtureFolder();
        var worker = new Worker(await databases.CreateDatabaseAsync(CancellationToken)) { Seed = folder.Write(Fixture(Food(1, "salt"))) };

        (await worker.RunAsync()).MustSucceed();
        (await worker.RunAsync()).MustSucceed();

        Assert.Equal(new RowCounts(Foods: 1, LoadedSeeds: 1), await worker.CountRowsAsync());
    }

    [Fact]
    public async Task A_seed_that_is_left_out_because_of_its_name_says_so()
    {
        using var folder = new FixtureFolder();
        using var other = new FixtureFolder();
        var connectionString = await databases.CreateDatabaseAsync(CancellationToken);
        (await new Worker(connectionString) { Seed = folder.Write(Fixture(Food(1, "salt"))) }.RunAsync()).MustSucceed();

        var end = (await new Worker(connectionString) { Seed = other.Write(Fixture(Food(2, "pepper"))) }.RunAsync()).MustSucceed();

        Assert.Contains(
            "The seed fixture1.json was loaded before. A seed is known by its file's name: a file with other records needs another name, "
            + "and changed ones are loaded with loaddata.",
            end.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seed_that_is_not_there_is_named()
    {
        var worker = new Worker(await databases.CreateDatabaseAsync(CancellationToken)) { Seed = "/nowhere/seed.json" };

        (await worker.RunAsync()).MustFail("the setting Seed names the file /nowhere/seed.json, which does not exist.");

        Assert.Equal(new RowCounts(), await worker.CountRowsAsync());
    }

    [Fact]
    public async Task A_seed_never_writes_over_a_row()
    {
        using var folder = new FixtureFolder();
        var connectionString = await databases.CreateDatabaseAsync(CancellationToken);
        var worker = new Worker(connectionString) { Seed = folder.Write(Fixture(Food(2, "salt"), Food(1, "pepper"))) };
        (await new Worker(connectionString).RunAsync()).MustSucceed();
        (await worker.LoadAsync(Fixture(Food(1, "mine")))).MustSucceed();

        (await worker.RunAsync()).MustFail("record 1 (cookbook.food, pk 1), field pk: the database has a row with this pk, and a seed only adds.");

        Assert.Equal(new RowCounts(Foods: 1), await worker.CountRowsAsync());
    }

    [Theory]
    [InlineData(null, "the setting ConnectionStrings__cookbookdb is missing")]
    [InlineData(null, "dotnet user-secrets list --project Cookbook.AppHost")]
    [InlineData("Hos=localhost", "The setting ConnectionStrings__cookbookdb is no connection string")]
    [InlineData("Host=localhost;Port=1", "Postgres does not answer")]
    [InlineData("Host=nowhere.invalid", "Postgres does not answer")]
    public async Task A_database_that_cannot_be_reached(string? connectionString, string expected) =>
        (await new Worker(connectionString).RunAsync()).MustFail(expected);

    [Fact]
    public async Task A_password_that_is_wrong()
    {
        var connectionString = await databases.CreateDatabaseAsync(CancellationToken) + ";Password=wrong";

        (await new Worker(connectionString).RunAsync()).MustFail("Check user name and password");
    }
}
