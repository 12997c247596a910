using System.Net;
using AngleSharp.Dom;
using Cookbook.Data.Accounts;

namespace Cookbook.Tests.Web.Admin;

/// <summary>Who may see, add, change and delete foods and tags. A form that somebody makes by hand is refused as well.</summary>
public sealed class PermittingNames(SampleSite sample) : IClassFixture<SampleSite>
{
    public static TheoryData<string, string, bool> Roles => new()
    {
        { "foods", Role.Administrator, true },
        { "foods", Role.Editor, true },
        { "foods", Role.Viewer, false },
        { "tags", Role.Administrator, true },
        { "tags", Role.Editor, true },
        { "tags", Role.Viewer, false },
    };

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Each_role_is_offered_what_it_may_do_and_no_more(string kind, string role, bool mayWrite)
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(role);
        var name = Names.New();
        var address = await site.AddNameAsync(kind, name);

        var list = await browser.ReadAsync($"/admin/{kind}?q={name}");
        var page = await browser.ReadAsync(address);

        Assert.Equal(name, page.QuerySelector("h1")!.TextContent);
        Assert.Equal(mayWrite, page.QuerySelector("main form") is not null);
        Assert.Equal(mayWrite, HasLink(page, $"{Names.DeletionOf(kind, address)}"));
        Assert.Equal(mayWrite, HasLink(list, $"/admin/{kind}/add"));
        Assert.Equal(mayWrite, list.QuerySelector("main input[type=checkbox][name=id]") is not null);
        Assert.Equal(mayWrite, list.QuerySelectorAll("main button").Any(button => button.TextContent == "Delete the chosen"));
        foreach (var asked in (string[])[$"/admin/{kind}/add", Names.DeletionOf(kind, address)])
        {
            using var response = await browser.GetAsync(asked);
            Assert.Equal(mayWrite ? HttpStatusCode.OK : HttpStatusCode.Found, response.StatusCode);
            Assert.Equal(!mayWrite, IsRefused(response));
        }
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Each_role_can_do_what_it_may_and_no_more(string kind, string role, bool mayWrite)
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(role);
        var (added, before, after, going) = (Names.New(), Names.New(), Names.New(), Names.New());
        var (renamed, deleted) = (await site.AddNameAsync(kind, before), await site.AddNameAsync(kind, going));
        var token = await TokenAsync(browser);

        using var adding = await PostAsync(browser, $"/admin/{kind}/add", token, ("Name", added));
        using var renaming = await PostAsync(browser, renamed, token, ("Name", after), ("Version", await VersionAsync(site, kind, before)));
        using var deleting = await PostAsync(
            browser, Names.DeletionOf(kind, deleted), token, ($"Seen[{deleted.Split('/')[^1]}]", await VersionAsync(site, kind, going)));

        Assert.All([adding, renaming, deleting], response => Assert.Equal(!mayWrite, IsRefused(response)));
        var (yes, no) = mayWrite ? (1, 0) : (0, 1);
        Assert.Equal(yes, await site.CountAsync(kind, added));
        Assert.Equal((no, yes), (await site.CountAsync(kind, before), await site.CountAsync(kind, after)));
        Assert.Equal(no, await site.CountAsync(kind, going));
        Assert.Equal(yes * 3, (await site.AuditAboutAsync(added)).Count + (await site.AuditAboutAsync(after)).Count + (await site.AuditAboutAsync(going)).Count);
    }

    [Theory]
    [InlineData("foods")]
    [InlineData("tags")]
    public async Task Whoever_is_not_signed_in_sees_and_changes_nothing(string kind)
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = new Browser(site);
        var name = Names.New();
        var address = await site.AddNameAsync(kind, name);

        foreach (var asked in (string[])[$"/admin/{kind}", $"/admin/{kind}/add", address, Names.DeletionOf(kind, address)])
        {
            using var read = await browser.GetAsync(asked);
            using var written = await PostAsync(browser, asked, "", ("Name", Names.New()));
            Assert.StartsWith("/admin/login?next=", read.Headers.Location!.PathAndQuery, StringComparison.Ordinal);

            // Where what was typed is kept, and nothing done with it.
            Assert.StartsWith("/admin/login/again?next=", written.Headers.Location!.OriginalString, StringComparison.Ordinal);
        }

        Assert.Equal(1, await site.CountAsync(kind, name));
    }

    [Theory]
    [InlineData("foods")]
    [InlineData("tags")]
    public async Task A_form_without_its_token_is_refused(string kind)
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Administrator);
        var (name, added) = (Names.New(), Names.New());
        var address = await site.AddNameAsync(kind, name);
        var version = await VersionAsync(site, kind, name);

        foreach (var (to, fields) in ((string, (string, string)[])[])
        [
            ($"/admin/{kind}/add", [("Name", added)]),
            (address, [("Name", added), ("Version", version)]),
            (Names.DeletionOf(kind, address), [($"Seen[{address.Split('/')[^1]}]", version)]),
        ])
        {
            using var response = await PostAsync(browser, to, "", fields);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }

        Assert.Equal((1, 0), (await site.CountAsync(kind, name), await site.CountAsync(kind, added)));
    }

    private static bool HasLink(IParentNode page, string address) => page.QuerySelectorAll("a").Any(link => link.GetAttribute("href") == address);

    private static bool IsRefused(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.Found && response.Headers.Location!.OriginalString.Contains("/admin/refused", StringComparison.Ordinal);

    /// <summary>The one with which anybody who is signed in may sign out.</summary>
    private static async Task<string> TokenAsync(Browser browser) =>
        (await browser.ReadAsync("/admin")).QuerySelector("header form input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    private static async Task<string> VersionAsync(WebSite site, string kind, string name)
    {
        var administrator = await site.BrowseAsAsync(Role.Administrator);
        var list = await administrator.ReadAsync($"/admin/{kind}?q={name}");
        var page = await administrator.ReadAsync(list.QuerySelector("tbody a")!.GetAttribute("href")!);
        return page.QuerySelector("#Version")!.GetAttribute("value")!;
    }

    private static Task<HttpResponseMessage> PostAsync(Browser browser, string address, string token, params (string Name, string Value)[] fields) =>
        browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]),
        });
}
