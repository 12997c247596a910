using Cookbook.Tests.Data;

namespace Cookbook.Tests.Web;

/// <summary>Whatever changes in the database shows on every page that contains it, and leaves the other pages alone.</summary>
public sealed class StayingFresh(TestServers servers)
{
    private static readonly string[] Pages = ["/", "/cookbook/", "/recipes/dal-tadka", "/recipes/toast"];

    [Theory]
    [InlineData("UPDATE recipe SET name = 'Yellow dal' WHERE slug = 'dal-tadka'", "/", "/cookbook/", "/recipes/dal-tadka")]
    [InlineData("UPDATE ingredient SET description = '300 g of lentils' WHERE description LIKE '%lentils'", "/", "/cookbook/", "/recipes/dal-tadka")]
    [InlineData("DELETE FROM ingredient WHERE description LIKE '%lentils'", "/", "/cookbook/", "/recipes/dal-tadka")]
    [InlineData("DELETE FROM recipe WHERE slug = 'dal-tadka'", "/", "/cookbook/", "/recipes/dal-tadka")]
    [InlineData("UPDATE tag SET name = 'lentils'", "/", "/recipes/dal-tadka", "/recipes/toast")]
    [InlineData("DELETE FROM recipe_tag", "/", "/cookbook/", "/recipes/dal-tadka")]
    [InlineData("UPDATE recipe SET slug = 'dal' WHERE slug = 'dal-tadka'", "/", "/cookbook/", "/recipes/dal-tadka")]
    [InlineData("TRUNCATE recipe CASCADE", "/", "/cookbook/", "/recipes/dal-tadka", "/recipes/toast")]
    [InlineData("UPDATE food SET name = 'Lentils'")]
    [InlineData("BEGIN; UPDATE recipe SET name = 'Never'; ROLLBACK")]
    public async Task A_change_makes_the_pages_stale_that_show_it_and_no_others(string change, params string[] stale)
    {
        var database = await CookbookAsync();
        await using var site = new WebSite(database.ConnectionString, servers.Redis).Start();
        foreach (var page in Pages)
        {
            await site.ReadAsync(page);
        }

        await database.ExecuteAsync(change);
        await site.CatchUpAsync();

        var missed = new List<string>();
        foreach (var page in Pages)
        {
            using var response = await site.GetAsync(page);
            if (response.Headers.Age is null)
            {
                missed.Add(page);
            }
        }

        Assert.Equal(stale, missed);
    }

    [Fact]
    public async Task Every_replica_shows_what_was_changed()
    {
        var database = await CookbookAsync();
        await using var first = new WebSite(database.ConnectionString, servers.Redis).Start();
        await using var second = new WebSite(database.ConnectionString, servers.Redis, ("OutputCaching:Prefix", first.Prefix)).Start();
        foreach (var page in Pages)
        {
            await first.ReadAsync(page);
            await second.ReadAsync(page);
        }

        await database.ExecuteAsync("UPDATE recipe SET name = 'Yellow dal' WHERE slug = 'dal-tadka'");

        foreach (var site in (WebSite[])[first, second])
        {
            await site.CatchUpAsync();
            Assert.Equal("Yellow dal", (await site.ReadAsync("/recipes/dal-tadka")).QuerySelector("h1")?.TextContent);
            Assert.Contains("Yellow dal", (await site.ReadAsync("/")).Body!.TextContent, StringComparison.Ordinal);
            Assert.Contains("Yellow dal", (await site.ReadAsync("/cookbook/")).Body!.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_recipe_that_was_not_there_shows_as_soon_as_it_is()
    {
        var database = await CookbookAsync();
        await using var site = new WebSite(database.ConnectionString, servers.Redis).Start();
        await site.ReadAsync("/recipes/stew", System.Net.HttpStatusCode.NotFound);
        await site.ReadAsync("/recipes/stew", System.Net.HttpStatusCode.NotFound);

        await database.AddAsync(RecipeDatabase.Recipe("Stew"));
        await site.CatchUpAsync();

        await site.ReadAsync("/recipes/stew");
        Assert.True(await site.IsHitAsync("/recipes/stew"));
    }

    private async Task<RecipeDatabase> CookbookAsync()
    {
        var database = await RecipeDatabase.CreateAsync(servers);
        var dal = RecipeDatabase.Recipe("Dal tadka", 0, "200 g of lentils");
        dal.Tags.Add(new Cookbook.Data.Recipes.Tag { Name = "dal" });
        await database.AddAsync(dal, RecipeDatabase.Recipe("Toast", 1));
        return database;
    }
}
