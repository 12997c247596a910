using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Cookbook.Data.History;
using Cookbook.Data.Recipes;
using Cookbook.Tests.Data;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Tests.Web.Admin;

/// <summary>Deleting recipes, one or many: nothing goes that was not shown before, and all of it can be had back.</summary>
public sealed class DeletingRecipes(AdminSite admin) : IClassFixture<AdminSite>
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_goes_along_is_shown_before_it_is_confirmed()
    {
        var name = Names.New();
        var recipe = StoredRecipes.Stew(name);
        recipe.OldSlugs.AddRange([new OldSlug { Slug = $"a-{name}" }, new OldSlug { Slug = $"b-{name}" }]);
        var address = await admin.Site.StoreAsync(recipe);
        var plain = Names.New();
        var other = await admin.Site.StoreAsync(RecipeDatabase.Recipe(plain));

        var page = await admin.Editor.ReadAsync(Names.DeletionOf("recipes", address));
        var both = await admin.Editor.ReadAsync(Names.DeletionOf("recipes", address, other));

        Assert.Equal("This will be deleted", page.QuerySelector("h2")!.TextContent);
        Assert.Equal((name, address), Link(page.QuerySelector(".going > li > a")!));
        Assert.Equal(
            [
                $"its page, /recipes/{name}", $"its former addresses: /recipes/a-{name}, /recipes/b-{name}", "its 2 ingredients; the foods stay",
                $"its place among tag-{name}; the tag stays",
            ],
            page.QuerySelectorAll(".going li li").Select(line => line.TextContent.Trim()));
        Assert.Equal("Delete the recipe", page.QuerySelector("main form button")!.TextContent);
        Assert.Equal("These 2 will be deleted", both.QuerySelector("h2")!.TextContent);
        Assert.Equal("Delete 2 recipes", both.QuerySelector("main form button")!.TextContent);
        Assert.Equal([$"its page, /recipes/{plain}"], Going(both, other).Select(line => line.TextContent.Trim()));
        Assert.NotNull(await admin.Site.StoredAsync(address));
        Assert.Empty(await admin.Site.AuditAboutAsync(name));
    }

    [Fact]
    public async Task The_chosen_go_with_their_pages_and_leave_foods_tags_an_audit_entry_and_a_revision()
    {
        var (a, b) = (Names.New(), Names.New());
        var (one, other) = (await admin.Site.StoreAsync(StoredRecipes.Stew(a)), await admin.Site.StoreAsync(StoredRecipes.Stew(b)));
        var address = Names.DeletionOf("recipes", one, other);
        await admin.Site.ReadAsync($"/recipes/{a}");

        using var confirmed = await admin.Editor.SubmitAsync(address);

        confirmed.MustLeadTo("/admin/recipes?Deleted=2");
        var list = await admin.Editor.ReadAsync("/admin/recipes?Deleted=2");
        Assert.StartsWith("2 recipes were deleted.", list.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/admin/recipes/deleted", list.QuerySelector("[role=status] a")!.GetAttribute("href"));
        await admin.Site.CatchUpAsync();
        foreach (var (name, gone) in ((string, string)[])[(a, one), (b, other)])
        {
            Assert.Null(await admin.Site.StoredAsync(gone));
            await admin.Site.ReadAsync($"/recipes/{name}", HttpStatusCode.NotFound);
            Assert.Equal((1, 1, 1), (await admin.Site.CountAsync("foods", $"beef-{name}"), await admin.Site.CountAsync("foods", $"garlic-{name}"), await admin.Site.CountAsync("tags", $"tag-{name}")));
            Assert.Equal([$"deleted recipe {name}"], await admin.Site.AuditAboutAsync(name));
            Assert.Equal([Revision.Found, Revision.Deleted], await ActionsAsync(gone));
            using var asked = await admin.Editor.GetAsync(gone);
            Assert.Equal(HttpStatusCode.NotFound, asked.StatusCode);
        }

        var id = StoredRecipes.IdIn(one);
        Assert.Equal(0, await admin.Site.AskAsync(db => db.Ingredients.CountAsync(line => line.RecipeId == id, CancellationToken)));
    }

    [Fact]
    public async Task Nothing_is_deleted_if_one_was_changed_meanwhile()
    {
        var (a, b) = (Names.New(), Names.New());
        var (one, other) = (await admin.Site.StoreAsync(StoredRecipes.Stew(a)), await admin.Site.StoreAsync(StoredRecipes.Stew(b)));
        var address = Names.DeletionOf("recipes", one, other);
        var asked = await admin.Editor.ReadAsync(address);
        using (var changed = await admin.Editor.SubmitAsync(other, StoredRecipes.Typed(("1", "", $"beef-{b}", ""))))
        {
            Assert.Equal(HttpStatusCode.Found, changed.StatusCode);
        }

        using var confirmed = await admin.Editor.SubmitAsync(asked, address);

        var page = await MustAskAgainAsync(confirmed);
        Assert.Equal("its one ingredient; the food stays", Going(page, other).ElementAt(1).TextContent.Trim());
        Assert.NotNull(await admin.Site.StoredAsync(one));
        Assert.NotNull(await admin.Site.StoredAsync(other));
        Assert.Empty(await admin.Site.AuditAboutAsync(a));
        Assert.Empty(await ActionsAsync(one));
        using var again = await admin.Editor.SubmitAsync(page, address);
        again.MustLeadTo("/admin/recipes?Deleted=2");
    }

    [Fact]
    public async Task Nothing_is_deleted_if_one_was_deleted_meanwhile()
    {
        var (a, b) = (Names.New(), Names.New());
        var (one, other) = (await admin.Site.StoreAsync(StoredRecipes.Stew(a)), await admin.Site.StoreAsync(StoredRecipes.Stew(b)));
        var (both, second) = (Names.DeletionOf("recipes", one, other), Names.DeletionOf("recipes", other));
        var (askedForBoth, askedForSecond) = (await admin.Editor.ReadAsync(both), await admin.Editor.ReadAsync(second));
        using (var deleted = await admin.Editor.SubmitAsync(askedForSecond, second))
        {
            deleted.MustLeadTo("/admin/recipes?Deleted=1");
        }

        using var confirmed = await admin.Editor.SubmitAsync(askedForBoth, both);
        using var twice = await admin.Editor.SubmitAsync(askedForSecond, second);

        var page = await MustAskAgainAsync(confirmed);
        Assert.Equal([a], page.QuerySelectorAll(".going > li > a").Select(link => link.TextContent));
        Assert.Null((await MustAskAgainAsync(twice)).QuerySelector("main form"));
        Assert.NotNull(await admin.Site.StoredAsync(one));
        Assert.Equal([$"deleted recipe {b}"], await admin.Site.AuditAboutAsync(b));
        Assert.Empty(await admin.Site.AuditAboutAsync(a));
    }

    [Fact]
    public async Task Deleting_more_asks_no_more_of_the_database()
    {
        var few = await CommandsAsync(2);

        var many = await CommandsAsync(20);

        Assert.Equal((7, 7), (few, many));

        async Task<int> CommandsAsync(int count)
        {
            List<string> chosen = [];
            for (var number = 0; number < count; number++)
            {
                chosen.Add(await admin.Site.StoreAsync(StoredRecipes.Stew(Names.New())));
            }

            var address = Names.DeletionOf("recipes", [.. chosen]);
            using var confirmation = Browser.Filled(await admin.Editor.ReadAsync(address), address);
            return await admin.Site.CommandsAsync(admin.Editor, confirmation, HttpStatusCode.Found);
        }
    }

    [Fact]
    public async Task Choosing_none_says_so_and_what_is_not_there_is_not_found()
    {
        var page = await admin.Editor.ReadAsync("/admin/recipes/delete");
        Assert.Contains("None was chosen.", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("main form"));

        foreach (var id in (string[])["2147483647", "0", "-1", "x", "99999999999"])
        {
            using var response = await admin.Editor.GetAsync($"/admin/recipes/delete?id={id}");
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Theory]
    [InlineData("Seen[x]", "1")]
    [InlineData("Seen[1]", "x")]
    [InlineData("Seen[1]", "-1")]
    public async Task A_confirmation_that_somebody_has_damaged_deletes_nothing(string field, string value)
    {
        var name = Names.New();
        var address = await admin.Site.StoreAsync(StoredRecipes.Stew(name));

        using var response = await admin.Editor.SubmitAsync(Names.DeletionOf("recipes", address), (field, value));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.NotNull(await admin.Site.StoredAsync(address));
        Assert.Empty(await admin.Site.AuditAboutAsync(name));
    }

    [Fact]
    public async Task A_deleted_recipe_is_had_back_by_way_of_its_history()
    {
        var name = Names.New();
        var recipe = StoredRecipes.Stew(name);
        var address = await admin.Site.StoreAsync(recipe);
        using (var deleted = await admin.Editor.SubmitAsync(Names.DeletionOf("recipes", address)))
        {
            deleted.MustLeadTo("/admin/recipes?Deleted=1");
        }

        var list = await admin.Editor.ReadAsync("/admin/recipes/deleted");
        var link = list.QuerySelectorAll("tbody a").Single(link => link.TextContent == name).GetAttribute("href")!;
        Assert.Equal($"{address}/history", link);
        var history = await admin.Editor.ReadAsync(link);
        Assert.Equal($"History of {name}", history.QuerySelector("h1")!.TextContent);
        var back = history.QuerySelector(".revision")!.QuerySelectorAll("a").Single(link => link.TextContent == "Have this state back").GetAttribute("href")!;
        Assert.StartsWith("/admin/recipes/add?Revision=", back, StringComparison.Ordinal);
        var form = await admin.Editor.ReadAsync(back);
        Assert.StartsWith($"This is “{name}” as it was on ", form.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Null(await admin.Site.StoredUnderAsync(name));

        using var saved = await admin.Editor.SubmitAsync(form, back);

        Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        var stored = (await admin.Site.StoredUnderAsync(name))!;
        Assert.NotEqual(address, StoredRecipes.AddressOf(stored.Id));
        Assert.Equal(
            (recipe.Slug, recipe.Description, recipe.Instructions, recipe.Servings, recipe.PrepTime, recipe.CookTime, recipe.SourceUrl),
            (stored.Slug, stored.Description, stored.Instructions, stored.Servings, stored.PrepTime, stored.CookTime, stored.SourceUrl));
        Assert.Equal([$"500|g|beef-{name}|", $"1.5||garlic-{name}|1½ cloves of garlic-{name}, minced"], stored.Lines());
        Assert.Equal([$"tag-{name}"], stored.Tags.Select(tag => tag.Name));
        await admin.Site.CatchUpAsync();
        await admin.Site.ReadAsync($"/recipes/{name}");
        Assert.Equal([$"deleted recipe {name}", $"added recipe {name}"], await admin.Site.AuditAboutAsync(name));
    }

    private static (string Text, string? Address) Link(IElement link) => (link.TextContent, link.GetAttribute("href"));

    /// <summary>What goes along with the recipe of this address.</summary>
    private static IEnumerable<IElement> Going(IParentNode page, string address) =>
        page.QuerySelectorAll(".going > li").Single(recipe => recipe.QuerySelector("a")!.GetAttribute("href") == address).QuerySelectorAll("li");

    private static async Task<IHtmlDocument> MustAskAgainAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var page = await response.ReadHtmlAsync();
        Assert.Equal(
            "Somebody else has changed or deleted some of this since you opened the page. Nothing was deleted; look again.",
            page.QuerySelector("[role=alert] li")!.TextContent.Trim());
        return page;
    }

    private Task<List<string>> ActionsAsync(string address)
    {
        var id = StoredRecipes.IdIn(address);
        return admin.Site.AskAsync(db => db.Revisions
            .Where(revision => revision.Kind == RevisionContent.Recipe && revision.ObjectId == id)
            .OrderBy(revision => revision.Id)
            .Select(revision => revision.Action)
            .ToListAsync(CancellationToken));
    }
}
