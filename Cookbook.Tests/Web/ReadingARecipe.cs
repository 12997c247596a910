using System.Net;
using Cookbook.Data.Recipes;
using Cookbook.Tests.Data;
using static Cookbook.Tests.Data.RecipeDatabase;

namespace Cookbook.Tests.Web;

public sealed class ReadingARecipe(TestServers servers)
{
    [Fact]
    public async Task The_page_shows_all_that_is_known()
    {
        var stew = Recipe("Crème & Stew", 0, "500 g beef", "2 onions", "salt");
        stew.Description = "A <em>good</em> stew";
        stew.Instructions = "<ol><li>Cut.</li><li>Cook.</li></ol>";
        stew.Servings = 4;
        stew.PrepTime = TimeSpan.FromMinutes(20);
        stew.CookTime = TimeSpan.FromHours(26);
        stew.SourceUrl = "https://www.example.org/stew?a=1&b=2";
        stew.Tags.AddRange([new Tag { Name = "winter" }, new Tag { Name = "beef" }]);
        await using var site = await StartAsync(stew);

        using var page = await site.ReadAsync("/recipes/creme-stew");

        Assert.Equal("Crème & Stew – Cookbook", page.Title);
        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("A good stew", page.QuerySelector("meta[name=description]")?.GetAttribute("content"));
        Assert.Equal("/recipes/creme-stew", page.QuerySelector("link[rel=canonical]")?.GetAttribute("href"));
        Assert.Equal("Crème & Stew", Assert.Single(page.QuerySelectorAll("h1")).TextContent);
        Assert.Equal("A <em>good</em> stew", page.QuerySelector(".lead")?.InnerHtml);
        Assert.Equal(["500 g beef", "2 onions", "salt"], page.QuerySelectorAll(".ingredients li").Select(line => line.TextContent));
        Assert.Equal(["Cut.", "Cook."], page.QuerySelectorAll(".instructions ol li").Select(step => step.TextContent));
        Assert.Equal(["Preparation 20 min", "Cooking 26 h", "Serves 4"], page.QuerySelectorAll(".facts li").Select(fact => fact.TextContent.Trim()));
        Assert.Equal(["PT20M", "P1DT2H"], page.QuerySelectorAll(".facts time").Select(time => time.GetAttribute("datetime")));
        Assert.Equal(["beef", "winter"], page.QuerySelectorAll("ul.tags li").Select(tag => tag.TextContent));
        Assert.Equal("https://www.example.org/stew?a=1&b=2", page.QuerySelector(".source a")?.GetAttribute("href"));
        Assert.Equal("example.org", page.QuerySelector(".source a")?.TextContent);
    }

    [Fact]
    public async Task What_is_not_known_leaves_no_gap()
    {
        var toast = Recipe("Toast");
        toast.Description = "";
        toast.PrepTime = TimeSpan.Zero;
        await using var site = await StartAsync(toast);

        using var page = await site.ReadAsync("/recipes/toast");

        Assert.Null(page.QuerySelector(".facts"));
        Assert.Null(page.QuerySelector(".ingredients"));
        Assert.Null(page.QuerySelector(".tags"));
        Assert.Null(page.QuerySelector(".source"));
        Assert.Null(page.QuerySelector("meta[name=description]"));
        Assert.DoesNotContain(page.QuerySelectorAll("p, ul, footer, section"), element => element.TextContent.Trim() == "");
    }

    [Fact]
    public async Task A_long_description_is_cut_between_words_in_the_head_only()
    {
        var stew = Recipe("Stew");
        stew.Description = string.Join(' ', Enumerable.Repeat("slowly", 60));
        await using var site = await StartAsync(stew);

        using var page = await site.ReadAsync("/recipes/stew");

        var summary = page.QuerySelector("meta[name=description]")!.GetAttribute("content")!;
        Assert.InRange(summary.Length, 100, 160);
        Assert.EndsWith(" slowly…", summary, StringComparison.Ordinal);
        Assert.Equal(stew.Description, page.QuerySelector(".lead")?.TextContent);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("ftp://example.org/")]
    [InlineData("/relative")]
    [InlineData("nonsense")]
    public async Task A_source_that_is_no_address_on_the_web_is_left_out(string source)
    {
        var stew = Recipe("Stew");
        stew.SourceUrl = source;
        await using var site = await StartAsync(stew);

        using var page = await site.ReadAsync("/recipes/stew");

        Assert.Null(page.QuerySelector(".source"));
    }

    [Fact]
    public async Task An_old_slug_leads_to_the_recipe_for_good()
    {
        var stew = Recipe("Stew");
        stew.OldSlugs.Add(new OldSlug { Slug = "goulash" });
        await using var site = await StartAsync(stew);

        using var response = await site.GetAsync("/recipes/goulash");

        Assert.Equal(HttpStatusCode.MovedPermanently, response.StatusCode);
        Assert.Equal("/recipes/stew", response.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_browser_asks_again_before_it_follows_an_old_slug_because_the_recipe_may_take_it_back()
    {
        var stew = Recipe("Stew");
        stew.OldSlugs.Add(new OldSlug { Slug = "goulash" });
        await using var site = await StartAsync(stew);

        using var response = await site.GetAsync("/recipes/goulash");

        Assert.Equal("no-cache", response.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task A_recipe_that_is_there_comes_before_another_s_old_slug()
    {
        var stew = Recipe("Stew");
        stew.OldSlugs.Add(new OldSlug { Slug = "goulash" });
        await using var site = await StartAsync(stew, Recipe("Goulash"));

        using var page = await site.ReadAsync("/recipes/goulash");

        Assert.Equal("Goulash", page.QuerySelector("h1")?.TextContent);
    }

    [Theory]
    [InlineData("/recipes/Stew")]
    [InlineData("/Recipes/stew")]
    [InlineData("/recipes/stew/")]
    public async Task Another_spelling_moves_to_the_address(string spelling)
    {
        await using var site = await StartAsync(Recipe("Stew"));

        using var response = await site.GetAsync(spelling);

        Assert.Equal(HttpStatusCode.MovedPermanently, response.StatusCode);
        Assert.Equal("/recipes/stew", response.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("/recipes/goulash")]
    [InlineData("/recipes/ste")]
    [InlineData("/recipes/st%25")]
    [InlineData("/recipes/stew_")]
    [InlineData("/recipes/stew%20")]
    [InlineData("/recipes/st%C3%A9w")]
    [InlineData("/recipes/stew--stew")]
    [InlineData("/recipes/%27%3B--")]
    [InlineData("/recipes/%C4%B0")]
    public async Task An_unknown_recipe_is_not_found(string address)
    {
        await using var site = await StartAsync(Recipe("Stew"));

        using var page = await site.ReadAsync(address, HttpStatusCode.NotFound);

        Assert.Equal("There is no such page", page.QuerySelector("h1")?.TextContent);
    }

    [Fact]
    public async Task A_slug_that_is_too_long_is_not_found()
    {
        await using var site = await StartAsync(Recipe("Stew"));

        using var page = await site.ReadAsync($"/recipes/{new string('a', 4000)}", HttpStatusCode.NotFound);

        Assert.Equal("There is no such page", page.QuerySelector("h1")?.TextContent);
    }

    private async Task<WebSite> StartAsync(params Recipe[] recipes)
    {
        var database = await RecipeDatabase.CreateAsync(servers);
        await database.AddAsync(recipes);
        return new WebSite(database.ConnectionString, servers.Redis).Start();
    }
}
