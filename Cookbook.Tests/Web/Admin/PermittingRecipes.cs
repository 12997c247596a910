using System.Net;
using AngleSharp.Dom;
using Cookbook.Data.Accounts;

namespace Cookbook.Tests.Web.Admin;

/// <summary>Who may see, add, change and delete recipes. A form that somebody makes by hand is refused as well.</summary>
public sealed class PermittingRecipes(AdminSite admin) : IClassFixture<AdminSite>
{
    public static TheoryData<string, bool> Roles => new()
    {
        { Role.Administrator, true },
        { Role.Editor, true },
        { Role.Viewer, false },
    };

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Each_role_is_offered_what_it_may_do_and_no_more(string role, bool mayWrite)
    {
        var browser = admin.As(role);
        var name = Names.New();
        var address = await admin.Site.StoreAsync(StoredRecipes.Stew(name));
        using (var changed = await admin.Editor.SubmitAsync(address, ("Servings", "5")))
        {
            Assert.Equal(HttpStatusCode.Found, changed.StatusCode);
        }

        var list = await browser.ReadAsync($"/admin/recipes?q={name}");
        var page = await browser.ReadAsync(address);
        var history = await browser.ReadAsync($"{address}/history");
        var deleted = await browser.ReadAsync("/admin/recipes/deleted");

        Assert.Equal(mayWrite, page.QuerySelector("main form") is not null);
        Assert.Equal(mayWrite, HasLink(page, Names.DeletionOf("recipes", address)));
        Assert.True(HasLink(page, $"{address}/history"));
        Assert.Equal(mayWrite, HasLink(list, "/admin/recipes/add"));
        Assert.Equal(mayWrite, list.QuerySelector("tbody input[type=checkbox]") is not null);
        Assert.Equal(mayWrite, list.QuerySelectorAll("main button").Any(button => button.TextContent == "Delete the chosen"));
        Assert.Equal(mayWrite, history.QuerySelectorAll("main a").Any(link => link.TextContent == "Have this state back"));
        Assert.Equal("Deleted recipes", deleted.QuerySelector("h1")!.TextContent);
        foreach (var asked in (string[])["/admin/recipes/add", Names.DeletionOf("recipes", address)])
        {
            using var response = await browser.GetAsync(asked);
            Assert.Equal((mayWrite ? HttpStatusCode.OK : HttpStatusCode.Found, !mayWrite), (response.StatusCode, IsRefused(response)));
        }
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Each_role_can_do_what_it_may_and_no_more(string role, bool mayWrite)
    {
        var browser = admin.As(role);
        var (added, before, after, going) = (Names.New(), Names.New(), Names.New(), Names.New());
        var (changed, deleted) = (await admin.Site.StoreAsync(StoredRecipes.Stew(before)), await admin.Site.StoreAsync(StoredRecipes.Stew(going)));
        var token = await TokenAsync(browser);
        var version = (await admin.Site.StoredAsync(deleted))!.Version;

        using var adding = await PostAsync(browser, "/admin/recipes/add", token, ("Name", added));
        using var changing = await PostAsync(browser, changed, token, ("Name", after), ("Seen", await SeenAsync(changed)));
        using var deleting = await PostAsync(browser, Names.DeletionOf("recipes", deleted), token, ($"Seen[{StoredRecipes.IdIn(deleted)}]", $"{version}"));
        using var suggesting = await browser.GetAsync("/admin/foods/suggest?q=a");

        Assert.All([adding, changing, deleting], response => Assert.Equal((HttpStatusCode.Found, !mayWrite), (response.StatusCode, IsRefused(response))));
        Assert.Equal(HttpStatusCode.OK, suggesting.StatusCode);
        Assert.Equal(mayWrite, await admin.Site.StoredUnderAsync(added) is not null);
        Assert.Equal(mayWrite ? after : before, (await admin.Site.StoredAsync(changed))!.Name);
        Assert.Equal(mayWrite, await admin.Site.StoredAsync(deleted) is null);
        foreach (var (name, action) in ((string, string)[])[(added, "added"), (after, "changed"), (going, "deleted")])
        {
            Assert.Equal(mayWrite ? [$"{action} recipe {name}"] : [], await admin.Site.AuditAboutAsync(name));
        }
    }

    [Fact]
    public async Task A_viewer_reads_all_fields_as_text_and_finds_no_form()
    {
        var name = Names.New();
        var address = await admin.Site.StoreAsync(StoredRecipes.Stew(name));

        var page = await admin.Viewer.ReadAsync(address);

        Assert.Null(page.QuerySelector("main form, main input, main textarea, main button, main em, main ol"));
        Assert.Equal(
            [
                ("Name", name),
                ("Description", $"A <em>good</em> {name}."),
                ("Photograph", ""),
                ("Ingredients", $"500 g · beef-{name}\n1½ cloves of garlic-{name}, minced [1 1/2 garlic-{name}]"),
                ("Instructions", "<ol>\n<li>Chop.</li>\n<li>Stew.</li>\n</ol>"),
                ("Servings", "4"),
                ("Preparation, in minutes", "20"),
                ("Cooking, in minutes", "90"),
                ("Source", "https://example.org/stew"),
                ("Tags", $"tag-{name}"),
            ],
            page.QuerySelectorAll("dl.content dt").Select(label => (label.TextContent, label.NextElementSibling!.TextContent)));
    }

    [Fact]
    public async Task A_viewer_who_follows_an_editor_s_link_to_an_old_state_is_not_told_that_it_is_on_the_page()
    {
        var address = await admin.Site.StoreAsync(StoredRecipes.Stew(Names.New()));
        using (var changed = await admin.Editor.SubmitAsync(address, ("Servings", "5")))
        {
            Assert.Equal(HttpStatusCode.Found, changed.StatusCode);
        }

        var history = await admin.Editor.ReadAsync($"{address}/history");
        var link = history.QuerySelectorAll("main a").Single(link => link.TextContent == "Have this state back").GetAttribute("href")!;

        Assert.NotNull((await admin.Editor.ReadAsync(link)).QuerySelector("[role=status]"));
        var page = await admin.Viewer.ReadAsync(link);
        Assert.Null(page.QuerySelector("[role=status]"));
        Assert.Contains(page.QuerySelectorAll("dl.content dd"), text => text.TextContent == "5");
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_sees_and_changes_nothing()
    {
        var browser = new Browser(admin.Site);
        var name = Names.New();
        var address = await admin.Site.StoreAsync(StoredRecipes.Stew(name));
        var version = (await admin.Site.StoredAsync(address))!.Version;

        foreach (var asked in (string[])
        [
            "/admin/recipes", "/admin/recipes/add", address, $"{address}/history", "/admin/recipes/deleted", Names.DeletionOf("recipes", address),
        ])
        {
            using var read = await browser.GetAsync(asked);
            using var written = await PostAsync(browser, asked, "", ("Name", Names.New()), ($"Seen[{StoredRecipes.IdIn(address)}]", $"{version}"));
            Assert.StartsWith("/admin/login?next=", read.Headers.Location!.PathAndQuery, StringComparison.Ordinal);

            // Where what was typed is kept, and nothing done with it.
            Assert.StartsWith("/admin/login/again?next=", written.Headers.Location!.OriginalString, StringComparison.Ordinal);
        }

        Assert.Equal((name, version), ((await admin.Site.StoredAsync(address))!.Name, (await admin.Site.StoredAsync(address))!.Version));
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        var (name, added) = (Names.New(), Names.New());
        var address = await admin.Site.StoreAsync(StoredRecipes.Stew(name));
        var version = (await admin.Site.StoredAsync(address))!.Version;
        var seen = await SeenAsync(address);

        foreach (var (to, fields) in ((string, (string, string)[])[])
        [
            ("/admin/recipes/add", [("Name", added)]),
            ("/admin/recipes/add", [("Name", added), ("Do", "preview")]),
            (address, [("Name", added), ("Seen", seen)]),
            (address, [("Name", added), ("Do", "lines")]),
            (Names.DeletionOf("recipes", address), [($"Seen[{StoredRecipes.IdIn(address)}]", $"{version}")]),
        ])
        {
            using var response = await PostAsync(admin.Administrator, to, "", fields);
            Assert.Equal((HttpStatusCode.BadRequest, true), (response.StatusCode, response.Headers.CacheControl!.NoStore));
        }

        Assert.Equal(version, (await admin.Site.StoredAsync(address))!.Version);
        Assert.Null(await admin.Site.StoredUnderAsync(added));
        Assert.Empty(await admin.Site.AuditAboutAsync(name));
    }

    [Fact]
    public async Task Nobody_keeps_an_answer_of_the_admin_site()
    {
        var name = Names.New();
        var address = await admin.Site.StoreAsync(StoredRecipes.Stew(name));
        foreach (var asked in (string[])
        [
            "/admin", "/admin/recipes", $"/admin/recipes?q={name}", "/admin/recipes?page=0", "/admin/recipes/add", address, "/admin/recipes/0",
            $"{address}/history", "/admin/recipes/0/history", "/admin/recipes/deleted", Names.DeletionOf("recipes", address),
            "/admin/foods/suggest?q=a", "/admin/foods", "/admin/tags",
        ])
        {
            foreach (var browser in (Browser[])[admin.Editor, admin.Viewer, new Browser(admin.Site)])
            {
                using var response = await browser.GetAsync(asked);
                MustNotBeKept(asked, response);
            }
        }

        using var refused = await admin.Editor.SubmitAsync(address, ("Name", ""));
        using var saved = await admin.Editor.SubmitAsync(address, ("Servings", "6"));
        using var forbidden = await PostAsync(admin.Viewer, address, await TokenAsync(admin.Viewer));
        using var deleted = await admin.Editor.SubmitAsync(Names.DeletionOf("recipes", address));
        Assert.All([refused, saved, forbidden, deleted], response => MustNotBeKept(address, response));
    }

    /// <summary>A redirect without a lifetime is not kept either (RFC 9111, section 3).</summary>
    private static void MustNotBeKept(string address, HttpResponseMessage response) =>
        Assert.True(
            response.Headers.CacheControl is { NoStore: true } || (response.StatusCode is HttpStatusCode.Found && response.Headers.CacheControl is null),
            $"{address}: {response.StatusCode}, {response.Headers.CacheControl}");

    private static bool HasLink(IParentNode page, string address) => page.QuerySelectorAll("a").Any(link => link.GetAttribute("href") == address);

    private static bool IsRefused(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.Found && response.Headers.Location!.OriginalString.Contains("/admin/refused", StringComparison.Ordinal);

    /// <summary>The one with which anybody who is signed in may sign out.</summary>
    private static async Task<string> TokenAsync(Browser browser) =>
        (await browser.ReadAsync("/admin")).QuerySelector("header form input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    private static Task<HttpResponseMessage> PostAsync(Browser browser, string address, string token, params (string Name, string Value)[] fields) =>
        browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]),
        });

    private async Task<string> SeenAsync(string address) =>
        (await admin.Editor.ReadAsync(address)).QuerySelector("input[name=Seen]")!.GetAttribute("value")!;
}
