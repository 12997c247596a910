using System.Net;
using Cookbook.Data.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Tests.Web.Admin;

/// <summary>Two editors at one recipe: nothing is overwritten that somebody has not seen.</summary>
public sealed class MergingEdits(SampleSite sample) : IClassFixture<SampleSite>
{
    [Fact]
    public async Task Changes_of_different_fields_and_lines_are_put_together()
    {
        await using var site = Browser.Behind(sample.Database);
        var (one, other) = (await site.BrowseAsAsync(Role.Editor), await site.BrowseAsAsync(Role.Editor));
        var id = await site.AddRecipeAsync(Names.New(), "first", "second");
        var address = StoredRecipes.AddressOf(id);
        var opened = await other.ReadAsync(address);

        using (var saved = await one.SubmitAsync(address, ("Servings", "6"), ("Lines[0].Written", "theirs"), ("Tags", "theirs"), ("Do", "save")))
        {
            saved.MustLeadTo($"/admin/recipes?Done=saved&Recipe={id}");
        }

        using var merged = await other.SubmitAsync(opened, address, ("Description", "Mine"), ("Lines[1].Written", "mine"), ("Tags", "mine"), ("Do", "save"));

        merged.MustLeadTo($"/admin/recipes?Done=saved&Merged=true&Recipe={id}");
        var content = (await site.ContentAsync(id))!;
        Assert.Equal((6, "Mine"), (content.Servings, content.Description));
        Assert.Equal(["mine", "theirs"], content.Tags);
        Assert.Equal(["theirs", "mine"], content.Ingredients.Select(line => line.Written));
        var list = await other.ReadAsync(merged.Headers.Location!.OriginalString);
        Assert.Contains("Somebody else had changed it meanwhile", list.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_comes_second_sees_both_versions_and_decides_for_each_field()
    {
        await using var site = Browser.Behind(sample.Database);
        var email = await site.AddAccountAsync(Role.Editor);
        var (one, other) = (new Browser(site), await site.BrowseAsAsync(Role.Editor));
        await one.MustSignInAsync(email, Accounts.Password);
        var id = await site.AddRecipeAsync(Names.New(), "line");
        var address = StoredRecipes.AddressOf(id);
        var opened = await other.ReadAsync(address);
        using (var saved = await one.SubmitAsync(
            address, ("Description", "Their words"), ("Instructions", "<p>Their way</p>"), ("Servings", "2"), ("Lines[0].Written", "their line"), ("Do", "save")))
        {
            Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        }

        using var refused = await other.SubmitAsync(
            opened, address, ("Description", "My words"), ("Instructions", "<p>My way</p>"), ("CookMinutes", "5"), ("Lines[0].Written", "my line"), ("Do", "save"));

        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        var page = await refused.ReadHtmlAsync();
        Assert.Equal(
            ["Description", "Ingredients", "Instructions"],
            page.QuerySelectorAll(".errors a").Select(link => link.TextContent.Trim().Split(':')[0]));
        Assert.Contains(email, page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["Their words", "their line [line]", "<p>Their way</p>"], page.QuerySelectorAll(".theirs .text").Select(text => text.TextContent));
        Assert.Equal("My words", page.QuerySelector("#Description")!.TextContent.Trim());
        Assert.Equal("2", page.QuerySelector("#Servings")!.GetAttribute("value"));
        Assert.Equal("Their words", (await site.ContentAsync(id))!.Description);

        using var saved2 = await other.SubmitAsync(
            page, address, ("TakeTheirs", "Description"), ("TakeTheirs", "Ingredients"), ("Instructions", "<p>Both ways</p>"), ("Do", "save"));

        saved2.MustLeadTo($"/admin/recipes?Done=saved&Recipe={id}");
        var content = (await site.ContentAsync(id))!;
        Assert.Equal(("Their words", "<p>Both ways</p>", 2, 5), (content.Description, content.Instructions, content.Servings, content.CookMinutes));
        Assert.Equal(["their line"], content.Ingredients.Select(line => line.Written));
    }

    [Fact]
    public async Task What_psql_has_changed_meanwhile_is_not_overwritten_either()
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var id = await site.AddRecipeAsync(Names.New(), "line");
        var opened = await browser.ReadAsync(StoredRecipes.AddressOf(id));
        await site.AskAsync(db => db.Database.ExecuteSqlAsync($"UPDATE ingredient SET description = 'with psql' WHERE recipe_id = {id}", TestContext.Current.CancellationToken));

        using var saved = await browser.SubmitAsync(opened, StoredRecipes.AddressOf(id), ("Servings", "3"), ("Do", "save"));

        var content = (await site.ContentAsync(id))!;
        Assert.Equal((3, "with psql"), (content.Servings, Assert.Single(content.Ingredients).Written));
    }

    [Fact]
    public async Task A_food_that_is_renamed_meanwhile_keeps_its_new_name()
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var (before, after) = (Names.New(), Names.New());
        var id = await site.AddRecipeAsync(Names.New(), before);
        var opened = await browser.ReadAsync(StoredRecipes.AddressOf(id));
        var food = await site.AskAsync(db => db.Foods.SingleAsync(food => food.Name == before, TestContext.Current.CancellationToken));
        using (var renamed = await browser.SubmitAsync($"/admin/foods/{food.Id}", ("Name", after)))
        {
            Assert.Equal(HttpStatusCode.Found, renamed.StatusCode);
        }

        using var saved = await browser.SubmitAsync(opened, StoredRecipes.AddressOf(id), ("Servings", "3"), ("Do", "save"));

        saved.MustLeadTo($"/admin/recipes?Done=saved&Merged=true&Recipe={id}");
        var line = Assert.Single((await site.ContentAsync(id))!.Ingredients);
        Assert.Equal((after, after), (line.Food, line.Written));
    }

    [Fact]
    public async Task Twenty_who_save_at_once_lose_nothing()
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var id = await site.AddRecipeAsync(Names.New());
        var address = StoredRecipes.AddressOf(id);
        var opened = await browser.ReadAsync(address);
        var tags = Enumerable.Range(0, 20).Select(i => $"{Names.New()}-{i}").ToList();

        var saved = await Task.WhenAll(tags.Select(tag => browser.SubmitAsync(
            opened, address, ("Tags", tag), ("Submission", Guid.NewGuid().ToString()), ("Do", "save"))));

        Assert.All(saved, response => Assert.Equal(HttpStatusCode.Found, response.StatusCode));
        Assert.Equal(tags.Order(StringComparer.Ordinal), (await site.ContentAsync(id))!.Tags);
        Assert.Equal(20 + 1, await site.AskAsync(db => db.Revisions.CountAsync(
            revision => revision.Kind == "recipe" && revision.ObjectId == id, TestContext.Current.CancellationToken)));
    }
}
