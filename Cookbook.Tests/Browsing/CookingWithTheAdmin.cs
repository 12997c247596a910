using Cookbook.Data.Accounts;
using Cookbook.Tests.Web;
using Cookbook.Tests.Web.Admin;
using Microsoft.Playwright;

namespace Cookbook.Tests.Browsing;

/// <summary>A recipe's life on the site, from its first line to the day when it is had back.</summary>
public sealed class CookingWithTheAdmin(SampleSite sample, Chromium chromium) : IClassFixture<SampleSite>
{
    private readonly string _name = Names.New();
    private readonly string _known = Names.New();
    private readonly string _new = Names.New();

    [Fact]
    public async Task A_recipe_is_added_read_changed_by_two_at_once_restored_deleted_and_had_back()
    {
        await using var site = BrowsedSite.Start(sample.Database);
        var (email, other) = (await site.AddAccountAsync(Role.Editor), await site.AddAccountAsync(Role.Editor));
        await site.AddNameAsync("foods", _known);

        await chromium.VisitAsync(site, async visitor =>
        {
            await visitor.SignInAsync(email);
            await AddAsync(visitor.Page);
            await ReadOnTheSiteAsync(visitor.Page);
            await chromium.VisitAsync(site, async second =>
            {
                await second.SignInAsync(other);
                await ChangeAtOnceAsync(visitor.Page, second, email);
            });
            await RestoreAsync(visitor.Page);
            await DeleteAsync(visitor);
            await HaveBackAsync(visitor.Page);
        });

        Assert.Equal([$"added food {_new}"], await site.AuditAboutAsync(_new));
        Assert.Equal(
            ["added", "changed", "changed", "changed", "deleted", "added"],
            (await site.AuditAboutAsync(_name)).Select(action => action.Split(' ')[0]));
    }

    private async Task AddAsync(IPage page)
    {
        await page.Link("Recipes").First.ClickAsync();
        await page.Link("Add a recipe").ClickAsync();
        await page.Field("Name").FillAsync(_name);
        await page.Field("Description").FillAsync("Quick, and better the next day.");
        await page.ChoosePhotoAsync();

        await page.Field("Amount", 1).FillAsync("1½");
        await page.Field("Unit", 1).FillAsync("cups");
        await page.Field("Food", 1).PressSequentiallyAsync(_known[..12]);
        await page.Locator("#food-names option").First.Must().ToHaveAttributeAsync("value", _known);
        await page.Field("Food", 1).FillAsync(_known);
        await page.Field("Food", 2).FillAsync(_new);
        await page.Field("In your own words", 2).FillAsync("a pinch more, to taste");
        await page.Field("Instructions").FillAsync("1. Wash it\n2. Cook it");
        await page.Field("Servings").FillAsync("4");

        await page.Button("Add the recipe").ClickAsync();

        // The picture has been taken already, although something is to be answered first.
        await page.GetByRole(AriaRole.Alert).Must().ToContainTextAsync($"There is no food “{_new}” yet.");
        await page.GetByAltText("The photograph").MustShowAsync();
        await page.GetByLabel("new food").CheckAsync();
        await page.Button("Add the recipe").ClickAsync();
        await page.Status().Must().ToContainTextAsync("The recipe was added, and is on the site.");
    }

    private async Task ReadOnTheSiteAsync(IPage page)
    {
        await page.Link("Change it again").ClickAsync();
        await page.Link("See it on the site").ClickAsync();
        await page.Title().Must().ToHaveTextAsync(_name);
        await page.Locator(".ingredients li").Must().ToHaveTextAsync([$"1 1/2 cups {_known}", "a pinch more, to taste"]);
        await page.Locator(".instructions li").Must().ToHaveTextAsync(["Wash it", "Cook it"]);
        await page.GetByAltText($"Photograph of {_name}").MustShowAsync();
        await page.GoBackAsync();
    }

    /// <summary>Both have the form open; what the first saves, the second sees beside their own.</summary>
    private async Task ChangeAtOnceAsync(IPage first, Visitor second, string email)
    {
        var page = second.Page;
        await second.OpenAsync(new Uri(first.Url).PathAndQuery);
        await page.Field("Description").FillAsync("The second's description.");
        await page.Field("Servings").FillAsync("8");
        await page.Field("Cooking, in minutes").FillAsync("40");

        await first.Field("Description").FillAsync("The first's description.");
        await first.Field("Servings").FillAsync("6");
        await first.Button("Save and continue").ClickAsync();
        await first.Status().Must().ToContainTextAsync("The recipe was saved");

        await page.Button("Save the recipe").ClickAsync();
        await page.GetByText($"{email} has changed the recipe while you had it open").Must().ToBeVisibleAsync();
        await page.Locator(".theirs .text").Must().ToHaveTextAsync(["The first's description.", "6"]);
        await page.Field("Description").Must().ToHaveValueAsync("The second's description.");
        await page.Field("Servings").Must().ToHaveValueAsync("8");
        await page.Locator(".theirs").First.GetByLabel("Take theirs").CheckAsync();
        await page.Button("Save the recipe").ClickAsync();
        await page.Status().Must().ToContainTextAsync("The recipe was saved");

        await page.Link("Change it again").ClickAsync();
        await page.Link("See it on the site").ClickAsync();
        await page.Locator(".lead").Must().ToHaveTextAsync("The first's description.");
        await page.GetByText("Serves 8").Must().ToBeVisibleAsync();
        await page.GetByAltText($"Photograph of {_name}").MustShowAsync();
    }

    private async Task RestoreAsync(IPage page)
    {
        await page.Link("History").ClickAsync();
        await page.Title().Must().ToHaveTextAsync($"History of {_name}");
        await page.Link("Have this state back").Last.ClickAsync();
        await page.Status().Must().ToContainTextAsync("Nothing has been changed yet");
        await page.Field("Description").Must().ToHaveValueAsync("Quick, and better the next day.");
        await page.Button("Save and continue").ClickAsync();
        await page.Status().Must().ToContainTextAsync("The recipe was saved");
        await page.Field("Servings").Must().ToHaveValueAsync("4");
    }

    private async Task DeleteAsync(Visitor visitor)
    {
        var page = visitor.Page;
        await page.Link("Delete this recipe").ClickAsync();
        await page.GetByText("its 2 ingredients; the foods stay").Must().ToBeVisibleAsync();
        await page.Button("Delete the recipe").ClickAsync();
        await page.Status().Must().ToContainTextAsync("1 recipe was deleted.");
        await visitor.OpenAsync($"/recipes/{_name}", 404);
        await page.GoBackAsync();
    }

    private async Task HaveBackAsync(IPage page)
    {
        await page.Link("Have it back").ClickAsync();
        await page.Link(_name).ClickAsync();
        await page.Link("Have this state back").First.ClickAsync();
        await page.Status().Must().ToContainTextAsync("It is there again when you save it.");
        await page.GetByAltText("The photograph").MustShowAsync();
        await page.Button("Add the recipe").ClickAsync();
        await page.Link("Change it again").ClickAsync();
        await page.Link("See it on the site").ClickAsync();
        await page.Locator(".lead").Must().ToHaveTextAsync("Quick, and better the next day.");
        await page.GetByAltText($"Photograph of {_name}").MustShowAsync();
    }
}
