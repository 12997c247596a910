using System.Net;
using Cookbook.Data.Accounts;
using Cookbook.Tests.Data;

namespace Cookbook.Tests.Web.Admin;

/// <summary>What is saved on the admin site of one replica shows at once on the public pages of all.</summary>
public sealed class RecipesStayingFresh(TestServers servers)
{
    [Fact]
    public async Task A_recipe_shows_in_every_list_as_soon_as_it_is_added_and_everywhere_as_it_was_changed_last()
    {
        var database = (await RecipeDatabase.CreateAsync(servers)).ConnectionString;
        await using var one = Browser.Behind(database, servers.Redis);
        await using var other = Browser.Behind(database, servers.Redis, ("OutputCaching:Prefix", one.Prefix));
        var atOne = await one.BrowseAsAsync(Role.Editor);

        // Signed in at the one, and posting at the other.
        var atOther = atOne.At(other);
        await FillAsync("/", "/cookbook/");

        int id;
        using (var added = await atOther.SubmitAsync("/admin/recipes/add", ("Name", "Dal"), ("Description", "Lentils"), ("Tags", "indian"), ("Do", "save")))
        {
            id = added.IdIn();
        }

        await MustShowAsync("Dal", "/", "/cookbook/", "/recipes/dal");
        await FillAsync("/", "/cookbook/", "/recipes/dal");
        using (var changed = await atOne.SubmitAsync($"/admin/recipes/{id}", ("Name", "Dal tadka"), ("Description", "Yellow lentils"), ("Do", "save")))
        {
            Assert.Equal(HttpStatusCode.Found, changed.StatusCode);
        }

        await MustShowAsync("Yellow lentils", "/", "/cookbook/", "/recipes/dal-tadka");
        foreach (var site in (WebSite[])[one, other])
        {
            using var old = await site.GetAsync("/recipes/dal");
            Assert.Equal((HttpStatusCode.MovedPermanently, "/recipes/dal-tadka"), (old.StatusCode, old.Headers.Location?.OriginalString));
        }

        await FillAsync("/", "/cookbook/", "/recipes/dal-tadka");
        using (var deleted = await atOther.SubmitAsync($"/admin/recipes/delete?id={id}"))
        {
            Assert.Equal(HttpStatusCode.Found, deleted.StatusCode);
        }

        foreach (var site in (WebSite[])[one, other])
        {
            await site.CatchUpAsync();
            await site.ReadAsync("/recipes/dal-tadka", HttpStatusCode.NotFound);
            Assert.DoesNotContain("Dal", (await site.ReadAsync("/")).Body!.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain("Dal", (await site.ReadAsync("/cookbook/")).Body!.TextContent, StringComparison.Ordinal);
        }

        async Task FillAsync(params string[] pages)
        {
            foreach (var site in (WebSite[])[one, other])
            {
                await site.CatchUpAsync();
                foreach (var page in pages)
                {
                    await site.ReadAsync(page);
                    Assert.True(await site.IsHitAsync(page));
                }
            }
        }

        async Task MustShowAsync(string text, params string[] pages)
        {
            foreach (var site in (WebSite[])[one, other])
            {
                await site.CatchUpAsync();
                foreach (var page in pages)
                {
                    Assert.Contains(text, (await site.ReadAsync(page)).Body!.TextContent, StringComparison.Ordinal);
                }
            }
        }
    }
}
