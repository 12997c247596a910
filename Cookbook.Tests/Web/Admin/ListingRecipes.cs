using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Cookbook.Data.Recipes;
using Cookbook.Tests.Data;

namespace Cookbook.Tests.Web.Admin;

/// <summary>The list of recipes: searched, filtered, sorted, in pages.</summary>
public sealed class ListingRecipes(AdminSite admin) : IClassFixture<AdminSite>
{
    [Fact]
    public async Task A_row_has_the_name_the_tags_the_number_of_ingredients_and_when_it_was_changed()
    {
        var name = Names.New();
        var recipe = RecipeDatabase.Recipe(name, 5, "water", "salt");
        recipe.Tags.AddRange([new Tag { Name = $"winter-{name}" }, new Tag { Name = $"beef-{name}" }]);
        var address = await admin.Site.StoreAsync(recipe);

        var page = await admin.Viewer.ReadAsync($"/admin/recipes?q={name}");

        var row = Assert.Single(page.QuerySelectorAll("tbody tr"));
        Assert.Equal([name, $"beef-{name}, winter-{name}", "2", "2026-03-01 12:05"], row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()));
        Assert.Equal(address, row.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal("1 recipe found", Count(page));
    }

    [Fact]
    public async Task A_search_finds_what_contains_it_whatever_its_case_and_takes_its_signs_as_they_are()
    {
        var mark = Names.New();
        foreach (var name in (string[])["Red lentils", "Lentil soup", "50% cream", "a_b", "axb", "back\\slash", "crème"])
        {
            await admin.Site.StoreAsync(RecipeDatabase.Recipe($"{mark} {name}"));
        }

        foreach (var (q, found) in ((string, string[])[])
        [
            ($"{mark} LENTIL", ["Lentil soup"]),
            ($"  {mark} red  ", ["Red lentils"]),
            ($"{mark.ToUpperInvariant()} 50%", ["50% cream"]),
            ($"{mark}%cream", []),
            ($"{mark} a_b", ["a_b"]),
            ($"{mark} back\\", ["back\\slash"]),
            ($"{mark} CRÈ", ["crème"]),
            ($"{mark}'; DROP TABLE recipe", []),
            (mark[5..], ["50% cream", "a_b", "axb", "back\\slash", "crème", "Lentil soup", "Red lentils"]),
        ])
        {
            var page = await admin.Viewer.ReadAsync($"/admin/recipes?q={Uri.EscapeDataString(q)}");
            Assert.Equal(found, Listed(page).Select(name => name[(mark.Length + 1)..]).Order(StringComparer.InvariantCultureIgnoreCase));
            Assert.Equal(q, page.QuerySelector("#q")!.GetAttribute("value"));
            Assert.Equal($"{found.Length} {(found.Length == 1 ? "recipe" : "recipes")} found", Count(page));
        }
    }

    [Fact]
    public async Task Tag_food_and_the_want_of_ingredients_narrow_the_list_and_stay_in_the_form()
    {
        var mark = Names.New();
        var (dal, soup, toast) = (RecipeDatabase.Recipe($"{mark} dal"), RecipeDatabase.Recipe($"{mark} soup"), RecipeDatabase.Recipe($"{mark} toast"));
        await admin.Site.AddNameAsync("foods", $"{mark}_lentils", dal, soup);
        await admin.Site.AddNameAsync("foods", $"{mark}xlentils", RecipeDatabase.Recipe($"{mark} another"));
        await admin.Site.StoreAsync(toast);
        var tag = new Tag { Name = $"{mark}-quick" };
        await admin.Site.AskAsync(db =>
        {
            db.AttachRange(dal, toast);
            db.Add(tag);
            dal.Tags.Add(tag);
            toast.Tags.Add(tag);
            return db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });

        Assert.Equal(["dal", "toast"], await FoundAsync($"tag={mark}-quick"));
        Assert.Equal(["dal", "soup"], await FoundAsync($"food={mark.ToUpperInvariant()}_LENTILS"));
        Assert.Equal(["dal"], await FoundAsync($"tag={mark}-quick&food=+{mark}_lentils+"));
        Assert.Equal(["toast"], await FoundAsync($"q={mark}&empty=true"));
        Assert.Empty(await FoundAsync($"q={mark}&food=%25"));
        Assert.Empty(await FoundAsync($"q={mark}&tag={mark}"));

        var page = await admin.Viewer.ReadAsync($"/admin/recipes?q={mark}&tag={mark}-quick&food={mark}_lentils&empty=true&sort=updated");
        var form = page.QuerySelector("form[role=search]")!;
        Assert.Equal(mark, form.QuerySelector("#q")!.GetAttribute("value"));
        Assert.Equal($"{mark}-quick", form.QuerySelector<IHtmlSelectElement>("#tag")!.Value);
        Assert.Equal($"{mark}_lentils", form.QuerySelector("#food")!.GetAttribute("value"));
        Assert.True(form.QuerySelector<IHtmlInputElement>("[name=empty]")!.IsChecked);
        Assert.Equal("updated", form.QuerySelector("[name=sort]")!.GetAttribute("value"));

        async Task<IEnumerable<string>> FoundAsync(string query) =>
            Listed(await admin.Viewer.ReadAsync($"/admin/recipes?{query}")).Select(name => name[(mark.Length + 1)..]);
    }

    [Fact]
    public async Task The_list_is_sorted_by_the_heads_of_its_columns_and_says_how()
    {
        var mark = Names.New();
        foreach (var (name, minute) in ((string, int)[])[("b", 1), ("a", 2), ("c", 3)])
        {
            await admin.Site.StoreAsync(RecipeDatabase.Recipe($"{mark} {name}", minute));
        }

        var page = await admin.Viewer.ReadAsync($"/admin/recipes?q={mark}");
        Assert.Equal(("abc", "ascending", null), Seen());
        await FollowAsync("Name");
        Assert.Equal(("cba", "descending", null), Seen());
        await FollowAsync("Changed (UTC)");
        Assert.Equal(("bac", null, "ascending"), Seen());
        await FollowAsync("Changed (UTC)");
        Assert.Equal(("cab", null, "descending"), Seen());

        async Task FollowAsync(string column) =>
            page = await admin.Viewer.ReadAsync(page.QuerySelectorAll("thead a").Single(link => link.TextContent == column).GetAttribute("href")!);

        (string, string?, string?) Seen()
        {
            var heads = page.QuerySelectorAll("th").ToDictionary(head => head.TextContent, head => head.GetAttribute("aria-sort"));
            return (string.Concat(Listed(page).Select(name => name[^1])), heads["Name"], heads["Changed (UTC)"]);
        }
    }

    [Fact]
    public async Task Fifty_stand_on_a_page_and_the_links_keep_filters_and_order()
    {
        var mark = Names.New();
        await AddManyAsync(mark, 120);

        var first = await admin.Viewer.ReadAsync($"/admin/recipes?q={mark}&tag={mark}-tag&food={mark}-food&sort=-updated");
        Assert.Equal("120 recipes found", Count(first));
        Assert.Equal((50, $"{mark} 120"), (Listed(first).Count, Listed(first)[0]));
        Assert.Equal("1", first.QuerySelector("[aria-current=page]")!.TextContent);

        var next = first.QuerySelector("a[rel=next]")!.GetAttribute("href")!;
        Assert.Equal($"/admin/recipes?q={mark}&tag={mark}-tag&food={mark}-food&sort=-updated&page=2", next);
        var second = await admin.Viewer.ReadAsync(next);
        Assert.Equal((50, $"{mark} 070"), (Listed(second).Count, Listed(second)[0]));
        var third = await admin.Viewer.ReadAsync(second.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal((20, $"{mark} 020"), (Listed(third).Count, Listed(third)[0]));
        Assert.Null(third.QuerySelector("a[rel=next]"));

        var empty = await admin.Viewer.ReadAsync($"/admin/recipes?q={mark}&empty=true");
        Assert.Equal("0 recipes found", Count(empty));
        Assert.Null(empty.QuerySelector("table"));
    }

    [Theory]
    [InlineData("page=0")]
    [InlineData("page=-1")]
    [InlineData("page=40000000")]
    [InlineData("page=2&q=what+no+recipe+has")]
    [InlineData("page=x")]
    [InlineData("page=2147483647")]
    [InlineData("page=99999999999")]
    [InlineData("sort=price")]
    [InlineData("sort=Name")]
    [InlineData("empty=perhaps")]
    public async Task A_page_or_an_order_that_is_not_there_is_not_found(string query)
    {
        using var response = await admin.Viewer.GetAsync($"/admin/recipes?{query}");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("/admin/recipes?q=%00")]
    [InlineData("/admin/recipes?tag=a%00b")]
    [InlineData("/admin/recipes?food=%00")]
    [InlineData("/admin/foods?q=%00")]
    [InlineData("/admin/tags?q=a%00")]
    public async Task A_NUL_which_no_name_can_contain_is_a_bad_request(string address)
    {
        using var response = await admin.Viewer.GetAsync(address);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Names_are_text_whatever_signs_they_have()
    {
        var mark = Names.New();
        var name = $"{mark} <script>alert(1)</script> \"onmouseover=alert(1) x=\"&amp;";
        await admin.Site.AddNameAsync("tags", $"{mark}<b>\"'", RecipeDatabase.Recipe(name));

        using var response = await admin.Editor.GetAsync($"/admin/recipes?q={mark}");
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var page = await admin.Editor.ReadAsync($"/admin/recipes?q={mark}");

        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.Equal(name, Assert.Single(Listed(page)));
        Assert.Equal($"{mark}<b>\"'", page.QuerySelectorAll("tbody td")[2].TextContent);
        Assert.Equal($"Choose {name}", page.QuerySelector("tbody input")!.GetAttribute("aria-label"));
        Assert.Contains(page.QuerySelectorAll("#tag option"), option => option.GetAttribute("value") == $"{mark}<b>\"'");
        Assert.Null(page.QuerySelector("main script, main b, [onmouseover]"));
    }

    [Fact]
    public async Task Recipes_are_chosen_in_the_list_and_the_form_asks_before_it_deletes()
    {
        var name = Names.New();
        var address = await admin.Site.StoreAsync(RecipeDatabase.Recipe(name));

        var page = await admin.Editor.ReadAsync($"/admin/recipes?q={name}");

        var form = page.QuerySelector("main form:has(table)")!;
        Assert.Equal(("get", "/admin/recipes/delete"), (form.GetAttribute("method"), form.GetAttribute("action")));
        Assert.Equal(address.Split('/')[^1], Assert.Single(form.QuerySelectorAll("input[type=checkbox][name=id]")).GetAttribute("value"));
    }

    [Fact]
    public async Task A_longer_list_and_a_longer_confirmation_ask_no_more_of_the_database()
    {
        var mark = Names.New();
        var address = await admin.Site.StoreAsync(StoredRecipes.Stew($"{mark} 000"));
        using (var saved = await admin.Editor.SubmitAsync(address, ("Servings", "5")))
        {
            Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        }

        var ids = string.Join('&', Enumerable.Range(1, 50).Select(id => string.Create(CultureInfo.InvariantCulture, $"id={id}")));
        string[] addresses =
        [
            $"/admin/recipes?q={mark}", $"/admin/recipes?q={mark}&tag=tag-{mark}+000&food=beef-{mark}+000", $"/admin/recipes/delete?{ids}", address,
            $"{address}/history", "/admin/recipes/deleted",
        ];
        var few = await CommandsAsync();
        await AddManyAsync(mark, 60);

        var many = await CommandsAsync();

        Assert.Equal([3, 5, 1, 5, 7, 1], few);
        Assert.Equal(few, many);

        async Task<List<int>> CommandsAsync()
        {
            List<int> commands = [];
            foreach (var asked in addresses)
            {
                commands.Add(await admin.Site.CommandsAsync(admin.Editor, asked));
            }

            return commands;
        }
    }

    private static List<string> Listed(IParentNode page) => [.. page.QuerySelectorAll("tbody tr a").Select(link => link.TextContent)];

    private static string Count(IParentNode page) => page.QuerySelector("form[role=search] + p")!.TextContent;

    private Task<int> AddManyAsync(string mark, int count) => admin.Site.AskAsync(db =>
    {
        var (tag, food) = (new Tag { Name = $"{mark}-tag" }, new Food { Name = $"{mark}-food" });
        foreach (var number in Enumerable.Range(1, count))
        {
            var recipe = RecipeDatabase.Recipe(string.Create(CultureInfo.InvariantCulture, $"{mark} {number:000}"), number);
            recipe.Tags.Add(tag);
            recipe.Ingredients.Add(new Ingredient { Food = food, UnitOfMeasure = "", Description = "" });
            db.Recipes.Add(recipe);
        }

        return db.SaveChangesAsync(TestContext.Current.CancellationToken);
    });
}
