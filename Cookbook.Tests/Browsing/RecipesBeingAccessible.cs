using Cookbook.Data.Accounts;
using Cookbook.Tests.Web.Admin;
using Microsoft.Playwright;

namespace Cookbook.Tests.Browsing;

/// <summary>What a recipe's form says when its buttons are pressed, and the pages of a recipe that has a photograph and a past.</summary>
public sealed class RecipesBeingAccessible(BrowsedSite site, Chromium chromium) : IClassFixture<BrowsedSite>
{
    [Fact]
    public Task Errors_in_every_field() => EditAsync(async visitor =>
    {
        var page = visitor.Page;
        await visitor.OpenAsync("/admin/recipes/add");
        await page.Field("Description").FillAsync("<script>alert(1)</script>");
        await page.Field("Photograph").SetInputFilesAsync(new FilePayload { Name = "words.jpg", MimeType = "image/jpeg", Buffer = "words"u8.ToArray() });
        await page.Field("Amount", 1).FillAsync("many");
        await page.Field("Unit", 1).FillAsync(new string('u', 300));
        await page.Field("In your own words", 2).FillAsync(new string('w', 600));
        await page.Field("Instructions").FillAsync("<table><tr><td>Stir</td></tr></table>");
        await page.Field("Servings").FillAsync("a few");
        await page.Field("Preparation, in minutes").FillAsync("-1");
        await page.Field("Cooking, in minutes").FillAsync("an hour");
        await page.Field("Source").FillAsync("grandmother");
        await page.Field("Tags").FillAsync(string.Join(", ", Enumerable.Range(1, 31)));
        await page.Locator(".recipe-form").EvaluateAsync("form => { form.noValidate = true; }");
        await page.Button("Add the recipe").ClickAsync();

        var alert = page.GetByRole(AriaRole.Alert);
        await alert.Must().ToBeFocusedAsync();
        await alert.GetByRole(AriaRole.Link).Must().ToHaveCountAsync(14);
        foreach (var link in await alert.GetByRole(AriaRole.Link).AllAsync())
        {
            var field = page.Locator(await link.EvaluateAsync<string>("link => `#${CSS.escape(link.hash.slice(1))}`"));
            await field.Must().ToHaveAttributeAsync("aria-invalid", "true");
            Assert.Contains(await link.InnerTextAsync(), await page.Locator(".field-validation-error").AllInnerTextsAsync());
        }

        await visitor.LookAtAsync("recipe with errors");
    });

    [Fact]
    public Task An_unknown_food_and_a_preview() => EditAsync(async visitor =>
    {
        var page = visitor.Page;
        await visitor.OpenAsync("/admin/recipes/add");
        await page.Field("Name").FillAsync("Leek soup");
        await page.Field("Description").FillAsync("Of leeks, <em>and</em> little else.");
        await page.Field("Amount", 1).FillAsync("2");
        await page.Field("Food", 1).FillAsync("leeek");
        await page.Field("Amount", 2).FillAsync("1/2");
        await page.Field("Unit", 2).FillAsync("l");
        await page.Field("Food", 2).FillAsync("watter");
        await page.Field("Instructions").FillAsync("1. Wash the leeks.\n2. Boil them.");
        await page.Button("Add the recipe").ClickAsync();
        await page.GetByLabel("new food").First.Must().ToBeVisibleAsync();
        await page.Button("Preview").ClickAsync();
        await page.Locator("#preview .instructions li").Must().ToHaveCountAsync(2);

        await visitor.LookAtAsync("recipe with unknown foods and a preview");
    });

    [Fact]
    public Task A_conflict_and_a_past() => EditAsync(async visitor =>
    {
        var page = visitor.Page;
        var (name, food) = (Names.New(), Names.New());
        await site.Site.AddNameAsync("foods", food);
        var address = await AddAsync(visitor, name, food);
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync(address);
        await other.Field("Description").FillAsync("Better the next day: theirs.");
        await other.Field("In your own words", 1).FillAsync("two handfuls, washed");
        await other.Field("Instructions").FillAsync("1. Wash it.\n2. Cook it for an hour.\n3. Serve it.");
        await other.Field("Servings").FillAsync("6");
        await other.GetByLabel("Without a photograph").CheckAsync();
        await other.Button("Save the recipe").ClickAsync();
        await other.Status().Must().ToContainTextAsync("The recipe was saved");
        await other.CloseAsync();

        await page.Field("Description").FillAsync("Quick: mine.");
        await page.Field("In your own words", 1).FillAsync("three handfuls");
        await page.Field("Instructions").FillAsync("1. Wash it.\n2. Eat it.");
        await page.Field("Servings").FillAsync("");
        await page.ChoosePhotoAsync(480, 640);
        await page.Button("Save the recipe").ClickAsync();
        await page.Locator(".theirs").Must().ToHaveCountAsync(5);
        await visitor.LookAtAsync("recipe with a conflict");

        await page.Button("Save and continue").ClickAsync();
        await page.Status().Must().ToContainTextAsync("The recipe was saved");
        await visitor.LookAtAsync("recipe with a photograph");
        await site.SignInAsync(visitor, Role.Viewer);
        await visitor.OpenAsync(address);
        await page.GetByAltText("The photograph").MustShowAsync();
        await visitor.LookAtAsync("recipe to a viewer");
        await site.SignInAsync(visitor, Role.Editor);
        await visitor.OpenAsync($"/recipes/{name}");
        await visitor.LookAtAsync("recipe on the site");
        await visitor.PrintAsync("recipe on the site");
        await visitor.OpenAsync($"{address}/history");
        await page.GetByAltText("The photograph").Must().ToHaveCountAsync(3);
        await visitor.LookAtAsync("history with photographs");

        await visitor.OpenAsync($"/admin/recipes/delete?id={address.Split('/')[^1]}");
        await visitor.LookAtAsync("deletion of a recipe");
        await page.Button("Delete the recipe").ClickAsync();
        await page.Link("Have it back").ClickAsync();
        await page.Link(name).Must().ToBeVisibleAsync();
        await visitor.LookAtAsync("deleted recipes");
    });

    [Fact]
    public Task Words_that_are_kept_while_their_writer_signs_in() => EditAsync(async visitor =>
    {
        var page = visitor.Page;
        await visitor.OpenAsync("/admin/recipes/add");
        await page.Field("Name").FillAsync("Leek soup");

        // Suggestions for what was typed may be asked for after the session's end.
        visitor.Expect(401);
        await page.Field("Food", 1).FillAsync("leek");
        await page.Field("Instructions").FillAsync("1. Wash the leeks.\n2. Boil them.");
        await page.Context.ClearCookiesAsync(new BrowserContextClearCookiesOptions { Name = "cookbook-session" });
        await page.Button("Add the recipe").ClickAsync();
        await page.GetByText("What you have typed", new() { Exact = true }).ClickAsync();
        await page.Locator("dt").Must().ToHaveTextAsync(["Name", "Food, line 1", "Instructions"]);
        await visitor.LookAtAsync("signing in again");

        await page.GoBackAsync();
        await site.SignInAsync(visitor, Role.Editor);
        await visitor.OpenAsync("/admin/recipes/add");
        await page.Button("Put it back").Must().ToBeVisibleAsync();
        await visitor.LookAtAsync("recipe with a draft");
        await page.Button("Put it back").ClickAsync();
        await page.Locator(".recipe-form [name=__RequestVerificationToken]").EvaluateAsync("token => { token.value = ''; }");
        visitor.Expect(400);
        await page.Button("Add the recipe").ClickAsync();
        await page.Title().Must().ToHaveTextAsync("Nothing was saved");
        await visitor.LookAtAsync("nothing was saved");
    });

    /// <summary>With a photograph; its form stays open. Returns its address.</summary>
    private static async Task<string> AddAsync(Visitor visitor, string name, string food)
    {
        var page = visitor.Page;
        await visitor.OpenAsync("/admin/recipes/add");
        await page.Field("Name").FillAsync(name);
        await page.Field("Description").FillAsync("Better the next day.");
        await page.ChoosePhotoAsync();
        await page.Field("Food", 1).FillAsync(food);
        await page.Field("In your own words", 1).FillAsync("two handfuls");
        await page.Field("Instructions").FillAsync("1. Wash it.\n2. Cook it.");
        await page.Field("Servings").FillAsync("4");
        await page.Button("Save and continue").ClickAsync();
        await page.Status().Must().ToContainTextAsync("The recipe was added");
        return new Uri(page.Url).AbsolutePath;
    }

    private Task EditAsync(Func<Visitor, Task> edit) => chromium.VisitAsync(site.Site, async visitor =>
    {
        await site.SignInAsync(visitor, Role.Editor);
        await edit(visitor);
    });
}
