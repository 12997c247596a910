using System.Net;
using Cookbook.Data.Accounts;

namespace Cookbook.Tests.Web.Admin;

/// <summary>Fields that a form does not have are not taken from whoever adds them (mass assignment, CWE-915).</summary>
public sealed class TakingOnlyWhatFormsHave(SampleSite sample) : IClassFixture<SampleSite>
{
    [Fact]
    public async Task A_recipe_gets_no_number_address_or_time_from_its_form()
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var name = Names.New();
        var address = await site.StoreAsync(StoredRecipes.Stew(name));
        var before = (await site.StoredAsync(address))!;

        using var saved = await browser.SubmitAsync(
            address,
            ("Servings", "9"), ("Do", "save"),
            ("Id", "1"), ("RecipeId", "1"), ("Recipe.Id", "1"), ("Slug", "planted"), ("Stored.Slug", "planted"), ("CreatedAt", "2000-01-01"), ("UpdatedAt", "2000-01-01"),
            ("PhotoId", "1"), ("IsDeleted", "true"), ("Theirs.Name", "planted"), ("Lines[0].RecipeId", "1"), ("Lines[0].FoodId", "1"), ("Lines[0].Position", "7"));

        Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        var after = (await site.StoredAsync(address))!;
        Assert.Equal(9, after.Servings);
        Assert.Equal((before.Name, before.Slug, before.CreatedAt), (after.Name, after.Slug, after.CreatedAt));
        Assert.True(after.UpdatedAt > before.UpdatedAt);
        Assert.Equal(before.Lines(), after.Lines());
        Assert.Equal(before.Ingredients.Select(line => line.Position), after.Ingredients.Select(line => line.Position));
    }

    [Theory]
    [InlineData("foods")]
    [InlineData("tags")]
    public async Task What_is_renamed_is_what_the_address_says(string kind)
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var (one, other, name) = (Names.New(), Names.New(), Names.New());
        var address = await site.AddNameAsync(kind, one);
        var another = (await site.AddNameAsync(kind, other)).Split('/')[^1];

        using var renamed = await browser.SubmitAsync(address, ("Name", name), ("id", another), ("kind", "foods"));

        renamed.MustLeadTo($"{address}?Done=renamed");
        Assert.Equal((0, 1, 1), (await site.CountAsync(kind, one), await site.CountAsync(kind, other), await site.CountAsync(kind, name)));
    }

    [Fact]
    public async Task The_account_that_changes_is_the_one_that_the_address_says()
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Administrator);
        var (one, other) = (await site.AccountAsync(await site.AddAccountAsync(Role.Viewer)), await site.AccountAsync(await site.AddAccountAsync(Role.Viewer)));

        using var changed = await browser.SubmitAsync(
            $"/admin/accounts/{one.Id}", ("Role", Role.Editor), ("Id", other.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)));

        Assert.Equal(HttpStatusCode.Found, changed.StatusCode);
        var list = await browser.ReadAsync($"/admin/accounts?q={one.Email}");
        Assert.Contains(Role.Editor, list.QuerySelector("tbody tr")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_gets_a_role_with_their_password()
    {
        await using var site = Browser.Behind(sample.Database);
        var email = await site.AddAccountAsync(Role.Viewer);
        var browser = new Browser(site);
        await browser.MustSignInAsync(email, Accounts.Password);
        const string Another = "another long enough password";

        using var changed = await browser.SubmitAsync(
            "/admin/account",
            ("Current", Accounts.Password), ("Password", Another), ("Again", Another),
            ("Role", Role.Administrator), ("Roles", Role.Administrator), ("Email", "planted@example.com"), ("Id", "1"), ("account.Email", "planted@example.com"));

        Assert.Equal(HttpStatusCode.Found, changed.StatusCode);
        var anew = new Browser(site);
        await anew.MustSignInAsync(email, Another);
        using var refused = await anew.GetAsync("/admin/accounts");
        Assert.Contains("/admin/refused", refused.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }
}
