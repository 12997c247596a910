using System.Net;
using Cookbook.Data.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Tests.Web.Admin;

/// <summary>The Back button, a form that is sent twice, a session that ends, a recipe that is deleted: what was typed is not lost.</summary>
public sealed class LosingNothing(SampleSite sample) : IClassFixture<SampleSite>
{
    [Fact]
    public async Task A_form_that_is_sent_ten_times_at_once_adds_one_recipe()
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var name = Names.New();
        var form = await browser.ReadAsync("/admin/recipes/add");

        var sent = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => browser.SubmitAsync(form, "/admin/recipes/add", ("Name", name), ("Do", "save"))));

        Assert.Single(sent.Select(response => response.IdIn()).Distinct());
        Assert.Equal(1, await site.AskAsync(db => db.Recipes.CountAsync(recipe => recipe.Name == name, TestContext.Current.CancellationToken)));
        Assert.Equal([$"added recipe {name}"], await site.AuditAboutAsync(name));
    }

    [Fact]
    public async Task A_form_that_is_changed_after_the_Back_button_changes_what_it_had_added()
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var (name, food) = (Names.New(), Names.New());
        await site.AddNameAsync("foods", food);
        var form = await browser.ReadAsync("/admin/recipes/add");
        using var first = await browser.SubmitAsync(form, "/admin/recipes/add", ("Name", name), ("Lines[0].Food", food), ("Do", "save"));

        using var second = await browser.SubmitAsync(form, "/admin/recipes/add", ("Name", name), ("Lines[0].Food", food), ("Servings", "8"), ("Do", "save"));

        Assert.Equal(first.IdIn(), second.IdIn());
        var content = (await site.ContentAsync(first.IdIn()))!;
        Assert.Equal(8, content.Servings);
        Assert.Single(content.Ingredients);
    }

    [Fact]
    public async Task A_session_that_ends_while_somebody_types_keeps_what_they_have_typed_until_they_have_signed_in()
    {
        await using var site = Browser.Behind(sample.Database);
        var email = await site.AddAccountAsync(Role.Editor);
        var browser = new Browser(site);
        await browser.MustSignInAsync(email, Accounts.Password);
        var id = await site.AddRecipeAsync(Names.New());
        var address = StoredRecipes.AddressOf(id);
        var form = await browser.ReadAsync(address);
        browser.Forget("cookbook-session");
        const string Words = "Words & <b>signs</b> + 100 %\r\nin two lines";

        // The browser follows a 307 by sending the form once more.
        using var sent = await browser.SubmitAsync(form, address, ("Description", Words), ("Do", "save"));
        Assert.Equal(
            (HttpStatusCode.TemporaryRedirect, $"/admin/login/again?next={Uri.EscapeDataString(address)}"),
            (sent.StatusCode, sent.Headers.Location?.OriginalString));
        using var kept = await browser.SubmitAsync(form, sent.Headers.Location!.OriginalString, ("Description", Words), ("Do", "save"), Browser.To(sent));
        var door = await kept.ReadHtmlAsync();
        Assert.Contains("nothing is lost", door.QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        // A wrong password on the way loses nothing either.
        using var wrong = await browser.SubmitAsync(door, "/admin/login", ("Email", email), ("Password", "a wrong password"));
        using var right = await browser.SubmitAsync(await wrong.ReadHtmlAsync(), "/admin/login", ("Email", email), ("Password", Accounts.Password));
        var again = await right.ReadHtmlAsync();
        Assert.Contains(Words.ReplaceLineEndings("\n"), again.QuerySelector("main")!.TextContent.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.NotEqual("Words", (await site.ContentAsync(id))!.Description[..5]);

        using var saved = await browser.SubmitAsync(again, "nowhere");

        saved.MustLeadTo($"/admin/recipes?Done=saved&Recipe={id}");
        Assert.Equal("Words &amp; <b>signs</b> + 100 %\nin two lines", (await site.ContentAsync(id))!.Description);
    }

    [Fact]
    public async Task A_form_of_another_session_is_not_taken_and_not_lost()
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var name = Names.New();
        var form = await browser.ReadAsync("/admin/recipes/add");
        await browser.SignOutAsync();
        await browser.MustSignInAsync(await site.AddAccountAsync(Role.Editor), Accounts.Password);

        using var refused = await browser.SubmitAsync(form, "/admin/recipes/add", ("Name", name), ("Do", "save"));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Empty(await site.AuditAboutAsync(name));
        var again = await refused.ReadHtmlAsync();
        Assert.Equal("Nothing was saved", again.QuerySelector("h1")!.TextContent);
        using var saved = await browser.SubmitAsync(again, "nowhere");
        Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        Assert.Equal([$"added recipe {name}"], await site.AuditAboutAsync(name));
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    [InlineData("none")]
    public async Task A_form_of_another_site_is_not_kept(string from)
    {
        await using var site = Browser.Behind(sample.Database);
        var stranger = new Browser(site);
        var browser = await site.BrowseAsAsync(Role.Editor);

        using var atTheDoor = await SendAsync(stranger, "/admin/recipes/add");
        using var again = await SendAsync(stranger, "/admin/login/again?next=%2Fadmin%2Frecipes%2Fadd");
        using var signedIn = await SendAsync(browser, "/admin/recipes/add");

        Assert.Equal((HttpStatusCode.Found, "/admin/login?next=%2Fadmin%2Frecipes%2Fadd"), (atTheDoor.StatusCode, atTheDoor.Headers.Location?.PathAndQuery));
        Assert.Equal((HttpStatusCode.Found, "/admin/login?next=%2Fadmin%2Frecipes%2Fadd"), (again.StatusCode, again.Headers.Location?.OriginalString));
        Assert.Equal(HttpStatusCode.BadRequest, signedIn.StatusCode);
        Assert.DoesNotContain("planted", await signedIn.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        Task<HttpResponseMessage> SendAsync(Browser sender, string address) => sender.SendAsync(new HttpRequestMessage(HttpMethod.Post, address)
        {
            Headers = { { "Sec-Fetch-Site", from } },
            Content = new FormUrlEncodedContent([new("Name", "planted"), new("Do", "save")]),
        });
    }

    [Fact]
    public async Task Passwords_are_not_carried_along()
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var form = await browser.ReadAsync("/admin/account");
        browser.Forget("cookbook-session");

        using var kept = await browser.SubmitAsync(
            form, "/admin/login/again?next=%2Fadmin%2Faccount", ("Current", "planted-secret"), ("Password", "planted-secret"), ("Again", "planted-secret"), ("Other", "words"),
            Browser.To("/admin/login/again?next=%2Fadmin%2Faccount"));

        var text = await kept.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("words", text, StringComparison.Ordinal);
        Assert.DoesNotContain("planted-secret", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.com/")]
    [InlineData("//example.com")]
    public async Task What_is_kept_is_sent_to_no_other_site(string next)
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);

        using var kept = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"/admin/login/again?next={Uri.EscapeDataString(next)}")
        {
            Content = new FormUrlEncodedContent([new("Name", "words")]),
        });

        Assert.Equal("/admin", (await kept.ReadHtmlAsync()).QuerySelector("main form")!.GetAttribute("action"));
    }

    [Fact]
    public async Task A_recipe_that_was_deleted_meanwhile_can_be_saved_as_a_new_one()
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var name = Names.New();
        var id = await site.AddRecipeAsync(name, "first", "second");
        var address = StoredRecipes.AddressOf(id);
        var form = await browser.ReadAsync(address);
        using (var deleted = await browser.SubmitAsync($"/admin/recipes/delete?id={id}"))
        {
            deleted.MustLeadTo("/admin/recipes?Deleted=1");
        }

        using var refused = await browser.SubmitAsync(form, address, ("Servings", "9"), ("Do", "save"));
        var page = await refused.ReadHtmlAsync();
        Assert.Contains("has been deleted", page.QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
        using var saved = await browser.SubmitAsync(page, address, ("Do", "save"));

        Assert.NotEqual(id, saved.IdIn());
        var content = (await site.ContentAsync(saved.IdIn()))!;
        Assert.Equal((name, 9), (content.Name, content.Servings));
        Assert.Equal(["first", "second"], content.Ingredients.Select(line => line.Written));
    }
}
