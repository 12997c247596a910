using System.Net;
using AngleSharp.Dom;
using Cookbook.Data.Accounts;
using Cookbook.Data.Recipes.Editing;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Tests.Web.Admin;

/// <summary>The form of a recipe, without JavaScript.</summary>
public sealed class EditingRecipes(SampleSite sample) : IClassFixture<SampleSite>
{
    [Fact]
    public async Task A_recipe_is_added_with_all_its_fields()
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var (name, food, tag) = (Names.New(), Names.New(), Names.New());
        await site.AddNameAsync("foods", food);

        using var added = await browser.SubmitAsync(
            "/admin/recipes/add",
            ("Name", $" {name} "),
            ("Description", "Good <em>and</em> quick"),
            ("Lines[0].Amount", "1½"), ("Lines[0].Unit", "cups"), ("Lines[0].Food", food.ToUpperInvariant()),
            ("Lines[2].Food", food), ("Lines[2].Written", "more, to taste"),
            ("Instructions", "1. Wash\r\n2. Cook & eat\r\n"),
            ("Servings", "4"),
            ("PrepMinutes", "10"),
            ("CookMinutes", "95"),
            ("SourceUrl", "https://example.org/dal"),
            ("Tags", $"{tag.ToUpperInvariant()}, {tag}"),
            ("Do", "save"));

        var id = added.IdIn();
        added.MustLeadTo($"/admin/recipes?Done=added&Recipe={id}");
        var content = (await site.ContentAsync(id))!;
        Assert.Equal(
            new RecipeContent
            {
                Name = name,
                Description = "Good <em>and</em> quick",
                Instructions = "<ol>\n<li>Wash</li>\n<li>Cook &amp; eat</li>\n</ol>",
                Servings = 4,
                PrepMinutes = 10,
                CookMinutes = 95,
                SourceUrl = "https://example.org/dal",
                Tags = content.Tags,
                Ingredients = content.Ingredients,
            },
            content);
        Assert.Equal([tag], content.Tags);
        Assert.Equal([$"1 1/2 cups · {food}", $"more, to taste [{food}]"], content.Ingredients.Select(line => line.ToString()));

        var page = await site.ReadAsync($"/recipes/{name}");
        Assert.Equal([$"1 1/2 cups {food}", "more, to taste"], page.QuerySelectorAll(".ingredients li").Select(line => line.TextContent));
        Assert.Contains($"added recipe {name}", await site.AuditAboutAsync(name));
    }

    [Theory]
    [InlineData("save", "/admin/recipes?Done=saved&Recipe={0}")]
    [InlineData("continue", "/admin/recipes/{0}?Done=saved")]
    [InlineData("add-another", "/admin/recipes/add?Done=saved&Recipe={0}")]
    public async Task Each_button_saves_and_goes_on_where_it_says(string button, string to)
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var id = await site.AddRecipeAsync(Names.New());

        using var saved = await browser.SubmitAsync(StoredRecipes.AddressOf(id), ("Servings", "3"), ("Do", button));

        saved.MustLeadTo(string.Format(System.Globalization.CultureInfo.InvariantCulture, to, id));
        Assert.Equal(3, (await site.ContentAsync(id))!.Servings);
        var next = await browser.ReadAsync(saved.Headers.Location!.OriginalString);
        Assert.StartsWith("The recipe was saved", next.QuerySelector("[role=status]")!.TextContent.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Saving_without_a_change_changes_and_records_nothing()
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var name = Names.New();
        var id = await site.AddRecipeAsync(name, "a\tb", "1 cup");
        await site.AskAsync(db => db.Database.ExecuteSqlAsync(
            $"UPDATE recipe SET instructions = E'<ol>\r\n<li onclick=\"x\">As it came</li>\r\n</ol>', prep_time = '90 seconds' WHERE id = {id}",
            TestContext.Current.CancellationToken));
        var before = await VersionAsync(site, id);

        using var saved = await browser.SubmitAsync(StoredRecipes.AddressOf(id), ("Do", "continue"), ("Lines[0].Written", "a\tb"));

        saved.MustLeadTo($"/admin/recipes/{id}?Done=same");
        Assert.Equal(before, await VersionAsync(site, id));
        Assert.Empty(await site.AuditAboutAsync(name));
    }

    [Fact]
    public async Task Another_name_is_another_address_and_the_old_one_leads_there()
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var (before, after, other) = (Names.New(), Names.New(), Names.New());
        var id = await site.AddRecipeAsync(before);
        await site.AddRecipeAsync(other);

        using (var saved = await browser.SubmitAsync(StoredRecipes.AddressOf(id), ("Name", after), ("Do", "save")))
        {
            Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        }

        using (var old = await site.GetAsync($"/recipes/{before}"))
        {
            Assert.Equal((HttpStatusCode.MovedPermanently, $"/recipes/{after}"), (old.StatusCode, old.Headers.Location?.OriginalString));
        }

        // A name that another recipe has makes an address with a number, and a former address stays with its recipe.
        using (var saved = await browser.SubmitAsync(StoredRecipes.AddressOf(id), ("Name", other), ("Do", "save")))
        {
            Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        }

        using (var added = await browser.SubmitAsync("/admin/recipes/add", ("Name", before), ("Do", "save")))
        {
            Assert.Equal(HttpStatusCode.Found, added.StatusCode);
        }

        Assert.Equal(other, (await site.ReadAsync($"/recipes/{other}-2")).QuerySelector("h1")!.TextContent);
        Assert.Equal(before, (await site.ReadAsync($"/recipes/{before}-2")).QuerySelector("h1")!.TextContent);

        // And it may have its old one back.
        using (var saved = await browser.SubmitAsync(StoredRecipes.AddressOf(id), ("Name", before), ("Do", "save")))
        {
            Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        }

        await site.ReadAsync($"/recipes/{before}");
    }

    [Fact]
    public async Task Lines_are_moved_removed_and_added_by_buttons_and_saved_only_by_saving()
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var id = await site.AddRecipeAsync(Names.New(), "first", "second", "third");
        var address = StoredRecipes.AddressOf(id);
        var stored = (await site.ContentAsync(id))!;

        var page = await PressAsync(browser, await browser.ReadAsync(address), address, "down:0");
        Assert.Equal(["second", "first", "third"], LinesOf(page));
        page = await PressAsync(browser, page, address, "remove:2");
        Assert.Equal(["second", "first"], LinesOf(page));
        page = await PressAsync(browser, page, address, "up:1");
        Assert.Equal(["first", "second"], LinesOf(page));
        page = await PressAsync(browser, page, address, "up:1");
        var rows = page.QuerySelectorAll("#line-list > li").Length;
        page = await PressAsync(browser, page, address, "lines");
        Assert.Equal(rows + 3, page.QuerySelectorAll("#line-list > li").Length);
        Assert.Equal(stored.Ingredients, (await site.ContentAsync(id))!.Ingredients);

        using var saved = await browser.SubmitAsync(page, address, ("Do", "save"));

        var lines = (await site.ContentAsync(id))!.Ingredients;
        Assert.Equal([stored.Ingredients[1], stored.Ingredients[0]], lines);
    }

    [Fact]
    public async Task A_preview_shows_what_readers_will_see_and_saves_nothing()
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var name = Names.New();

        using var response = await browser.SubmitAsync(
            "/admin/recipes/add",
            ("Name", name), ("Instructions", "Cook it.<script>alert(1)</script>\r\n<p onclick=\"x\">Eat it.</p>"),
            ("Lines[0].Amount", "2"), ("Lines[0].Food", "eggs"), ("Do", "preview"));

        var page = await response.ReadHtmlAsync();
        var preview = page.QuerySelector("#preview")!;
        Assert.False(preview.HasAttribute("hidden"));
        Assert.Equal(name, preview.QuerySelector("h3")!.TextContent);
        Assert.Equal("2 eggs", preview.QuerySelector(".ingredients li")!.TextContent);
        Assert.Equal("Eat it.", preview.QuerySelector(".instructions p")!.TextContent);
        Assert.Empty(preview.QuerySelectorAll("script, [onclick]"));
        Assert.Null(page.QuerySelector(".errors"));
        Assert.Equal(0, await site.AskAsync(db => db.Recipes.CountAsync(recipe => recipe.Name == name, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task A_line_without_words_of_its_own_is_made_of_amount_unit_and_food()
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var (name, food) = (Names.New(), Names.New());
        await site.AddNameAsync("foods", food);
        var id = await site.AddRecipeAsync(name, "as written");

        using var saved = await browser.SubmitAsync(
            StoredRecipes.AddressOf(id), ("Lines[0].Amount", "0.333"), ("Lines[0].Unit", "l"), ("Lines[0].Food", food), ("Lines[0].Written", ""), ("Do", "save"));

        Assert.Equal($"1/3 l {food}", (await site.ReadAsync($"/recipes/{name}")).QuerySelector(".ingredients li")!.TextContent);
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> PressAsync(Browser browser, AngleSharp.Html.Dom.IHtmlDocument page, string address, string button)
    {
        using var response = await browser.SubmitAsync(page, address, ("Do", button));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.ReadHtmlAsync();
    }

    private static IEnumerable<string> LinesOf(IParentNode page) =>
        page.QuerySelectorAll("#line-list > li .written input").Select(line => line.GetAttribute("value") ?? "").Where(line => line.Length > 0);

    private static Task<uint> VersionAsync(WebSite site, int id) => site.AskAsync(db =>
        db.Recipes.Where(recipe => recipe.Id == id).Select(recipe => recipe.Version).SingleAsync(TestContext.Current.CancellationToken));
}
