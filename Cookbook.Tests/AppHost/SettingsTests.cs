namespace Cookbook.Tests.AppHost;

/// <summary>What the README says one can tell the AppHost.</summary>
public sealed class SettingsTests
{
    [Fact]
    public async Task With_caching_switched_off_every_page_is_rendered_anew()
    {
        await using var system = await CookbookSystem.StartAsync("--OutputCaching:Enabled=false");
        Assert.False(await system.IsHitAsync("/cookbook/"));
        Assert.False(await system.IsHitAsync("/cookbook/"));
    }

    [Fact]
    public async Task Without_a_seed_the_site_says_how_to_get_recipes()
    {
        await using var system = await CookbookSystem.StartAsync("--Seed=none");
        Assert.Contains("There are no recipes yet.", await system.Web.GetStringAsync("/cookbook/", Eventually.Deadline), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seed_may_be_a_file_named_from_where_the_AppHost_is_started()
    {
        var seed = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(
            seed,
            """[{ "model": "cookbook.recipe", "pk": 1, "fields": { "name": "Toast", "desc": "Bread, <em>warm</em>.", "instructions": "<p>Toast it.</p>" } }]""",
            Eventually.Deadline);
        try
        {
            await using var system = await CookbookSystem.StartAsync($"--Seed={Path.GetRelativePath(Directory.GetCurrentDirectory(), seed)}");
            Assert.Contains("<em>warm</em>", await system.Web.GetStringAsync("/recipes/toast", Eventually.Deadline), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(seed);
        }
    }
}
