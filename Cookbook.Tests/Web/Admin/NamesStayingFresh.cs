using System.Net;
using Cookbook.Data.Accounts;
using Cookbook.Data.Recipes;
using Cookbook.Tests.Data;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Tests.Web.Admin;

/// <summary>What is changed on the admin site of one replica shows on the public pages of all, although the admin pages purge nothing.</summary>
public sealed class NamesStayingFresh(TestServers servers)
{
    private static readonly string[] Pages = ["/", "/recipes/dal", "/cookbook/"];

    [Fact]
    public async Task A_renamed_tag_shows_at_once_where_it_was_in_the_cache()
    {
        await using var pair = await StartAsync();
        var address = await pair.One.AddNameAsync("tags", "lentils", Dal());
        await pair.FillAsync();

        using (var renamed = await pair.Browser.SubmitAsync(address, ("Name", "pulses")))
        {
            renamed.MustLeadTo($"{address}?Done=renamed");
        }

        foreach (var site in pair.Sites)
        {
            await site.CatchUpAsync();
            foreach (var page in (string[])["/", "/recipes/dal"])
            {
                var tags = (await site.ReadAsync(page)).QuerySelector(".tags")!.TextContent;
                Assert.Contains("pulses", tags, StringComparison.Ordinal);
                Assert.DoesNotContain("lentils", tags, StringComparison.Ordinal);
            }

            // This page shows no tags.
            Assert.True(await site.IsHitAsync("/cookbook/"));
        }
    }

    [Fact]
    public async Task A_deleted_tag_is_gone_at_once_from_what_was_in_the_cache()
    {
        await using var pair = await StartAsync();
        var address = Names.DeletionOf("tags", await pair.One.AddNameAsync("tags", "lentils", Dal()));
        await pair.FillAsync();

        using (var deleted = await pair.Browser.SubmitAsync(address))
        {
            deleted.MustLeadTo("/admin/tags?Deleted=1");
        }

        foreach (var site in pair.Sites)
        {
            await site.CatchUpAsync();
            foreach (var page in (string[])["/", "/recipes/dal"])
            {
                Assert.Null((await site.ReadAsync(page)).QuerySelector(".tags"));
            }
        }
    }

    [Theory]
    [InlineData("", "250 g lentils", "250 g pulses")]
    [InlineData("A cup of Lentils, rinsed", "A cup of Lentils, rinsed", "A cup of pulses, rinsed")]
    public async Task A_renamed_food_shows_at_once_in_the_recipes_that_use_it(string written, string before, string after)
    {
        await using var pair = await StartAsync();
        var dal = Dal();
        dal.Ingredients.Add(new Ingredient { Food = new Food { Name = "lentils" }, Amount = 250, UnitOfMeasure = "g", Description = written });
        await pair.One.AskAsync(async db =>
        {
            db.Add(dal);
            return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });
        await pair.FillAsync();
        Assert.Equal(before, await LineAsync(pair.One, "/recipes/dal"));

        using (var renamed = await pair.Browser.SubmitAsync($"/admin/foods/{dal.Ingredients[0].FoodId}", ("Name", "pulses")))
        {
            Assert.Equal(HttpStatusCode.Found, renamed.StatusCode);
        }

        foreach (var site in pair.Sites)
        {
            await site.CatchUpAsync();
            Assert.Equal(after, await LineAsync(site, "/recipes/dal"));
            Assert.Equal(after, await LineAsync(site, "/cookbook/"));
        }
    }

    [Fact]
    public async Task A_food_that_is_renamed_with_psql_shows_at_once_in_the_lines_that_are_made_of_its_name()
    {
        await using var pair = await StartAsync();
        var dal = Dal();
        dal.Ingredients.Add(new Ingredient { Food = new Food { Name = "lentils" }, Amount = 0.5m, UnitOfMeasure = "cup", Description = "" });
        await pair.One.AskAsync(async db =>
        {
            db.Add(dal);
            return await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });
        await pair.FillAsync();

        await pair.One.AskAsync(db => db.Database.ExecuteSqlAsync($"UPDATE food SET name = 'pulses'", TestContext.Current.CancellationToken));

        foreach (var site in pair.Sites)
        {
            await site.CatchUpAsync();
            Assert.Equal("1/2 cup pulses", await LineAsync(site, "/recipes/dal"));
            Assert.Equal("1/2 cup pulses", await LineAsync(site, "/cookbook/"));
            Assert.True(await site.IsHitAsync("/"));
        }
    }

    private static async Task<string> LineAsync(WebSite site, string page) =>
        (await site.ReadAsync(page)).QuerySelector(".ingredients li")!.TextContent;

    private static Recipe Dal() => RecipeDatabase.Recipe("Dal");

    private async Task<Pair> StartAsync()
    {
        var database = (await RecipeDatabase.CreateAsync(servers)).ConnectionString;
        var one = Browser.Behind(database, servers.Redis);
        var other = Browser.Behind(database, servers.Redis, ("OutputCaching:Prefix", one.Prefix));
        return new Pair(one, other, await one.BrowseAsAsync(Role.Editor));
    }

    /// <summary>Two replicas that share their pages, and an editor at the first.</summary>
    private sealed record Pair(WebSite One, WebSite Other, Browser Browser) : IAsyncDisposable
    {
        public WebSite[] Sites => [One, Other];

        /// <summary>Returns when all pages come out of the cache of both.</summary>
        public async Task FillAsync()
        {
            foreach (var site in Sites)
            {
                await site.CatchUpAsync();
                foreach (var page in Pages)
                {
                    await site.ReadAsync(page, HttpStatusCode.OK);
                    Assert.True(await site.IsHitAsync(page));
                }
            }
        }

        public async ValueTask DisposeAsync()
        {
            await One.DisposeAsync();
            await Other.DisposeAsync();
        }
    }
}
