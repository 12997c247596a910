using System.Globalization;
using System.Net;
using Cookbook.Data.Recipes;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Tests.Web.Admin;

/// <summary>Forms that somebody has made or changed by hand: other recipes' lines, other forms' numbers, no memory.</summary>
public sealed class DamagingForms(AdminSite admin) : IClassFixture<AdminSite>
{
    [Fact]
    public async Task An_ingredient_of_another_recipe_stays_as_it_is_whatever_the_form_says()
    {
        var (mine, theirs) = (Names.New(), Names.New());
        var (address, elsewhere) = (await admin.Site.StoreAsync(StoredRecipes.Stew(mine)), await admin.Site.StoreAsync(StoredRecipes.Stew(theirs)));
        var other = (await admin.Site.StoredAsync(elsewhere))!;
        var id = other.Ingredients[0].Id.ToString(CultureInfo.InvariantCulture);
        (string, string)[] lines =
        [
            .. StoredRecipes.Typed(("7", "kg", $"beef-{mine}", ""), ("8", "kg", $"beef-{mine}", ""), ("9", "kg", $"beef-{mine}", "")),
            ("Lines[t0].Id", id), ("Lines[t1].Id", id), ("Lines[t2].Id", "x"),
        ];

        using var saved = await admin.Editor.SubmitAsync(address, lines);

        Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        Assert.Equal([$"7|kg|beef-{mine}|", $"8|kg|beef-{mine}|", $"9|kg|beef-{mine}|"], (await admin.Site.StoredAsync(address))!.Lines());
        var untouched = (await admin.Site.StoredAsync(elsewhere))!;
        Assert.Equal(other.Version, untouched.Version);
        Assert.Equal(other.Lines(), untouched.Lines());
        Assert.Equal(other.Ingredients.Select(line => line.Id), untouched.Ingredients.Select(line => line.Id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"Name\":null}")]
    [InlineData("{\"Description\":null}")]
    [InlineData("{\"Tags\":null}")]
    [InlineData("{\"Tags\":[null]}")]
    [InlineData("{\"Ingredients\":null}")]
    [InlineData("{\"Ingredients\":[null]}")]
    [InlineData("{\"Ingredients\":[{\"Id\":1}]}")]
    [InlineData("{\"Ingredients\":[{\"Id\":1,\"Food\":\"a\",\"Unit\":\"\",\"Written\":\"\"},{\"Id\":1,\"Food\":\"a\",\"Unit\":\"\",\"Written\":\"\"}]}")]
    [InlineData("{\"Servings\":\"4\"}")]
    [InlineData("{\"Name\":\"\\ud800\\u0000\"}")]
    public async Task A_form_whose_memory_somebody_has_damaged_asks_about_what_differs(string seen)
    {
        var name = Names.New();
        var address = await admin.Site.StoreAsync(StoredRecipes.Stew(name));
        var before = await admin.StateAsync(address);

        var page = await admin.RefusedAsync(address, [("Name", $"{name}!"), ("Seen", seen)]);
        Assert.Equal(before, await admin.StateAsync(address));
        using var saved = await admin.Editor.SubmitAsync(page, address);

        Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        Assert.Equal($"{name}!", (await admin.Site.StoredAsync(address))!.Name);
        using var added = await admin.Editor.SubmitAsync("/admin/recipes/add", ("Name", $"{name}?"), ("Seen", seen));
        Assert.Equal(HttpStatusCode.Found, added.StatusCode);
    }

    [Fact]
    public async Task What_a_new_recipe_s_form_claims_to_have_seen_lets_nothing_through()
    {
        const string Script = "<script>alert(1)</script>";
        const string Seen = $$"""{"Name":"","Description":"{{Script}}","Instructions":"{{Script}}","SourceUrl":"javascript:alert(1)","Servings":-4,"CookMinutes":-4}""";
        var name = Names.New();

        var page = await admin.RefusedAsync(
            "/admin/recipes/add",
            [
                ("Name", name), ("Seen", Seen), ("Description", Script), ("Instructions", Script), ("SourceUrl", "javascript:alert(1)"), ("Servings", "-4"),
                ("CookMinutes", "-4"),
            ]);

        Assert.Equal(
            ["#Description", "#Instructions", "#Servings", "#CookMinutes", "#SourceUrl"],
            page.QuerySelectorAll("[role=alert] a").Select(link => link.GetAttribute("href")));
        Assert.Null(await admin.Site.StoredUnderAsync(name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public async Task Forms_without_a_number_of_their_own_are_not_taken_for_one_another(string submission)
    {
        var (a, b, c) = (Names.New(), Names.New(), Names.New());
        var address = await admin.Site.StoreAsync(StoredRecipes.Stew(c));
        foreach (var (to, fields) in ((string, (string, string)[])[])
        [
            ("/admin/recipes/add", [("Name", a)]),
            ("/admin/recipes/add", [("Name", b)]),
            (address, [("Servings", "9")]),
        ])
        {
            using var saved = await admin.Editor.SubmitAsync(to, [.. fields, ("Submission", submission)]);
            Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        }

        Assert.NotNull(await admin.Site.StoredUnderAsync(a));
        Assert.NotNull(await admin.Site.StoredUnderAsync(b));
        Assert.Equal(9, (await admin.Site.StoredAsync(address))!.Servings);
    }

    [Fact]
    public async Task A_form_with_the_number_of_another_changes_what_it_is_of_and_nothing_else()
    {
        var (a, b) = (Names.New(), Names.New());
        var (one, other) = (await admin.Site.StoreAsync(StoredRecipes.Stew(a)), await admin.Site.StoreAsync(StoredRecipes.Stew(b)));
        var form = await admin.Editor.ReadAsync(one);
        using (var first = await admin.Editor.SubmitAsync(form, one, ("Servings", "8")))
        {
            Assert.Equal(HttpStatusCode.Found, first.StatusCode);
        }

        var number = form.QuerySelector("input[name=Submission]")!.GetAttribute("value")!;
        using var changed = await admin.Editor.SubmitAsync(other, ("Servings", "9"), ("Submission", number));
        using var added = await admin.Editor.SubmitAsync("/admin/recipes/add", ("Name", $"{a}!"), ("Submission", number));

        Assert.Equal((HttpStatusCode.Found, HttpStatusCode.Found), (changed.StatusCode, added.StatusCode));
        var (stored, second) = ((await admin.Site.StoredAsync(one))!, (await admin.Site.StoredAsync(other))!);
        Assert.Equal((a, 8, b, 9), (stored.Name, stored.Servings, second.Name, second.Servings));
        Assert.NotNull(await admin.Site.StoredUnderAsync($"{a}!"));
    }

    [Fact]
    public async Task A_word_that_moves_from_one_field_of_a_line_to_another_is_a_change()
    {
        var name = Names.New();
        var recipe = StoredRecipes.Stew(name);
        recipe.Ingredients.RemoveAt(1);
        recipe.Ingredients[0] = new Ingredient { Food = new Food { Name = $"large {name}" }, Amount = 2, UnitOfMeasure = "", Description = "" };
        var address = await admin.Site.StoreAsync(recipe);

        using var saved = await admin.Editor.SubmitAsync(address, ("Lines[0].Unit", "large"), ("Lines[0].Food", name), ("NewFoods", name));

        Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        Assert.Equal([$"2|large|{name}|"], (await admin.Site.StoredAsync(address))!.Lines());
    }

    [Fact]
    public async Task A_NUL_in_any_field_makes_it_a_bad_request()
    {
        var name = Names.New();
        var address = await admin.Site.StoreAsync(StoredRecipes.Stew(name));
        var before = await admin.StateAsync(address);
        var form = await admin.Editor.ReadAsync(address);
        foreach (var field in (string[])
        [
            "Name", "Description", "Instructions", "Servings", "PrepMinutes", "CookMinutes", "SourceUrl", "Tags", "NewFoods", "LeaveOut", "TakeTheirs", "Seen",
            "Submission", "Do", "Lines[0].Id", "Lines[0].Amount", "Lines[0].Unit", "Lines[0].Food", "Lines[0].Written",
        ])
        {
            using var response = await admin.Editor.SubmitAsync(form, address, (field, "a\0b"));
            Assert.True(response.StatusCode is HttpStatusCode.BadRequest, $"{field}: {response.StatusCode}");

            using var parts = new MultipartFormDataContent();
            parts.Add(new StringContent(form.QuerySelector("main form input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken");
            parts.Add(new StringContent("a\0b"), field);
            using var multipart = await admin.Editor.SendAsync(new HttpRequestMessage(HttpMethod.Post, address) { Content = parts });
            Assert.True(multipart.StatusCode is HttpStatusCode.BadRequest, $"{field} in parts: {multipart.StatusCode}");
        }

        Assert.Equal(before, await admin.StateAsync(address));
    }
}
