using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Cookbook.Data.Accounts;
using Cookbook.Data.History;
using Cookbook.Data.Recipes.Editing;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Tests.Web.Admin;

/// <summary>What the admin site remembers of recipes, foods and tags, and how to have it back.</summary>
public sealed class RecipeHistory(AdminSite admin) : IClassFixture<AdminSite>
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_is_told_with_who_when_and_each_field_before_and_after()
    {
        var (before, after) = (Names.New(), Names.New());
        var address = await admin.Site.StoreAsync(StoredRecipes.Stew(before));
        var year = TimeProvider.System.GetUtcNow().Year;
        var who = await admin.Site.AddAccountAsync(Role.Editor);
        var browser = new Browser(admin.Site);
        await browser.MustSignInAsync(who, Accounts.Password);

        await MustSaveAsync(browser, address, ("Name", after), ("Servings", ""), ("CookMinutes", "95"), ("Tags", $"quick, tag-{before}"));

        var page = await admin.Viewer.ReadAsync($"{address}/history");
        Assert.Equal($"History of {after}", page.QuerySelector("h1")!.TextContent);
        var revisions = page.QuerySelectorAll(".revision").ToList();
        Assert.Equal(2, revisions.Count);
        Assert.Matches($@"\AChanged on \d+ \w+ {year} at \d\d:\d\d \(UTC\) by {who}\z", Heading(revisions[0]));
        Assert.Equal(
            [
                ("Name", before, after), ("Servings", "4", "(empty)"), ("Cooking, in minutes", "90", "95"), ("Tags", $"tag-{before}", $"quick, tag-{before}"),
            ],
            Changes(revisions[0]));
    }

    [Fact]
    public async Task The_first_change_of_what_came_from_elsewhere_begins_with_how_it_was_found()
    {
        var name = Names.New();
        var address = await admin.Site.StoreAsync(StoredRecipes.Stew(name));
        Assert.Contains("Nobody has changed it on the admin site yet.", (await admin.Viewer.ReadAsync($"{address}/history")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        await MustSaveAsync(admin.Editor, address, ("Servings", "5"));

        var found = (await admin.Viewer.ReadAsync($"{address}/history")).QuerySelectorAll(".revision").ElementAt(1);
        Assert.Matches(@"\AAs it was found on [^\n]*\(UTC\)\z", Heading(found));
        Assert.Equal(
            [
                ("Name", "", name),
                ("Description", "", $"A <em>good</em> {name}."),
                ("Ingredients", "", $"500 g · beef-{name}\n1½ cloves of garlic-{name}, minced [1 1/2 garlic-{name}]"),
                ("Instructions", "", "<ol>\n<li>Chop.</li>\n<li>Stew.</li>\n</ol>"),
                ("Servings", "", "4"),
                ("Preparation, in minutes", "", "20"),
                ("Cooking, in minutes", "", "90"),
                ("Source", "", "https://example.org/stew"),
                ("Tags", "", $"tag-{name}"),
            ],
            Changes(found));
    }

    [Fact]
    public async Task A_recipe_that_was_added_here_begins_with_its_addition()
    {
        var name = Names.New();
        using (var added = await admin.Editor.SubmitAsync("/admin/recipes/add", ("Name", name)))
        {
            Assert.Equal(HttpStatusCode.Found, added.StatusCode);
        }

        var address = StoredRecipes.AddressOf((await admin.Site.StoredUnderAsync(name))!.Id);
        var revision = Assert.Single((await admin.Viewer.ReadAsync($"{address}/history")).QuerySelectorAll(".revision"));
        Assert.StartsWith("Added on ", Heading(revision), StringComparison.Ordinal);
        Assert.Equal([("Name", "", name)], Changes(revision));
    }

    [Fact]
    public async Task What_psql_did_between_two_saves_stands_there_as_changed_elsewhere()
    {
        var name = Names.New();
        var address = await admin.Site.StoreAsync(StoredRecipes.Stew(name));
        await MustSaveAsync(admin.Editor, address, ("Servings", "5"));
        var id = StoredRecipes.IdIn(address);
        await admin.Database.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"UPDATE recipe SET cook_time = '01:00' WHERE id = {id}"));
        await admin.Database.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"UPDATE ingredient SET unit_of_measure = 'kg' WHERE recipe_id = {id} AND position = 0"));

        await MustSaveAsync(admin.Editor, address, ("Servings", "6"));

        var revisions = (await admin.Viewer.ReadAsync($"{address}/history")).QuerySelectorAll(".revision").ToList();
        Assert.Equal(4, revisions.Count);
        Assert.Equal([("Servings", "5", "6")], Changes(revisions[0]));
        Assert.Matches(@"\AChanged elsewhere on [^\n]*\(UTC\)\z", Heading(revisions[1]));
        var lines = $"\n1½ cloves of garlic-{name}, minced [1 1/2 garlic-{name}]";
        Assert.Equal([("Ingredients", $"500 g · beef-{name}{lines}", $"500 kg · beef-{name}{lines}"), ("Cooking, in minutes", "90", "60")], Changes(revisions[1]));
        Assert.Equal([("Servings", "4", "5")], Changes(revisions[2]));
    }

    [Fact]
    public async Task An_old_state_comes_back_whole_when_the_form_that_shows_it_is_saved()
    {
        var name = Names.New();
        var address = await admin.Site.StoreAsync(StoredRecipes.Stew(name));
        var food = (await admin.Site.StoredAsync(address))!.Ingredients[0].FoodId;
        await MustSaveAsync(
            admin.Editor,
            address,
            [
                ("Name", $"{name} new"), ("Description", "Other."), ("Instructions", "Other."), ("Servings", ""), ("PrepMinutes", "1"), ("CookMinutes", ""),
                ("SourceUrl", ""), ("Tags", "other"), ("NewFoods", $"water-{name}"), .. StoredRecipes.Typed(("1", "l", $"water-{name}", ""), ("2", "", $"garlic-{name}", "")),
            ]);
        Assert.Equal([$"1|l|water-{name}|", $"2||garlic-{name}|"], (await admin.Site.StoredAsync(address))!.Lines());

        var history = await admin.Editor.ReadAsync($"{address}/history");
        var revisions = history.QuerySelectorAll(".revision").ToList();
        Assert.Null(Back(revisions[0]));
        var form = await admin.Editor.ReadAsync(Back(revisions[1])!);
        Assert.StartsWith("This is the recipe as it was on ", form.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal($"{name} new", (await admin.Site.StoredAsync(address))!.Name);
        using (var saved = await admin.Editor.SubmitAsync(form, address))
        {
            Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        }

        var stored = (await admin.Site.StoredAsync(address))!;
        Assert.Equal(
            (name, name, $"A <em>good</em> {name}.", "<ol>\n<li>Chop.</li>\n<li>Stew.</li>\n</ol>", 4, TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(90)),
            (stored.Name, stored.Slug, stored.Description, stored.Instructions, stored.Servings, stored.PrepTime, stored.CookTime));
        Assert.Equal("https://example.org/stew", stored.SourceUrl);
        Assert.Equal([$"500|g|beef-{name}|", $"1.5||garlic-{name}|1½ cloves of garlic-{name}, minced"], stored.Lines());
        Assert.Equal(food, stored.Ingredients[0].FoodId);
        Assert.Equal([$"tag-{name}"], stored.Tags.Select(tag => tag.Name));
        Assert.Equal(3, (await admin.Editor.ReadAsync($"{address}/history")).QuerySelectorAll(".revision").Length);
    }

    [Fact]
    public async Task The_state_before_a_change_by_psql_can_be_had_back_although_nobody_has_saved_since()
    {
        var name = Names.New();
        var address = await admin.Site.StoreAsync(StoredRecipes.Stew(name));
        await MustSaveAsync(admin.Editor, address, ("Servings", "5"));
        await admin.Database.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"UPDATE recipe SET servings = 50 WHERE id = {StoredRecipes.IdIn(address)}"));

        var last = (await admin.Editor.ReadAsync($"{address}/history")).QuerySelector(".revision")!;
        Assert.NotNull(Back(last));
        using (var saved = await admin.Editor.SubmitAsync(await admin.Editor.ReadAsync(Back(last)!), address))
        {
            Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        }

        Assert.Equal(5, (await admin.Site.StoredAsync(address))!.Servings);
    }

    [Theory]
    [InlineData("foods", "Food")]
    [InlineData("tags", "Tag")]
    public async Task A_renamed_food_or_tag_has_its_history_and_can_have_its_old_name_back(string kind, string one)
    {
        var (before, after) = (Names.New(), Names.New());
        var address = await admin.Site.AddNameAsync(kind, before);
        await MustSaveAsync(admin.Editor, address, ("Name", after));

        var page = await admin.Editor.ReadAsync(address);
        Assert.Contains(page.QuerySelectorAll("main a"), link => link.GetAttribute("href") == $"{address}/history");
        var history = await admin.Editor.ReadAsync($"{address}/history");
        Assert.Equal($"The {one.ToLowerInvariant()} as it is now", history.QuerySelector("main .links a")!.TextContent);
        var revisions = history.QuerySelectorAll(".revision").ToList();
        Assert.Equal([("Name", before, after)], Changes(revisions[0]));
        Assert.Equal([("Name", "", before)], Changes(revisions[1]));
        Assert.Null(Back(revisions[0]));
        var form = await admin.Editor.ReadAsync(Back(revisions[1])!);
        Assert.Equal(before, form.QuerySelector("#Name")!.GetAttribute("value"));
        using (var saved = await admin.Editor.SubmitAsync(form, address))
        {
            saved.MustLeadTo($"{address}?Done=renamed");
        }

        Assert.Equal((1, 0), (await admin.Site.CountAsync(kind, before), await admin.Site.CountAsync(kind, after)));
        Assert.Equal([$"renamed {one.ToLowerInvariant()} {before} to {after}", $"renamed {one.ToLowerInvariant()} {after} to {before}"], await admin.Site.AuditAboutAsync(before));
    }

    [Theory]
    [InlineData("foods")]
    [InlineData("tags")]
    public async Task A_deleted_food_or_tag_can_be_added_again_by_way_of_its_history(string kind)
    {
        var name = Names.New();
        var address = await admin.Site.AddNameAsync(kind, name);
        await MustSaveAsync(admin.Editor, Names.DeletionOf(kind, address));
        Assert.Equal(0, await admin.Site.CountAsync(kind, name));

        var list = await admin.Editor.ReadAsync($"/admin/{kind}");
        Assert.Contains(list.QuerySelectorAll("main a"), link => link.GetAttribute("href") == $"/admin/{kind}/deleted");
        var deleted = await admin.Editor.ReadAsync($"/admin/{kind}/deleted");
        var history = await admin.Editor.ReadAsync(deleted.QuerySelectorAll("tbody a").Single(link => link.TextContent == name).GetAttribute("href")!);
        var revision = history.QuerySelector(".revision")!;
        Assert.Contains($"This was deleted: “{name}”.", revision.TextContent, StringComparison.Ordinal);
        var form = await admin.Editor.ReadAsync(Back(revision)!);
        Assert.Equal(name, form.QuerySelector("#Name")!.GetAttribute("value"));
        await MustSaveAsync(admin.Editor, form, $"/admin/{kind}/add");

        Assert.Equal(1, await admin.Site.CountAsync(kind, name));
    }

    [Fact]
    public async Task A_revision_of_another_recipe_is_not_found_and_not_shown()
    {
        var (mine, other) = (Names.New(), Names.New());
        var address = await admin.Site.StoreAsync(StoredRecipes.Stew(mine));
        var elsewhere = await admin.Site.StoreAsync(StoredRecipes.Stew(other));
        await MustSaveAsync(admin.Editor, elsewhere, ("Servings", "5"));
        var food = await admin.Site.AddNameAsync("foods", Names.New());
        await MustSaveAsync(admin.Editor, food, ("Name", Names.New()));

        foreach (var revision in (string[])[await LastRevisionAsync(elsewhere), await LastRevisionAsync(food), "9223372036854775807", "0", "-1"])
        {
            using var response = await admin.Editor.GetAsync($"{address}?Revision={revision}");
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }

        using var added = await admin.Editor.GetAsync($"/admin/recipes/add?Revision={await LastRevisionAsync(food)}");
        Assert.Equal(HttpStatusCode.NotFound, added.StatusCode);
    }

    [Theory]
    [InlineData("foods", "tags")]
    [InlineData("tags", "foods")]
    public async Task A_revision_of_another_food_or_tag_is_not_found_and_not_shown(string kind, string otherKind)
    {
        var address = await admin.Site.AddNameAsync(kind, Names.New());
        var (same, other) = (await admin.Site.AddNameAsync(kind, Names.New()), await admin.Site.AddNameAsync(otherKind, Names.New()));
        await MustSaveAsync(admin.Editor, same, ("Name", Names.New()));
        await MustSaveAsync(admin.Editor, other, ("Name", Names.New()));

        foreach (var asked in (string[])
        [
            $"{address}?Revision={await LastRevisionAsync(same)}",
            $"{address}?Revision={await LastRevisionAsync(other)}",
            $"/admin/{kind}/add?Revision={await LastRevisionAsync(other)}",
        ])
        {
            using var response = await admin.Editor.GetAsync(asked);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Fact]
    public async Task Fifty_revisions_stand_on_a_page_and_each_tells_what_the_one_before_it_was()
    {
        var name = Names.New();
        var address = await admin.Site.StoreAsync(StoredRecipes.Stew(name));
        await MustSaveAsync(admin.Editor, address, ("Servings", "5"));
        await AddRevisionsAsync(StoredRecipes.IdIn(address), Enumerable.Range(6, 50));

        var first = await admin.Viewer.ReadAsync($"{address}/history");
        Assert.Equal(50, first.QuerySelectorAll(".revision").Length);
        Assert.Equal([("Servings", "54", "55")], Changes(first.QuerySelector(".revision")!));
        Assert.Equal([("Servings", "5", "6")], Changes(first.QuerySelectorAll(".revision")[^1]));
        var next = first.QuerySelector("a[rel=next]")!.GetAttribute("href")!;
        Assert.Equal($"{address}/history?page=2", next);
        var second = await admin.Viewer.ReadAsync(next);
        Assert.Equal([("Servings", "4", "5")], Changes(second.QuerySelector(".revision")!));
        Assert.Equal(2, second.QuerySelectorAll(".revision").Length);
        Assert.Equal($"{address}/history", second.QuerySelector("a[rel=prev]")!.GetAttribute("href"));

        foreach (var number in (string[])["0", "-1", "3", "x", "2147483647"])
        {
            using var response = await admin.Viewer.GetAsync($"{address}/history?page={number}");
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Theory]
    [InlineData("/admin/recipes/0/history")]
    [InlineData("/admin/foods/2147483647/history")]
    [InlineData("/admin/tags/99999999999/history")]
    [InlineData("/admin/accounts/1/history")]
    [InlineData("/admin/accounts/deleted")]
    public async Task What_never_was_has_no_history(string address)
    {
        using var response = await admin.Administrator.GetAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    /// <summary>Fifty saves would take their time.</summary>
    private Task<int> AddRevisionsAsync(int recipe, IEnumerable<int> servings) => admin.Site.AskAsync(async db =>
    {
        var last = await db.Revisions.AsNoTracking()
            .Where(revision => revision.Kind == RevisionContent.Recipe && revision.ObjectId == recipe)
            .OrderBy(revision => revision.Id)
            .LastAsync(CancellationToken);
        var content = RevisionContent.Read<RecipeContent>(last.Content);
        foreach (var number in servings)
        {
            db.Revisions.Add(new Revision
            {
                Kind = last.Kind,
                ObjectId = recipe,
                At = last.At,
                Who = last.Who,
                Action = Revision.Changed,
                Content = RevisionContent.Write(content with { Servings = number }),
            });
            await db.SaveChangesAsync(CancellationToken);
        }

        return 0;
    });

    private static List<(string Label, string Before, string After)> Changes(IElement revision) =>
    [
        .. revision.QuerySelectorAll("dt").Select(label => (
            label.TextContent,
            label.NextElementSibling!.QuerySelector("del")?.TextContent ?? "",
            (label.NextElementSibling!.QuerySelector("ins") ?? label.NextElementSibling!.NextElementSibling!.QuerySelector("ins"))!.TextContent)),
    ];

    private static string Heading(IElement revision) =>
        string.Join(' ', revision.QuerySelector("h2")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Where the link leads that brings the state back; null if there is none.</summary>
    private static string? Back(IElement revision) =>
        revision.QuerySelectorAll("a").SingleOrDefault(link => link.TextContent == "Have this state back")?.GetAttribute("href");

    private static async Task MustSaveAsync(Browser browser, string address, params (string Name, string Value)[] fields) =>
        await MustSaveAsync(browser, await browser.ReadAsync(address), address, fields);

    private static async Task MustSaveAsync(Browser browser, IHtmlDocument form, string address, params (string Name, string Value)[] fields)
    {
        using var saved = await browser.SubmitAsync(form, address, fields);
        Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
    }

    /// <summary>Its id.</summary>
    private async Task<string> LastRevisionAsync(string address)
    {
        var (kind, number) = (address.Split('/')[2][..^1], StoredRecipes.IdIn(address));
        var last = await admin.Site.AskAsync(db => db.Revisions
            .Where(revision => revision.Kind == kind && revision.ObjectId == number)
            .MaxAsync(revision => revision.Id, CancellationToken));
        return last.ToString(CultureInfo.InvariantCulture);
    }
}
