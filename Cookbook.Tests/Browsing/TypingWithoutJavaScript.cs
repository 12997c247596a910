using Cookbook.Data.Accounts;
using Cookbook.Tests.Web.Admin;
using Microsoft.Playwright;

namespace Cookbook.Tests.Browsing;

/// <summary>The form of a recipe, in a browser that runs no script.</summary>
public sealed class TypingWithoutJavaScript(BrowsedSite site, Chromium chromium) : IClassFixture<BrowsedSite>
{
    [Fact]
    public async Task A_recipe_is_written_previewed_and_saved_with_a_photograph()
    {
        var (name, food) = (Names.New(), Names.New());
        await site.Site.AddNameAsync("foods", food);
        await chromium.VisitAsync(
            site.Site,
            async visitor =>
            {
                var page = visitor.Page;
                await site.SignInAsync(visitor, Role.Editor);
                await visitor.OpenAsync("/admin/recipes/add");
                await page.Field("Name").FillAsync(name);
                for (var line = 1; line <= 3; line++)
                {
                    await page.Field("Food", line).FillAsync(food);
                    await page.Field("In your own words", line).FillAsync($"written {line}");
                }

                await page.ChoosePhotoAsync();
                await page.Button("More lines").ClickAsync();
                await page.GetByAltText("The photograph").MustShowAsync();
                await page.Field("Amount", 6).FillAsync("6");
                await page.Field("Food", 6).FillAsync(food);
                await page.Button("Move line 1 down").ClickAsync();
                await page.Field("In your own words", 2).Must().ToHaveValueAsync("written 1");
                await page.Button("Remove line 3").ClickAsync();
                await page.Field("In your own words", 3).Must().ToHaveValueAsync("");
                await page.Field("Instructions").FillAsync("Cook it.");

                await page.Button("Preview").ClickAsync();
                await page.GetByRole(AriaRole.Region, new() { Name = "Preview" }).Locator(".ingredients li").Must().ToHaveTextAsync(["written 2", "written 1", $"6 {food}"]);
                await page.Button("Add the recipe").ClickAsync();

                await page.Status().Must().ToContainTextAsync("The recipe was added");
                await page.Link("Change it again").ClickAsync();
                await page.Link("See it on the site").ClickAsync();
                await page.Locator(".ingredients li").Must().ToHaveTextAsync(["written 2", "written 1", $"6 {food}"]);
                await page.GetByAltText($"Photograph of {name}").MustShowAsync();
            },
            new BrowserNewContextOptions { JavaScriptEnabled = false });
    }

    [Fact]
    public Task A_picture_that_is_too_large_is_told_by_its_field_and_nothing_else_is_lost() => chromium.VisitAsync(
        site.Site,
        async visitor =>
        {
            var page = visitor.Page;
            using var large = new TooLargePhoto();
            await site.SignInAsync(visitor, Role.Editor);
            await visitor.OpenAsync("/admin/recipes/add");
            await page.Field("Name").FillAsync("Kept");
            await page.Field("Photograph").SetInputFilesAsync(large.File);
            await page.Button("Add the recipe").ClickAsync();

            await page.Link("The file is larger than 15 MB, the most that is accepted.").Must().ToBeVisibleAsync();
            await page.Field("Photograph").Must().ToHaveAttributeAsync("aria-invalid", "true");
            await page.Field("Name").Must().ToHaveValueAsync("Kept");
        },
        new BrowserNewContextOptions { JavaScriptEnabled = false });
}
