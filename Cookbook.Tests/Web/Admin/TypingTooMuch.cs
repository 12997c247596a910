using System.Diagnostics;
using System.Net;

namespace Cookbook.Tests.Web.Admin;

/// <summary>Lists of ingredients without end, and lines that no form could have typed.</summary>
public sealed class TypingTooMuch(AdminSite admin) : IClassFixture<AdminSite>
{
    [Theory]
    [InlineData(201, "201")]
    [InlineData(5000, "5,000")]
    public async Task Too_many_ingredients_are_refused_quickly_and_all_are_kept(int count, string number)
    {
        var name = Names.New();
        var form = await admin.Editor.ReadAsync("/admin/recipes/add");
        var watch = Stopwatch.StartNew();

        using var response = await admin.Editor.SubmitAsync(form, "/admin/recipes/add", [("Name", name), .. RefusedForms.Many(count)]);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var html = await response.ReadHtmlAsync();
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
        Assert.Equal($"A recipe has at most 200 ingredients; this one has {number}.", html.QuerySelector("#lines-problem")!.TextContent.Trim());
        Assert.Equal("#Lines", html.QuerySelector("[role=alert] a")!.GetAttribute("href"));
        Assert.Equal(
            Enumerable.Range(0, count).Select(line => $"food {line}"),
            html.QuerySelectorAll("#line-list .food input[type=text]").Select(input => input.GetAttribute("value") ?? "").Where(food => food.Length > 0));
        Assert.Null(await admin.Site.StoredUnderAsync(name));
    }

    [Theory]
    [InlineData(10_001, true)]
    [InlineData(10_001, false)]
    [InlineData(90_000, false)]
    [InlineData(30_000, true)]
    public async Task Lines_without_end_are_a_bad_request(int count, bool isIndexed)
    {
        var form = await admin.Editor.ReadAsync("/admin/recipes/add");
        (string, string)[] lines = isIndexed
            ? RefusedForms.Many(count)
            : [("Lines.Index", ""), .. Enumerable.Range(0, count).Select(line => ($"Lines[{line}].Food", $"food {line}"))];
        form.QuerySelectorAll("[name='Lines.Index']").ToList().ForEach(index => index.Remove());

        using var response = await admin.Editor.SubmitAsync(form, "/admin/recipes/add", isIndexed ? lines : lines[1..]);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Two_hundred_lines_with_four_mistakes_each_are_all_told_of()
    {
        var page = await admin.RefusedAsync(
            "/admin/recipes/add",
            [("Name", Names.New()), .. StoredRecipes.Typed(Enumerable.Repeat(("x", "\u0001", "\u0001", "\u0001"), 200))]);

        Assert.Equal(800, page.QuerySelectorAll("#line-list .field-validation-error").Length);
        Assert.All(page.QuerySelectorAll("[role=alert] li"), line => Assert.NotEmpty(line.TextContent.Trim()));
    }

    [Fact]
    public async Task A_line_that_could_not_be_typed_stays_while_nobody_touches_it()
    {
        var name = Names.New();
        var recipe = StoredRecipes.Stew(name);
        recipe.Ingredients[1].Description = new string('a', 501);
        var address = await admin.Site.StoreAsync(recipe);
        var lines = recipe.Lines().ToList();

        using var saved = await admin.Editor.SubmitAsync(address, ("Servings", "5"));
        var page = await admin.RefusedAsync(address, [("Lines[1].Written", new string('a', 502))]);

        Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        Assert.Equal(lines, (await admin.Site.StoredAsync(address))!.Lines());
        RefusedForms.MustShow(page, "Lines_1__Written", new string('a', 502), "The line has at most 500 characters; this one has 502.");
    }
}
