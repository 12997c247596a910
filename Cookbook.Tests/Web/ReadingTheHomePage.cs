using Cookbook.Data.Recipes;
using Cookbook.Tests.Data;
using static Cookbook.Tests.Data.RecipeDatabase;

namespace Cookbook.Tests.Web;

public sealed class ReadingTheHomePage(TestServers servers)
{
    [Fact]
    public async Task The_twelve_newest_recipes_come_first_to_last()
    {
        var database = await RecipeDatabase.CreateAsync(servers);

        // Of one minute: the one that was added later is newer.
        await database.AddAsync([
            Recipe("Middle", 50),
            Recipe("Newest", 99),
            Recipe("Twin one", 70),
            Recipe("Twin two", 70),
            .. Enumerable.Range(0, 10).Select(number => Recipe($"Old {number}", number)),
        ]);
        await using var site = new WebSite(database.ConnectionString, servers.Redis).Start();

        using var page = await site.ReadAsync("/");

        string[] expected = ["Newest", "Twin two", "Twin one", "Middle", "Old 9", "Old 8", "Old 7", "Old 6", "Old 5", "Old 4", "Old 3", "Old 2"];
        Assert.Equal(expected, page.QuerySelectorAll(".rows h3").Select(name => name.TextContent));
        Assert.Equal(expected.Select(name => $"/recipes/{Slug.For(name)}"), page.QuerySelectorAll(".rows h3 a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task A_recipe_s_row_tells_what_it_is_how_long_it_takes_and_its_tags()
    {
        var database = await RecipeDatabase.CreateAsync(servers);
        var stew = Recipe("Stew");
        stew.Description = "A <em>good</em> stew";
        stew.PrepTime = TimeSpan.FromMinutes(20);
        stew.CookTime = TimeSpan.FromMinutes(55);
        stew.Tags.AddRange([new Tag { Name = "winter" }, new Tag { Name = "beef" }]);
        await database.AddAsync(stew);
        await using var site = new WebSite(database.ConnectionString, servers.Redis).Start();

        using var page = await site.ReadAsync("/");

        var row = Assert.Single(page.QuerySelectorAll(".rows li"));
        Assert.Equal("A good stew", row.QuerySelector(".line")?.TextContent);
        Assert.Equal("1 h 15 min", row.QuerySelector("time")?.TextContent);
        Assert.Equal("PT1H15M", row.QuerySelector("time")?.GetAttribute("datetime"));
        Assert.Equal("beef, winter", row.QuerySelector("span")?.TextContent);
        Assert.Equal("/plates/stew.svg", row.QuerySelector("img")?.GetAttribute("src"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/cookbook/")]
    public async Task A_recipe_without_a_description_leaves_no_empty_line(string address)
    {
        var database = await RecipeDatabase.CreateAsync(servers);
        var toast = Recipe("Toast");
        toast.Description = "";
        await database.AddAsync(toast);
        await using var site = new WebSite(database.ConnectionString, servers.Redis).Start();

        using var page = await site.ReadAsync(address);

        Assert.NotNull(page.QuerySelector("a[href='/recipes/toast']"));
        Assert.DoesNotContain(page.QuerySelectorAll("main p"), line => line.TextContent.Trim() == "");
    }

    [Fact]
    public async Task The_tags_in_use_stand_with_the_number_of_their_recipes()
    {
        var database = await RecipeDatabase.CreateAsync(servers);
        var soup = new Tag { Name = "soup" };
        var quick = new Tag { Name = "quick" };
        var (first, second) = (Recipe("One"), Recipe("Two"));
        first.Tags.Add(soup);
        await database.AddAsync(first);
        second.Tags.Add(quick);
        await database.AddAsync(second);
        await database.ExecuteAsync("""
            INSERT INTO recipe_tag (recipe_id, tag_id) SELECT recipe.id, tag.id FROM recipe, tag WHERE recipe.name = 'Two' AND tag.name = 'soup';
            INSERT INTO tag (name) VALUES ('forgotten');
            """);
        await using var site = new WebSite(database.ConnectionString, servers.Redis).Start();

        using var page = await site.ReadAsync("/");

        Assert.Equal(["quick 1", "soup 2"], page.QuerySelectorAll("ul.tags li").Select(tag => tag.TextContent));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/cookbook/")]
    public async Task Without_recipes_the_page_says_how_to_get_some_and_fills_as_soon_as_there_are(string address)
    {
        var database = await RecipeDatabase.CreateAsync(servers);
        await using var site = new WebSite(database.ConnectionString, servers.Redis).Start();

        using (var empty = await site.ReadAsync(address))
        {
            Assert.Equal(
                [
                    "dotnet run --project Cookbook.AppHost",
                    "export ConnectionStrings__cookbookdb='Host=localhost;Port=…;Username=postgres;Password=…;Database=cookbookdb'",
                    "dotnet run --project Cookbook.MigrationService -- loaddata FILE",
                ],
                empty.QuerySelector(".empty code")!.TextContent.Split('\n'));
        }

        await database.AddAsync(Recipe("Stew"));

        await Eventually.IsTrue("the recipe stands there", async () =>
        {
            using var filled = await site.ReadAsync(address);
            return filled.QuerySelector(".empty") is null && filled.QuerySelector("a[href='/recipes/stew']") is not null;
        });
    }
}
