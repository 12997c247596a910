using System.Net;
using Cookbook.Data.Accounts;

namespace Cookbook.Tests.Web.Admin;

/// <summary>Administrators make and change accounts; nobody else does, and nobody their own role.</summary>
public sealed class ManagingAccounts(SampleSite sample) : IClassFixture<SampleSite>
{
    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Editor)]
    public async Task Others_may_not_even_look(string role)
    {
        await using var site = Browser.Behind(sample.Database);
        var other = await IdOfAsync(site, await site.AddAccountAsync(Role.Viewer));
        var browser = new Browser(site);
        await browser.MustSignInAsync(await site.AddAccountAsync(role), Accounts.Password);
        var token = (await browser.ReadAsync("/admin")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        foreach (var address in (string[])["/admin/accounts", "/admin/accounts/add", $"/admin/accounts/{other}", "/admin/cache"])
        {
            using var seen = await browser.GetAsync(address);
            Assert.Equal((HttpStatusCode.Found, "/admin/refused"), (seen.StatusCode, seen.Headers.Location!.AbsolutePath));
        }

        foreach (var address in (string[])["/admin/accounts/add", $"/admin/accounts/{other}?handler=Delete", $"/admin/accounts/{other}?handler=Role", "/admin/cache"])
        {
            using var done = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, address)
            {
                Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("Role", Role.Administrator)]),
            });
            Assert.Equal((HttpStatusCode.Found, "/admin/refused"), (done.StatusCode, done.Headers.Location!.AbsolutePath));
        }

        await browser.ReadAsync("/admin/refused", HttpStatusCode.Forbidden);
        Assert.DoesNotContain("/admin/accounts", (await browser.ReadAsync("/admin")).QuerySelector("nav")!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_added_account_may_sign_in_and_do_what_its_role_may()
    {
        await using var site = Browser.Behind(sample.Database);
        var (browser, email) = (await AdministratorAsync(site), $"new-{Guid.NewGuid():N}@example.com");

        using (var added = await browser.SubmitAsync("/admin/accounts/add", ("Email", email), ("Role", Role.Editor), ("Password", Accounts.Password)))
        {
            Assert.Equal("/admin/accounts", added.Headers.Location?.ToString());
        }

        var row = (await browser.ReadAsync($"/admin/accounts?q={email.ToUpperInvariant()}")).QuerySelectorAll("tbody tr");
        Assert.Equal(["", email, Role.Editor, "never", "may sign in"], Assert.Single(row).Children.Select(cell => cell.TextContent.Trim()));
        await new Browser(site).MustSignInAsync(email, Accounts.Password);
    }

    [Theory]
    [InlineData("", Role.Editor, Accounts.Password, "Enter an e-mail address.")]
    [InlineData("nobody", Role.Editor, Accounts.Password, "This is no e-mail address.")]
    [InlineData("somebody@example.com", "Chef", Accounts.Password, "There is no such role.")]
    [InlineData("somebody@example.com", Role.Editor, "short", "A password has at least 12 characters, and at most 1000.")]
    [InlineData("somebody@example.com", Role.Editor, "aaaaaaaaaaaa", "Passwords must use at least 5 different characters.")]
    public async Task A_bad_account_is_not_added_and_what_was_typed_is_kept(string email, string role, string password, string why)
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await AdministratorAsync(site);

        using var response = await browser.SubmitAsync("/admin/accounts/add", ("Email", email), ("Role", role), ("Password", password));

        var page = await response.ReadHtmlAsync();
        Assert.Equal([why], page.QuerySelectorAll("[role=alert] li").Select(error => error.TextContent.Trim()));
        Assert.Equal(email, page.QuerySelector("#Email")!.GetAttribute("value") ?? "");
        Assert.Empty((await browser.ReadAsync("/admin/accounts?q=somebody%40")).QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public async Task The_list_is_narrowed_to_a_role_and_sorted_both_ways()
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await AdministratorAsync(site);
        var (mark, emails) = ($"{Guid.NewGuid():N}", new List<string>());
        foreach (var (name, role) in ((string, string)[])[("a", Role.Editor), ("b", Role.Viewer), ("c", Role.Editor)])
        {
            var email = $"{name}-{mark}@example.com";
            emails.Add(email);
            using var added = await browser.SubmitAsync("/admin/accounts/add", ("Email", email), ("Role", role), ("Password", Accounts.Password));
        }

        await new Browser(site).MustSignInAsync(emails[1], Accounts.Password);

        Assert.Equal([emails[0], emails[2]], await ShownAsync($"q={mark}&role=Editor"));
        Assert.Equal([emails[2], emails[1], emails[0]], await ShownAsync($"q={mark}&sort=-address"));
        Assert.Equal(emails[1], (await ShownAsync($"q={mark}&sort=-last"))[0]);
        Assert.Equal(emails[1], (await ShownAsync($"q={mark}&sort=last"))[^1]);
        await browser.ReadAsync("/admin/accounts?sort=password", HttpStatusCode.NotFound);
        await browser.ReadAsync("/admin/accounts?page=1000000000", HttpStatusCode.NotFound);

        async Task<List<string>> ShownAsync(string query) =>
            [.. (await browser.ReadAsync($"/admin/accounts?{query}")).QuerySelectorAll("tbody th").Select(cell => cell.TextContent.Trim())];
    }

    [Fact]
    public async Task Several_are_deleted_at_once_when_it_was_confirmed_and_never_one_s_own()
    {
        await using var site = Browser.Behind(sample.Database);
        var own = await site.AddAccountAsync(Role.Administrator);
        var browser = new Browser(site);
        await browser.MustSignInAsync(own, Accounts.Password);
        var emails = new[] { await site.AddAccountAsync(Role.Viewer), await site.AddAccountAsync(Role.Editor) };
        var ids = new[] { await IdOfAsync(site, emails[0]), await IdOfAsync(site, emails[1]), await IdOfAsync(site, own) };
        var address = $"/admin/accounts/delete?id={string.Join("&id=", ids)}";

        var page = await browser.ReadAsync(address);
        Assert.Equal(emails.Order(StringComparer.OrdinalIgnoreCase), page.QuerySelectorAll(".going a").Select(link => link.TextContent));
        Assert.Contains("Your own account stays", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        using (var refused = await browser.SubmitAsync(page, address, ("Seen", $"{ids[2]}")))
        {
            Assert.Contains("Nothing was deleted", (await refused.ReadHtmlAsync()).QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
        }

        using (var deleted = await browser.SubmitAsync(page, address))
        {
            deleted.MustLeadTo("/admin/accounts?Deleted=2");
        }

        var done = await site.AuditOfAsync(own);
        Assert.All(emails, email => Assert.Contains($"deleted {email}", done));
        await browser.ReadAsync(address.Replace($"&id={ids[2]}", "", StringComparison.Ordinal), HttpStatusCode.NotFound);
        using var again = await browser.SubmitAsync(page, address);
        Assert.Contains("Nothing was deleted", (await again.ReadHtmlAsync()).QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_is_taken_once_whatever_its_case()
    {
        await using var site = Browser.Behind(sample.Database);
        var email = await site.AddAccountAsync(Role.Viewer);

        using var response = await (await AdministratorAsync(site)).SubmitAsync(
            "/admin/accounts/add", ("Email", email.ToUpperInvariant()), ("Role", Role.Editor), ("Password", Accounts.Password));

        Assert.EndsWith("is already taken.", Assert.Single((await response.ReadHtmlAsync()).QuerySelectorAll("[role=alert] li")).TextContent.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_a_password_a_lock_and_the_end_of_an_account_take_effect()
    {
        await using var site = Browser.Behind(sample.Database);
        var (administrator, email) = (await AdministratorAsync(site), await site.AddAccountAsync(Role.Viewer));
        var address = $"/admin/accounts/{await IdOfAsync(site, email)}";

        await DoAsync(administrator, address, "Role", ("Role", Role.Administrator));
        await DoAsync(administrator, address, "Password", ("Password", "another long password"));
        var theirs = new Browser(site);
        await theirs.MustSignInAsync(email, "another long password");
        await theirs.ReadAsync("/admin/accounts");

        await DoAsync(administrator, address, "Lock");
        using (var locked = await new Browser(site).SignInAsync(email, "another long password"))
        {
            Assert.Equal(HttpStatusCode.OK, locked.StatusCode);
        }

        await DoAsync(administrator, address, "Unlock");
        await new Browser(site).MustSignInAsync(email, "another long password");

        await DoAsync(administrator, address, "Delete");
        using (var gone = await administrator.GetAsync(address))
        {
            Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        }

        // What was done stays.
        Assert.Equal(["signed in", "sign-in refused: locked", "signed in"], await site.AuditOfAsync(email));
    }

    [Theory]
    [InlineData("Role")]
    [InlineData("Lock")]
    [InlineData("Delete")]
    public async Task Nobody_takes_away_their_own_account(string handler)
    {
        await using var site = Browser.Behind(sample.Database);
        var email = await site.AddAccountAsync(Role.Administrator);
        var browser = new Browser(site);
        await browser.MustSignInAsync(email, Accounts.Password);
        var address = $"/admin/accounts/{await IdOfAsync(site, email)}";
        var token = (await browser.ReadAsync(address)).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        using var response = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"{address}?handler={handler}")
        {
            Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("Role", Role.Viewer)]),
        });

        Assert.Contains("another administrator", (await response.ReadHtmlAsync()).QuerySelector("[role=alert] li")!.TextContent, StringComparison.Ordinal);
        await browser.ReadAsync("/admin/accounts");
    }

    [Fact]
    public async Task An_administrator_empties_the_cache()
    {
        await using var site = Browser.Behind(sample.Database);
        var email = await site.AddAccountAsync(Role.Administrator);
        var browser = new Browser(site);
        await browser.MustSignInAsync(email, Accounts.Password);
        await site.ReadAsync("/cookbook/");
        Assert.True(await site.IsHitAsync("/cookbook/"));

        using var emptied = await browser.SubmitAsync("/admin/cache");

        Assert.Equal("/admin/cache?Emptied=True", emptied.Headers.Location?.ToString());
        Assert.False(await site.IsHitAsync("/cookbook/"));
        Assert.Contains("emptied the cache", await site.AuditOfAsync(email));
    }

    private static async Task<Browser> AdministratorAsync(WebSite site)
    {
        var browser = new Browser(site);
        await browser.MustSignInAsync(await site.AddAccountAsync(Role.Administrator), Accounts.Password);
        return browser;
    }

    private static async Task DoAsync(Browser browser, string address, string handler, params (string Name, string Value)[] fields)
    {
        var page = await browser.ReadAsync(address);
        var form = page.QuerySelectorAll("main form").Single(form => form.GetAttribute("action")!.EndsWith($"handler={handler}", StringComparison.Ordinal));
        using var done = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("action"))
        {
            Content = new FormUrlEncodedContent(
                [new("__RequestVerificationToken", form.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!),
                .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]),
        });
        Assert.Equal((HttpStatusCode.Found, "/admin/accounts"), (done.StatusCode, done.Headers.Location?.ToString()));
    }

    private static async Task<int> IdOfAsync(WebSite site, string email) => (await site.AccountAsync(email)).Id;
}
