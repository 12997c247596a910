using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Cookbook.Data.Accounts;
using Cookbook.Data.Recipes;
using Cookbook.Tests.Data;

namespace Cookbook.Tests.Web.Admin;

/// <summary>The lists of foods and of tags: searched, sorted, in pages.</summary>
public sealed class ListingNames(TestServers servers)
{
    [Theory]
    [InlineData("foods")]
    [InlineData("tags")]
    public async Task A_list_says_how_many_there_are_and_how_many_recipes_use_each(string kind)
    {
        await using var site = await SiteAsync();
        var browser = await site.BrowseAsAsync(Role.Viewer);
        await site.AddNameAsync(kind, "red lentils", RecipeDatabase.Recipe("Dal"), RecipeDatabase.Recipe("Soup"));
        await site.AddNameAsync(kind, "garlic");

        var page = await browser.ReadAsync($"/admin/{kind}");

        Assert.Equal([("garlic", "0"), ("red lentils", "2")], Rows(page));
        Assert.Contains(page.QuerySelectorAll("main p"), line => line.TextContent == $"2 {kind}");
    }

    [Theory]
    [InlineData("foods")]
    [InlineData("tags")]
    public async Task The_list_is_narrowed_to_what_no_recipe_uses(string kind)
    {
        await using var site = await SiteAsync();
        var browser = await site.BrowseAsAsync(Role.Viewer);
        await site.AddNameAsync(kind, "red lentils", RecipeDatabase.Recipe("Dal"));
        await site.AddNameAsync(kind, "garlic");

        var page = await browser.ReadAsync($"/admin/{kind}?unused=true");

        Assert.Equal([("garlic", "0")], Rows(page));
        Assert.Contains("unused=true", page.QuerySelector("th a")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_food_that_stands_twice_in_one_recipe_is_used_by_one()
    {
        await using var site = await SiteAsync();
        var browser = await site.BrowseAsAsync(Role.Viewer);
        var recipe = RecipeDatabase.Recipe("Dal");
        var food = new Food { Name = "salt" };
        recipe.Ingredients.Add(new Ingredient { Food = food, UnitOfMeasure = "", Description = "salt" });
        recipe.Ingredients.Add(new Ingredient { Food = food, UnitOfMeasure = "", Description = "more salt", Position = 1 });
        await site.AskAsync(db =>
        {
            db.Recipes.Add(recipe);
            return db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });

        Assert.Equal([("salt", "1")], Rows(await browser.ReadAsync("/admin/foods")));
    }

    [Theory]
    [InlineData("foods")]
    [InlineData("tags")]
    public async Task A_search_finds_what_contains_it_whatever_its_case_and_takes_its_signs_as_they_are(string kind)
    {
        await using var site = await SiteAsync();
        var browser = await site.BrowseAsAsync(Role.Viewer);
        foreach (var name in (string[])["red lentils", "Lentil flour", "50% cream", "a_b", "back\\slash", "crème fraîche"])
        {
            await site.AddNameAsync(kind, name);
        }

        foreach (var (q, found) in ((string, string[])[])
        [
            ("LENTIL", ["Lentil flour", "red lentils"]),
            (" lentil ", ["Lentil flour", "red lentils"]),
            ("%", ["50% cream"]),
            ("_", ["a_b"]),
            ("\\", ["back\\slash"]),
            ("CRÈME", ["crème fraîche"]),
            ("'; DROP TABLE food", []),
            ("", ["50% cream", "a_b", "back\\slash", "crème fraîche", "Lentil flour", "red lentils"]),
        ])
        {
            var page = await browser.ReadAsync($"/admin/{kind}?q={Uri.EscapeDataString(q)}");
            Assert.Equal(found, Rows(page).Select(row => row.Name).Order(StringComparer.InvariantCultureIgnoreCase));
            Assert.Equal(q, page.QuerySelector("#q")!.GetAttribute("value") ?? "");
        }
    }

    [Theory]
    [InlineData("foods")]
    [InlineData("tags")]
    public async Task A_list_is_sorted_by_the_heads_of_its_columns_and_says_how(string kind)
    {
        await using var site = await SiteAsync();
        var browser = await site.BrowseAsAsync(Role.Viewer);
        await site.AddNameAsync(kind, "b", RecipeDatabase.Recipe("One"));
        await site.AddNameAsync(kind, "a", RecipeDatabase.Recipe("Two"), RecipeDatabase.Recipe("Three"));
        await site.AddNameAsync(kind, "c");

        var page = await browser.ReadAsync($"/admin/{kind}");
        Assert.Equal(("abc", "ascending", null), Seen(page));
        page = await FollowAsync("Name");
        Assert.Equal(("cba", "descending", null), Seen(page));
        page = await FollowAsync("Recipes");
        Assert.Equal(("cba", null, "ascending"), Seen(page));
        page = await FollowAsync("Recipes");
        Assert.Equal(("abc", null, "descending"), Seen(page));

        async Task<IHtmlDocument> FollowAsync(string column) =>
            await browser.ReadAsync(page.QuerySelectorAll("thead a").Single(link => link.TextContent == column).GetAttribute("href")!);

        static (string, string?, string?) Seen(IParentNode page)
        {
            var heads = page.QuerySelectorAll("th").Select(head => head.GetAttribute("aria-sort")).ToList();
            return (string.Concat(Rows(page).Select(row => row.Name)), heads[0], heads[1]);
        }
    }

    [Theory]
    [InlineData("foods")]
    [InlineData("tags")]
    public async Task Fifty_stand_on_a_page_and_the_links_keep_search_and_order(string kind)
    {
        await using var site = await SiteAsync();
        var browser = await site.BrowseAsAsync(Role.Viewer);
        await AddManyAsync(site, 120);

        var first = await browser.ReadAsync($"/admin/{kind}?q=n&sort=-name");
        Assert.Contains(first.QuerySelectorAll("main p"), line => line.TextContent == $"120 {kind} with “n”");
        Assert.Equal("n-120", Rows(first)[0].Name);
        Assert.Equal("1", first.QuerySelector("[aria-current=page]")!.TextContent);

        var next = first.QuerySelector("a[rel=next]")!.GetAttribute("href")!;
        Assert.Equal($"/admin/{kind}?q=n&sort=-name&page=2", next);
        var second = await browser.ReadAsync(next);
        Assert.Equal((50, "n-070"), (Rows(second).Count, Rows(second)[0].Name));
        var third = await browser.ReadAsync(second.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal((20, "n-020"), (Rows(third).Count, Rows(third)[0].Name));
        Assert.Null(third.QuerySelector("a[rel=next]"));
    }

    [Theory]
    [InlineData("page=0")]
    [InlineData("page=-1")]
    [InlineData("page=2")]
    [InlineData("page=x")]
    [InlineData("page=2147483647")]
    [InlineData("sort=price")]
    public async Task A_page_or_an_order_that_is_not_there_is_not_found(string query)
    {
        await using var site = await SiteAsync();
        var browser = await site.BrowseAsAsync(Role.Viewer);

        using var response = await browser.GetAsync($"/admin/foods?{query}");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("foods")]
    [InlineData("tags")]
    public async Task A_list_without_rows_says_so(string kind)
    {
        await using var site = await SiteAsync();
        var browser = await site.BrowseAsAsync(Role.Administrator);

        var page = await browser.ReadAsync($"/admin/{kind}");

        Assert.Contains(page.QuerySelectorAll("main p"), line => line.TextContent == $"0 {kind}");
        Assert.Null(page.QuerySelector("table"));
    }

    [Theory]
    [InlineData("foods")]
    [InlineData("tags")]
    public async Task A_longer_list_and_a_longer_confirmation_ask_no_more_of_the_database(string kind)
    {
        await using var site = await SiteAsync();
        var browser = await site.BrowseAsAsync(Role.Administrator);
        await site.AddNameAsync(kind, "garlic", RecipeDatabase.Recipe("One"));
        var ids = string.Join('&', Enumerable.Range(1, 50).Select(id => string.Create(CultureInfo.InvariantCulture, $"id={id}")));
        string[] addresses = [$"/admin/{kind}", $"/admin/{kind}/1", $"/admin/{kind}/delete?{ids}"];
        var few = await Task.WhenAll(addresses.Select(address => site.CommandsAsync(browser, address)));
        await AddManyAsync(site, 120);

        var many = await Task.WhenAll(addresses.Select(address => site.CommandsAsync(browser, address)));

        Assert.Equal([2, 2, 2], few);
        Assert.Equal(few, many);
    }

    private static List<(string Name, string Recipes)> Rows(IParentNode page) =>
        [.. page.QuerySelectorAll("tbody tr").Select(row => (row.QuerySelector("a")!.TextContent, row.QuerySelector("td.number")!.TextContent))];

    private static Task<int> AddManyAsync(WebSite site, int count) => site.AskAsync(db =>
    {
        var names = Enumerable.Range(1, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"n-{number:000}")).ToList();
        db.Foods.AddRange(names.Select(name => new Food { Name = name }));
        db.Tags.AddRange(names.Select(name => new Tag { Name = name }));
        return db.SaveChangesAsync(TestContext.Current.CancellationToken);
    });

    private async Task<WebSite> SiteAsync() => Browser.Behind((await RecipeDatabase.CreateAsync(servers)).ConnectionString);
}
