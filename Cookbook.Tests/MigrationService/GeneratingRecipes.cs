using Cookbook.Data.Recipes;
using Cookbook.MigrationService;
using Cookbook.MigrationService.Generating;
using Cookbook.Tests.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Cookbook.Tests.MigrationService;

/// <summary>The command <c>generate</c>, and what it leaves in the database.</summary>
public sealed class GeneratingRecipes(TestServers databases)
{
    /// <summary>More than a batch.</summary>
    private const int Some = GenerateRecipes.BatchSize + 100;

    /// <summary>All that a set has, keys aside, in one number.</summary>
    private const string Digest =
        """
        SELECT md5(string_agg(concat_ws('|', r.name, r.slug, r.description, r.instructions, r.servings, r.prep_time, r.cook_time, r.created_at, r.updated_at,
            (SELECT string_agg(concat_ws('~', f.name, i.amount, i.unit_of_measure, i.description), '^' ORDER BY i.position) FROM ingredient i JOIN food f ON f.id = i.food_id WHERE i.recipe_id = r.id),
            (SELECT string_agg(t.name, '^' ORDER BY t.name) FROM recipe_tag rt JOIN tag t ON t.id = rt.tag_id WHERE rt.recipe_id = r.id)), '#' ORDER BY r.slug)) AS "Value"
        FROM recipe r
        """;

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_makes_what_was_asked_for_and_says_so()
    {
        var worker = await Worker.MigratedAsync(databases);

        var end = (await GenerateAsync(worker, Some)).MustSucceed();

        var rows = await worker.CountRowsAsync();
        Assert.Equal(Some, rows.Recipes);
        Assert.InRange(rows.Ingredients, 5 * Some, 12 * Some);
        Assert.InRange(rows.Foods, 300, 500);
        Assert.Contains($"Made 1,100 recipes with {rows.Ingredients:N0} ingredients in ", end.Output, StringComparison.Ordinal);
        Assert.Contains("(seed 1, 1,100 in all)", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_more_does_nothing_and_more_adds_the_rest()
    {
        var worker = await Worker.MigratedAsync(databases);
        (await GenerateAsync(worker, 30)).MustSucceed();

        Assert.Contains("Nothing to do: 30 recipes of seed 1 were made before.", (await GenerateAsync(worker, 30)).MustSucceed().Output, StringComparison.Ordinal);
        Assert.Contains("Nothing to do", (await GenerateAsync(worker, 20)).MustSucceed().Output, StringComparison.Ordinal);
        Assert.Contains("Going on behind the 30 recipes", (await GenerateAsync(worker, 50)).MustSucceed().Output, StringComparison.Ordinal);

        Assert.Equal(50, (await worker.CountRowsAsync()).Recipes);
        Assert.Contains("Nothing to do", (await GenerateAsync(worker, 50)).MustSucceed().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_was_stopped_leaves_whole_batches_and_the_next_goes_on_behind_them()
    {
        var worker = await Worker.MigratedAsync(databases);
        await using var other = new NpgsqlConnection(worker.ConnectionString);
        await other.OpenAsync(CancellationToken);

        // One batch gets through, the second finds its last table locked.
        (await GenerateAsync(worker, GenerateRecipes.BatchSize)).MustSucceed();
        await using var transaction = await other.BeginTransactionAsync(CancellationToken);
        await other.ExecuteAsync("LOCK TABLE recipe_tag IN ACCESS EXCLUSIVE MODE", CancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken);
        var running = worker.RunUntilAsync(stop.Token, "generate", "--recipes", "1100");
        await other.UntilAsync("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = 'recipe_tag'::regclass)", CancellationToken);
        await stop.CancelAsync();
        var end = await running;
        await transaction.RollbackAsync(CancellationToken);

        Assert.Equal(ExitCode.Stopped, end.ExitCode);
        Assert.StartsWith("Stopped before the end.", end.Error, StringComparison.Ordinal);
        Assert.Equal(GenerateRecipes.BatchSize, (await worker.CountRowsAsync()).Recipes);

        (await GenerateAsync(worker, Some)).MustSucceed();
        var atOnce = await Worker.MigratedAsync(databases);
        (await GenerateAsync(atOnce, Some)).MustSucceed();
        Assert.Equal(await DigestAsync(atOnce), await DigestAsync(worker));
    }

    [Fact]
    public async Task A_connection_that_is_lost_in_the_middle_is_bridged()
    {
        var worker = await Worker.MigratedAsync(databases);
        await using var other = new NpgsqlConnection(worker.ConnectionString);
        await other.OpenAsync(CancellationToken);
        await using var transaction = await other.BeginTransactionAsync(CancellationToken);
        await other.ExecuteAsync("LOCK TABLE ingredient IN ACCESS EXCLUSIVE MODE", CancellationToken);

        var running = GenerateAsync(worker, 50);
        await other.UntilAsync(
            "SELECT count(pg_terminate_backend(pid)) > 0 FROM pg_locks WHERE NOT granted AND relation = 'ingredient'::regclass", CancellationToken);
        await transaction.RollbackAsync(CancellationToken);

        (await running).MustSucceed();
        Assert.Equal(50, (await worker.CountRowsAsync()).Recipes);
    }

    [Fact]
    public async Task An_address_that_another_recipe_has_or_had_gets_a_number()
    {
        var worker = await Worker.MigratedAsync(databases);
        var set = new RecipeSet(1);
        await using (var db = worker.OpenDatabase())
        {
            var mine = RecipeDatabase.Recipe(set[0].Name);
            mine.OldSlugs.AddRange([new OldSlug { Slug = set[1].Slug }, new OldSlug { Slug = $"{set[1].Slug}-2" }]);
            db.Recipes.Add(mine);
            await db.SaveChangesAsync(CancellationToken);
        }

        (await GenerateAsync(worker, 3)).MustSucceed();
        (await worker.RunAsync("generate", "--recipes", "3", "--seed", "2")).MustSucceed();

        await using var after = worker.OpenDatabase();
        var slugs = await after.Recipes.OrderBy(recipe => recipe.Id).Select(recipe => recipe.Slug).ToListAsync(CancellationToken);
        Assert.Equal([set[0].Slug, $"{set[0].Slug}-2", $"{set[1].Slug}-3", set[2].Slug], slugs[..4]);
        Assert.Equal(7, slugs.Count);
    }

    [Fact]
    public async Task Foods_and_tags_that_are_there_are_used_and_recipes_can_be_added_afterwards()
    {
        var worker = await Worker.MigratedAsync(databases);
        await using var db = worker.OpenDatabase();
        db.AddRange(new Food { Name = "salt" }, new Tag { Name = "vegetarian" });
        await db.SaveChangesAsync(CancellationToken);

        (await GenerateAsync(worker, 40)).MustSucceed();
        var mine = RecipeDatabase.Recipe("My own", 0, "water");
        db.Add(mine);
        await db.SaveChangesAsync(CancellationToken);

        Assert.Equal(1, await db.Foods.CountAsync(food => food.Name == "salt", CancellationToken));
        Assert.True(await db.Recipes.AllAsync(recipe => recipe.Id <= mine.Id, CancellationToken));
    }

    [Fact]
    public async Task The_recipes_are_pages_of_the_site_at_once()
    {
        var worker = await Worker.MigratedAsync(databases);
        await using var site = new Web.WebSite(worker.ConnectionString!, redis: null).Start();
        await site.ReadAsync("/cookbook/");
        Assert.True(await site.IsHitAsync("/cookbook/"));

        (await GenerateAsync(worker, GenerateRecipes.BatchSize)).MustSucceed();
        await site.CatchUpAsync();

        var page = await site.ReadAsync("/cookbook/");
        Assert.Contains("1000 recipes", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(new RecipeSet(1)[0].Name, page.QuerySelector("article h2")!.TextContent);
    }

    [Theory]
    [InlineData("--recipes must be a whole number from 1 to 10240000", "--recipes", "0")]
    [InlineData("“-5” is none", "--recipes", "-5")]
    [InlineData("“1000000000” is none", "--recipes", "1000000000")]
    [InlineData("“99999999999999999999” is none", "--recipes", "99999999999999999999")]
    [InlineData("“many” is none", "--recipes", "many")]
    [InlineData("“1.5” is none", "--recipes", "1.5")]
    [InlineData("“1,000” is none", "--recipes", "1,000")]
    [InlineData("--seed must be a whole number from 0 to 2147483647", "--recipes", "5", "--seed", "luck")]
    [InlineData("'--colour'", "--recipes", "5", "--colour")]
    [InlineData("'--recipes' is required")]
    [InlineData("--recipes", "--recipes")]
    public async Task What_cannot_be_meant_is_refused_before_the_database_is_asked(string saying, params string[] args) =>
        (await new Worker("Host=nowhere.invalid").RunAsync(["generate", .. args])).MustFail(saying);

    [Fact]
    public async Task The_tables_must_be_there() =>
        (await GenerateAsync(new Worker(await databases.CreateDatabaseAsync(CancellationToken)), 5)).MustFail("Run the migration first");

    [Fact]
    public async Task The_database_must_be_there()
    {
        (await GenerateAsync(new Worker(await databases.CreateDatabaseAsync(CancellationToken) + ";Database=nowhere"), 5)).MustFail("Postgres has no such database");
        (await GenerateAsync(new Worker("Host=127.0.0.1;Port=1"), 5)).MustFail("Postgres does not answer");
    }

    private static Task<WorkerEnd> GenerateAsync(Worker worker, int recipes) =>
        worker.RunAsync("generate", "--recipes", recipes.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static async Task<string> DigestAsync(Worker worker)
    {
        await using var db = worker.OpenDatabase();
        return await db.Database.SqlQueryRaw<string>(Digest).SingleAsync(CancellationToken);
    }
}
