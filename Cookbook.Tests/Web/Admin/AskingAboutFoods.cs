using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Tests.Web.Admin;

/// <summary>A food that nobody knows is asked about before it is added.</summary>
public sealed class AskingAboutFoods(AdminSite admin) : IClassFixture<AdminSite>
{
    [Fact]
    public async Task An_unknown_food_is_asked_about_and_added_once_when_it_is_said_to_be_new()
    {
        var (name, mark) = (Names.New(), Names.New());
        await admin.Site.AddNameAsync("foods", $"{mark} red");
        var typed = StoredRecipes.Typed(("1", "", $" {mark} ", ""), ("2", "", mark.ToUpperInvariant(), ""), ("", "", $"{mark} RED", ""));

        var page = await admin.RefusedAsync("/admin/recipes/add", [("Name", name), .. typed]);

        var problem = $"Do you mean {mark} red? If not, tick “new food” to add it.";
        RefusedForms.MustShow(page, "Lines_0__Food", $" {mark} ", $"There is no food “{mark}” yet. {problem}");
        RefusedForms.MustShow(page, "Lines_1__Food", mark.ToUpperInvariant(), $"There is no food “{mark.ToUpperInvariant()}” yet. {problem}");
        Assert.Null(page.QuerySelector("#Lines_2__Food-problem"));
        var boxes = page.QuerySelectorAll<IHtmlInputElement>("main input[name=NewFoods]").ToList();
        Assert.Equal([mark, mark.ToUpperInvariant()], boxes.Select(box => box.Value));
        Assert.Equal((0, 0), (await admin.Site.CountAsync("foods", mark), await admin.Site.CountAsync("foods", mark.ToUpperInvariant())));
        Assert.Null(await admin.Site.StoredUnderAsync(name));

        boxes[0].IsChecked = true;
        using var saved = await admin.Editor.SubmitAsync(page, "/admin/recipes/add");

        Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        var stored = (await admin.Site.StoredUnderAsync(name))!;
        Assert.Equal([$"1||{mark}|", $"2||{mark}|", $"||{mark} red|"], stored.Lines());
        Assert.Equal(stored.Ingredients[0].FoodId, stored.Ingredients[1].FoodId);
        Assert.Equal([$"added food {mark}"], await admin.Site.AuditAboutAsync($"food {mark}"));
        var history = await admin.Editor.ReadAsync(string.Create(CultureInfo.InvariantCulture, $"/admin/foods/{stored.Ingredients[0].FoodId}/history"));
        Assert.Single(history.QuerySelectorAll(".revision"));
    }

    [Fact]
    public async Task Of_two_unknown_foods_both_are_asked_about_and_none_is_added_while_one_is_unknown()
    {
        var (name, one, other) = (Names.New(), $"x{Names.New()}", $"y{Names.New()}");
        var typed = StoredRecipes.Typed(("", "", one, ""), ("", "", other, ""));

        var page = await admin.RefusedAsync("/admin/recipes/add", [("Name", name), ("NewFoods", one), .. typed]);

        Assert.Null(page.QuerySelector("#Lines_0__Food-problem"));
        RefusedForms.MustShow(page, "Lines_1__Food", other, $"There is no food “{other}” yet. Tick “new food” to add it.");
        Assert.Equal([true, false], page.QuerySelectorAll<IHtmlInputElement>("main input[name=NewFoods]").Select(box => box.IsChecked));
        Assert.Equal((0, 0), (await admin.Site.CountAsync("foods", one), await admin.Site.CountAsync("foods", other)));
    }

    [Fact]
    public async Task An_unknown_food_whose_third_sign_is_of_two_characters_is_asked_about_too()
    {
        var page = await admin.RefusedAsync("/admin/recipes/add", [("Name", Names.New()), .. StoredRecipes.Typed(("", "", "qj🥕 of no kind", ""))]);

        RefusedForms.MustShow(page, "Lines_0__Food", "qj🥕 of no kind", "There is no food “qj🥕 of no kind” yet. Tick “new food” to add it.");
    }
}
