using System.Net;
using Cookbook.Data.Accounts;
using Cookbook.Data.Recipes;
using Cookbook.Tests.Data;

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

    /// <summary>A recipe shows its lines as they were written, not the foods' names.</summary>
    [Fact]
    public async Task A_renamed_food_leaves_the_pages_in_the_cache_since_none_names_it()
    {
        await using var pair = await StartAsync();
        var address = await pair.One.AddNameAsync("foods", "lentils", Dal());
        await pair.FillAsync();

        using (var renamed = await pair.Browser.SubmitAsync(address, ("Name", "pulses")))
        {
            renamed.MustLeadTo($"{address}?Done=renamed");
        }

        foreach (var site in pair.Sites)
        {
            await site.CatchUpAsync();
            foreach (var page in Pages)
            {
                Assert.True(await site.IsHitAsync(page));
                Assert.DoesNotContain("pulses", (await site.ReadAsync(page)).Body!.TextContent, StringComparison.Ordinal);
            }
        }

        // The admin site is never kept, and says what is.
        Assert.Contains("pulses", (await pair.Browser.At(pair.Other).ReadAsync("/admin/foods")).Body!.TextContent, StringComparison.Ordinal);
    }

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
