using Microsoft.EntityFrameworkCore;
using static Cookbook.Tests.MigrationService.Json;

namespace Cookbook.Tests.MigrationService;

public sealed class GivingSlugs(TestServers databases)
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Recipes_of_one_name_get_different_slugs()
    {
        var worker = await Worker.MigratedAsync(databases);
        (await worker.LoadAsync(Fixture(Recipe(1, "Stew"), Recipe(2, "Stew"), Recipe(3, "Goulash", "\"slug\": \"stew\"")))).MustSucceed();
        (await worker.LoadAsync(Fixture(Recipe(4, "Stew"), Recipe(2, "Stew")))).MustSucceed();

        Assert.Equal(["1 stew-2", "2 stew-3", "3 stew", "4 stew-4"], await SlugsAsync(worker));
    }

    [Fact]
    public async Task A_renamed_recipe_leaves_its_old_slug_behind_and_can_take_it_back()
    {
        var worker = await Worker.MigratedAsync(databases);
        (await worker.LoadAsync(Fixture(Recipe(1, "Stew")))).MustSucceed();

        (await worker.LoadAsync(Fixture(Recipe(1, "Goulash")))).MustSucceed();
        Assert.Equal(["1 goulash", "1 stew old"], await SlugsAsync(worker));

        (await worker.LoadAsync(Fixture(Recipe(1, "Stew")))).MustSucceed();
        Assert.Equal(["1 stew", "1 goulash old"], await SlugsAsync(worker));

        (await worker.LoadAsync(Fixture(Recipe(1, "Stew", "\"slug\": \"beef\"")))).MustSucceed();
        Assert.Equal(["1 beef", "1 goulash old", "1 stew old"], await SlugsAsync(worker));
    }

    [Fact]
    public async Task A_name_that_reads_the_same_keeps_its_slug()
    {
        var worker = await Worker.MigratedAsync(databases);
        (await worker.LoadAsync(Fixture(Recipe(1, "Stew"), Recipe(2, "Stew")))).MustSucceed();

        (await worker.LoadAsync(Fixture(Recipe(1, "Goulash"), Recipe(2, "Stew!")))).MustSucceed();

        Assert.Equal(["1 goulash", "2 stew-2", "1 stew old"], await SlugsAsync(worker));
    }

    [Fact]
    public async Task The_old_slug_of_another_recipe_is_not_free()
    {
        var worker = await Worker.MigratedAsync(databases);
        (await worker.LoadAsync(Fixture(Recipe(1, "Stew")))).MustSucceed();

        (await worker.LoadAsync(Fixture(Recipe(2, "Stew"), Recipe(1, "Goulash")))).MustSucceed();

        Assert.Equal(["1 goulash", "2 stew-2", "1 stew old"], await SlugsAsync(worker));
    }

    [Fact]
    public async Task Recipes_can_swap_their_names()
    {
        var worker = await Worker.MigratedAsync(databases);
        (await worker.LoadAsync(Fixture(Recipe(1, "Stew"), Recipe(2, "Soup")))).MustSucceed();

        (await worker.LoadAsync(Fixture(Recipe(1, "Soup"), Recipe(2, "Stew")))).MustSucceed();

        Assert.Equal(["1 soup-2", "2 stew-2", "1 stew old", "2 soup old"], await SlugsAsync(worker));
    }

    [Fact]
    public async Task A_slug_that_another_recipe_has_or_had_is_refused()
    {
        var worker = await Worker.MigratedAsync(databases);
        (await worker.LoadAsync(Fixture(Recipe(1, "Stew"), Recipe(2, "Soup")))).MustSucceed();
        (await worker.LoadAsync(Fixture(Recipe(1, "Goulash")))).MustSucceed();
        var before = await SlugsAsync(worker);

        var end = await worker.LoadAsync(Fixture(
            Recipe(1, "Beef", "\"slug\": \"beef\""), Recipe(2, "Soup", "\"slug\": \"goulash\""), Recipe(3, "Stew", "\"slug\": \"stew\"")));

        end.MustFail("record 1 (cookbook.recipe, pk 2), field slug: \"goulash\" belongs to the recipe with pk 1");
        end.MustFail("record 2 (cookbook.recipe, pk 3), field slug: \"stew\" belongs to the recipe with pk 1");
        end.MustFail("Choose another, or leave the slug out: then a free one is made from the name.");
        Assert.DoesNotContain("record 0", end.Error, StringComparison.Ordinal);
        Assert.Equal(before, await SlugsAsync(worker));
    }

    private static async Task<List<string>> SlugsAsync(Worker worker)
    {
        await using var db = worker.OpenDatabase();
        var slugs = await db.Recipes.OrderBy(recipe => recipe.Id).Select(recipe => recipe.Id + " " + recipe.Slug).ToListAsync(CancellationToken);
        var old = await db.OldSlugs.OrderBy(row => row.RecipeId).ThenBy(row => row.Slug)
            .Select(row => row.RecipeId + " " + row.Slug + " old").ToListAsync(CancellationToken);
        return [.. slugs, .. old];
    }
}
