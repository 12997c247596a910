using Cookbook.Data.Accounts;
using Cookbook.Tests.Web.Admin;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Cookbook.Tests.Browsing;

/// <summary>What the scripts of a recipe's form add: lines that move at once, suggestions, a preview that follows, drafts.</summary>
public sealed class TypingRecipes(BrowsedSite site, Chromium chromium) : IClassFixture<BrowsedSite>
{
    [Fact]
    public Task Lines_are_added_moved_and_removed_where_they_stand_and_saved_in_that_order() => TypeAsync(async visitor =>
    {
        var page = visitor.Page;
        var id = await site.Site.AddRecipeAsync(Names.New(), "first", "second", "third");
        await visitor.OpenAsync(StoredRecipes.AddressOf(id));

        await page.Button("Move line 1 down").ClickAsync();
        await LinesMustBeAsync(page, "second", "first", "third");
        await page.Button("Move line 2 down").Must().ToBeFocusedAsync();

        // By keyboard: the button stays under the finger, and the line moves on.
        await page.Keyboard.PressAsync("Enter");
        await LinesMustBeAsync(page, "second", "third", "first");
        await page.Button("Move line 3 down").Must().ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Shift+Tab");
        await page.Button("Move line 3 up").Must().ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Space");
        await LinesMustBeAsync(page, "second", "first", "third");
        await page.Button("Move line 2 up").Must().ToBeFocusedAsync();

        await page.Button("Remove line 1").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await LinesMustBeAsync(page, "first", "third");
        await page.Field("Amount", 1).Must().ToBeFocusedAsync();

        var lines = await page.Locator("#line-list > li").CountAsync();
        await page.Button("More lines").ClickAsync();
        await page.Field("Amount", lines + 1).Must().ToBeFocusedAsync();
        await page.Field("Food", lines + 1).FillAsync("first");
        await page.Field("In your own words", lines + 1).FillAsync("added");
        await visitor.MustBeAccessibleAsync();
        for (var line = lines + 1; line > 1; line--)
        {
            await page.Button($"Move line {line} up").ClickAsync();
        }

        await page.Button("Save the recipe").ClickAsync();
        await page.Status().Must().ToContainTextAsync("The recipe was saved");
        Assert.Equal(["added", "first", "third"], (await site.Site.ContentAsync(id))!.Ingredients.Select(line => line.Written));
    });

    [Fact]
    public Task Foods_are_suggested_in_lines_that_were_just_added_too() => TypeAsync(async visitor =>
    {
        var page = visitor.Page;
        var food = Names.New();
        await site.Site.AddNameAsync("foods", food);
        await visitor.OpenAsync("/admin/recipes/add");
        await page.Button("More lines").ClickAsync();

        await page.Field("Food", 4).PressSequentiallyAsync(food[..10].ToUpperInvariant());

        await page.Locator($"#food-names option[value='{food}']").Must().ToBeAttachedAsync();
        await page.Field("Food", 4).Must().ToHaveAttributeAsync("list", "food-names");
    });

    [Fact]
    public Task A_preview_follows_what_is_typed_and_saves_nothing() => TypeAsync(async visitor =>
    {
        var page = visitor.Page;
        var name = Names.New();
        await visitor.OpenAsync("/admin/recipes/add");
        await page.Field("Name").FillAsync(name);
        await page.Field("Instructions").FillAsync("<p onclick=\"alert(1)\">Stir.</p><script>alert(2)</script>");
        await page.ChoosePhotoAsync();

        await page.Button("Preview").ClickAsync();

        var preview = page.GetByRole(AriaRole.Region, new() { Name = "Preview" });
        await preview.Must().ToBeFocusedAsync();
        await preview.Locator(".instructions p").Must().ToHaveTextAsync("Stir.");
        await preview.Locator("script, [onclick]").Must().ToHaveCountAsync(0);
        await page.Field("Instructions").PressSequentiallyAsync("<p>Serve.</p>");
        await preview.Locator(".instructions p").Must().ToHaveTextAsync(["Stir.", "Serve."]);
        await page.Field("In your own words", 2).FillAsync("some salt");
        await preview.Locator(".ingredients li").Must().ToHaveTextAsync(["some salt"]);
        Assert.Equal(0, await RecipesAsync(name));
    });

    [Fact]
    public Task What_was_not_saved_is_offered_again_until_it_is_saved() => TypeAsync(async visitor =>
    {
        var page = visitor.Page;
        var id = await site.Site.AddRecipeAsync(Names.New(), "first", "second");
        var address = StoredRecipes.AddressOf(id);
        await visitor.OpenAsync(address);
        await page.Field("Description").FillAsync("Typed");
        await page.Button("Remove line 1").ClickAsync();
        for (var line = 5; line < 8; line++)
        {
            await page.Button("More lines").ClickAsync();
            await page.Field("Food", line).FillAsync("second");
            await page.Field("In your own words", line).FillAsync($"added {line}");
        }

        // At once, with no pause in which a draft could be kept.
        await page.Button("Move line 7 up").ClickAsync();
        await page.Link("All recipes").ClickAsync();
        await page.ArriveAsync("/admin/recipes");
        await site.Site.AskAsync(db => db.Recipes.Where(recipe => recipe.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(recipe => recipe.Servings, 11), TestContext.Current.CancellationToken));
        await visitor.OpenAsync(address);

        await page.GetByText("that was not saved").Must().ToBeVisibleAsync();
        await page.Button("Put it back").ClickAsync();
        await page.Field("Description").Must().ToHaveValueAsync("Typed");
        await LinesMustBeAsync(page, "second", "", "", "", "added 5", "added 7", "added 6");
        await page.Field("Name").Must().ToBeFocusedAsync();
        await page.ReloadAsync();
        await page.Button("Put it back").ClickAsync();
        await page.Button("Save and continue").ClickAsync();
        await page.Status().Must().ToContainTextAsync("The recipe was saved");
        await page.Field("Tags").FillAsync("typed");
        await page.ReloadAsync();
        await page.Button("Put it back").ClickAsync();
        await page.Button("Save the recipe").ClickAsync();

        await page.Status().Must().ToContainTextAsync("The recipe was saved");
        var content = (await site.Site.ContentAsync(id))!;
        Assert.Equal(["typed"], content.Tags);
        Assert.Equal(("Typed", 11), (content.Description, content.Servings));
        Assert.Equal(["second", "added 5", "added 7", "added 6"], content.Ingredients.Select(line => line.Written));

        // What was typed is forgotten by the page that says so: its script runs behind the words.
        await page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
        await visitor.OpenAsync(address);
        await page.Button("Put it back").Must().ToHaveCountAsync(0);
        Assert.Equal(0, await page.EvaluateAsync<int>("sessionStorage.length"));
    });

    [Fact]
    public Task What_was_not_saved_can_be_forgotten() => TypeAsync(async visitor =>
    {
        var page = visitor.Page;
        await visitor.OpenAsync("/admin/recipes/add");
        await page.Field("Name").FillAsync("Typed in vain");
        await page.ReloadAsync();
        await page.Field("Name").Must().ToHaveValueAsync("");

        await page.Button("Forget it").ClickAsync();

        await page.Field("Name").Must().ToBeFocusedAsync();
        await page.ReloadAsync();
        await page.Button("Save and continue").Must().ToBeVisibleAsync();
        await page.Button("Forget it").Must().ToHaveCountAsync(0);
    });

    [Fact]
    public async Task A_session_that_ends_while_somebody_types_loses_nothing()
    {
        var email = await site.Site.AddAccountAsync(Role.Editor);
        await TypeAsync(async visitor =>
        {
            var page = visitor.Page;
            var id = await site.Site.AddRecipeAsync(Names.New(), "line");
            await visitor.OpenAsync(StoredRecipes.AddressOf(id));
            await page.Field("Description").FillAsync("Typed for an hour");
            await page.Context.ClearCookiesAsync(new BrowserContextClearCookiesOptions { Name = "cookbook-session" });

            await page.Button("Preview").ClickAsync();
            await SignInAgainAsync();
            await page.GetByRole(AriaRole.Region, new() { Name = "Preview" }).Must().ToContainTextAsync("Typed for an hour");

            await page.Field("Description").FillAsync("Typed for an hour and more");
            await page.Context.ClearCookiesAsync(new BrowserContextClearCookiesOptions { Name = "cookbook-session" });
            await page.Button("Save the recipe").ClickAsync();
            await SignInAgainAsync();
            await page.Status().Must().ToContainTextAsync("The recipe was saved");
            Assert.Equal("Typed for an hour and more", (await site.Site.ContentAsync(id))!.Description);
            await visitor.OpenAsync(StoredRecipes.AddressOf(id));
            await page.Button("Put it back").Must().ToHaveCountAsync(0);

            async Task SignInAgainAsync()
            {
                await page.GetByText("Nothing was saved, and nothing is lost").Must().ToBeVisibleAsync();
                await page.Field("E-mail address").FillAsync(email);
                await page.Field("Password").FillAsync(Accounts.Password);
                await page.Button("Sign in").ClickAsync();
                await page.Button("Send what I typed").ClickAsync();
            }
        });
    }

    [Fact]
    public Task The_Enter_key_saves_and_a_double_click_saves_once() => TypeAsync(async visitor =>
    {
        var page = visitor.Page;
        var (name, other) = (Names.New(), Names.New());
        await visitor.OpenAsync("/admin/recipes/add");
        await page.Field("Name").FillAsync(name);
        await page.Field("In your own words", 2).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Status().Must().ToContainTextAsync("The recipe was added");
        await page.Title().Must().ToHaveTextAsync(name);

        await visitor.OpenAsync("/admin/recipes/add");
        await page.Field("Name").FillAsync(other);
        await page.Button("Add the recipe").DblClickAsync();
        await page.Status().Must().ToContainTextAsync("The recipe was added");
        Assert.Equal((1, 1), (await RecipesAsync(name), await RecipesAsync(other)));
    });

    [Fact]
    public Task A_picture_that_is_too_large_is_told_before_it_is_sent() => TypeAsync(async visitor =>
    {
        var page = visitor.Page;
        var name = Names.New();
        using var large = new TooLargePhoto();
        await visitor.OpenAsync("/admin/recipes/add");
        await page.Field("Name").FillAsync(name);
        var photo = page.Field("Photograph");
        await photo.SetInputFilesAsync(large.File);
        await photo.Must().ToHaveAccessibleDescriptionAsync(new System.Text.RegularExpressions.Regex("The file is larger than 15 MB, the most that is accepted.$"));
        await photo.Must().ToHaveAttributeAsync("aria-invalid", "true");

        await page.Button("Add the recipe").ClickAsync();
        await photo.Must().ToBeFocusedAsync();
        Assert.EndsWith("/admin/recipes/add", page.Url, StringComparison.Ordinal);

        await page.ChoosePhotoAsync();
        await page.Button("Save and continue").ClickAsync();
        await page.GetByAltText("The photograph").MustShowAsync();
        Assert.Equal(1, await RecipesAsync(name));
    });

    /// <summary>From the first on, as their labels count them.</summary>
    private static async Task LinesMustBeAsync(IPage page, params string[] written)
    {
        foreach (var (index, line) in written.Index())
        {
            await page.Field("In your own words", index + 1).Must().ToHaveValueAsync(line);
        }
    }

    private Task<int> RecipesAsync(string name) =>
        site.Site.AskAsync(db => db.Recipes.CountAsync(recipe => recipe.Name == name, TestContext.Current.CancellationToken));

    private Task TypeAsync(Func<Visitor, Task> type) => chromium.VisitAsync(site.Site, async visitor =>
    {
        await site.SignInAsync(visitor, Role.Editor);
        await type(visitor);
    });
}
