using System.Net;
using System.Text.Json;
using Cookbook.Data.Accounts;

namespace Cookbook.Tests.Web.Admin;

/// <summary>The addresses behind the passkeys. What takes a browser is in Browsing/UsingPasskeys.</summary>
public sealed class KeepingPasskeys(SampleSite sample) : IClassFixture<SampleSite>
{
    private const string Door = "/admin/login/passkey";

    private const string Add = "/admin/account/passkeys/add";

    public static TheoryData<string> Garbage => ["{", "[]", "null", "7", """{"id":"!","type":"public-key","response":{}}""", new string('[', 100_000)];

    [Theory]
    [InlineData(Door)]
    [InlineData(Add)]
    [InlineData("{passkey}?handler=Rename")]
    [InlineData("{passkey}?handler=Remove")]
    public async Task Without_the_token_of_a_form_nothing_is_done(string address)
    {
        await using var site = Browser.Behind(sample.Database);
        var email = await site.AddAccountAsync(Role.Editor);
        var passkey = await site.AddPasskeyAsync(email, "Phone");
        var browser = new Browser(site);
        await browser.MustSignInAsync(email, Accounts.Password);

        using var response = await browser.SendAsync(Post(address.Replace("{passkey}", passkey, StringComparison.Ordinal), ("Name", "Mine"), ("Credential", "{}")));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(["Phone"], await site.PasskeysOfAsync(email));
        Assert.Equal(["signed in"], await site.AuditOfAsync(email));
    }

    [Theory]
    [InlineData("GET", Add)]
    [InlineData("POST", Add)]
    [InlineData("GET", "/admin/account/passkeys/AAAA")]
    [InlineData("POST", "/admin/account/passkeys/AAAA?handler=Remove")]
    public async Task Whoever_is_not_signed_in_is_sent_to_the_door(string method, string address)
    {
        await using var site = Browser.Behind(sample.Database);

        using var response = await new Browser(site).SendAsync(new HttpRequestMessage(new HttpMethod(method), address));

        Assert.Equal((HttpStatusCode.Found, "/admin/login"), (response.StatusCode, response.Headers.Location?.AbsolutePath));
    }

    [Fact]
    public async Task Questions_are_kept_by_nobody_and_their_cookie_is_for_this_site_over_TLS_and_for_no_script()
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Viewer);
        foreach (var address in (string[])[Door, $"{Add}?name=Phone"])
        {
            using var response = await browser.GetAsync(address);

            Assert.Equal((HttpStatusCode.OK, "application/json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
            Assert.True(response.Headers.CacheControl!.NoStore);
            using var question = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.True(question.RootElement.TryGetProperty("challenge", out _));
            Assert.Matches("; secure; samesite=strict; httponly", browser.SetCookies["cookbook-passkey"]);
            browser.SetCookies.Clear();
        }
    }

    [Fact]
    public async Task The_domain_is_the_hosts_name_or_the_one_that_is_set()
    {
        await using var plain = Browser.Behind(sample.Database);
        await using var set = Browser.Behind(sample.Database, settings: ("Passkeys:Domain", "cookbook.example"));

        Assert.Equal(plain.Client.BaseAddress!.Host, await DomainAsync(plain));
        Assert.Equal("cookbook.example", await DomainAsync(set));

        static async Task<string?> DomainAsync(WebSite site)
        {
            using var response = await new Browser(site).GetAsync(Door);
            using var question = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            return question.RootElement.GetProperty("rpId").GetString();
        }
    }

    [Theory]
    [MemberData(nameof(Garbage))]
    public async Task Garbage_is_no_passkey_and_no_fault_of_ours(string credential)
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var token = await TokenAsync(browser, "/admin/account");
        foreach (var address in (string[])[Door, Add])
        {
            using (await browser.GetAsync($"{address}?name=Phone"))
            {
            }

            using var response = await browser.SendAsync(Post(address, ("__RequestVerificationToken", token), ("Name", "Phone"), ("Credential", credential)));

            await MustRefuseAsync(response, address == Door
                ? "No account here has this passkey, or it was not asked for just now. Try again, or sign in with your password."
                : "This passkey was not made for this site just now, or an account has it already. Try again.");
        }
    }

    [Theory]
    [InlineData("{}", "That took more than five minutes, or the browser keeps no cookies. Try again.")]
    [InlineData("", "The browser sent no passkey. Try again.")]
    public async Task An_answer_without_a_question_is_refused(string credential, string why)
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var token = await TokenAsync(browser, "/admin/account");
        foreach (var address in (string[])[Door, Add])
        {
            using var response = await browser.SendAsync(Post(address, ("__RequestVerificationToken", token), ("Name", "Phone"), ("Credential", credential)));
            await MustRefuseAsync(response, why);
        }
    }

    [Fact]
    public async Task The_eleventh_try_in_a_minute_has_to_wait()
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = new Browser(site);
        var token = await TokenAsync(browser, "/admin/login");
        for (var i = 0; i < 10; i++)
        {
            using var tried = await browser.SendAsync(Post(Door, ("__RequestVerificationToken", token), ("Credential", "{}")));
            Assert.Equal(HttpStatusCode.BadRequest, tried.StatusCode);
        }

        using var eleventh = await browser.SendAsync(Post(Door, ("__RequestVerificationToken", token), ("Credential", "{}")));

        Assert.Equal(HttpStatusCode.TooManyRequests, eleventh.StatusCode);
    }

    [Fact]
    public async Task Nobody_sees_renames_or_removes_the_passkey_of_another()
    {
        await using var site = Browser.Behind(sample.Database);
        var owner = await site.AddAccountAsync(Role.Editor);
        var passkey = await site.AddPasskeyAsync(owner, "Phone");
        var browser = await site.BrowseAsAsync(Role.Administrator);
        var token = await TokenAsync(browser, "/admin/account");

        using var seen = await browser.GetAsync(passkey);
        using var renamed = await browser.SendAsync(Post($"{passkey}?handler=Rename", ("__RequestVerificationToken", token), ("Name", "Mine")));
        using var removed = await browser.SendAsync(Post($"{passkey}?handler=Remove", ("__RequestVerificationToken", token)));

        Assert.All([seen, renamed, removed], response => Assert.Equal(HttpStatusCode.NotFound, response.StatusCode));
        Assert.Equal(["Phone"], await site.PasskeysOfAsync(owner));
    }

    [Theory]
    [InlineData("/admin/account/passkeys/!")]
    [InlineData("/admin/account/passkeys/A")]
    [InlineData("/admin/account/passkeys/AAAA")]
    public async Task What_is_no_passkey_is_not_found(string address)
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);

        await browser.ReadAsync(address, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_name_is_at_most_a_hundred_characters_long()
    {
        await using var site = Browser.Behind(sample.Database);
        var email = await site.AddAccountAsync(Role.Editor);
        var passkey = await site.AddPasskeyAsync(email, "Phone");
        var browser = new Browser(site);
        await browser.MustSignInAsync(email, Accounts.Password);

        using var refused = await browser.SubmitAsync(passkey, ("Name", new string('é', 101)));
        Assert.Equal(
            "The name of a passkey has at most 100 characters; this one has 101.",
            (await refused.ReadHtmlAsync()).QuerySelector("#name-problem")!.TextContent);
        using var kept = await browser.SubmitAsync(passkey, ("Name", new string('é', 100)));

        kept.MustLeadTo("/admin/account?Passkey=renamed");
        Assert.Equal([new string('é', 100)], await site.PasskeysOfAsync(email));
    }

    [Fact]
    public async Task Twenty_are_enough_for_one_account()
    {
        await using var site = Browser.Behind(sample.Database);
        var email = await site.AddAccountAsync(Role.Editor);
        for (var i = 0; i < 20; i++)
        {
            await site.AddPasskeyAsync(email, $"Phone {i}");
        }

        var browser = new Browser(site);
        await browser.MustSignInAsync(email, Accounts.Password);
        var page = await browser.ReadAsync("/admin/account");
        using var asked = await browser.GetAsync($"{Add}?name=Phone");

        Assert.Equal(20, page.QuerySelectorAll("main tbody tr").Length);
        Assert.Null(page.QuerySelector("form[data-passkey]"));
        await MustRefuseAsync(asked, "An account has at most 20 passkeys. Remove one that you no longer use first.");
    }

    [Fact]
    public async Task Removing_one_ends_the_other_sessions_as_a_changed_password_does()
    {
        await using var site = Browser.Behind(sample.Database);
        var email = await site.AddAccountAsync(Role.Editor);
        var passkey = await site.AddPasskeyAsync(email, "Phone");
        var browser = new Browser(site);
        await browser.MustSignInAsync(email, Accounts.Password);
        var before = (await site.AccountAsync(email)).SecurityStamp;
        var token = await TokenAsync(browser, passkey);

        using var removed = await browser.SendAsync(Post($"{passkey}?handler=Remove", ("__RequestVerificationToken", token)));

        removed.MustLeadTo("/admin/account?Passkey=removed");
        Assert.NotEqual(before, (await site.AccountAsync(email)).SecurityStamp);
        Assert.Empty(await site.PasskeysOfAsync(email));
        await browser.ReadAsync("/admin/account");
    }

    [Fact]
    public async Task An_administrator_takes_away_all_passkeys_of_another()
    {
        await using var site = Browser.Behind(sample.Database);
        var owner = await site.AddAccountAsync(Role.Editor);
        await site.AddPasskeyAsync(owner, "Phone");
        await site.AddPasskeyAsync(owner, "Tablet");
        var (before, address) = ((await site.AccountAsync(owner)).SecurityStamp, $"/admin/accounts/{(await site.AccountAsync(owner)).Id}");
        var browser = await site.BrowseAsAsync(Role.Administrator);

        var page = await browser.ReadAsync(address);
        var form = page.QuerySelector("form[action$='handler=Passkeys']")!;
        Assert.Equal("Remove all 2 passkeys", form.QuerySelector("button")!.TextContent);
        using var removed = await browser.SendAsync(Post(
            form.GetAttribute("action")!,
            ("__RequestVerificationToken", form.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!)));

        removed.MustLeadTo("/admin/accounts");
        Assert.Empty(await site.PasskeysOfAsync(owner));
        Assert.NotEqual(before, (await site.AccountAsync(owner)).SecurityStamp);
        Assert.Equal([$"removed the passkeys of {owner}"], await site.AuditAboutAsync($"passkeys of {owner}"));
    }

    private static HttpRequestMessage Post(string address, params (string Name, string Value)[] fields) => new(HttpMethod.Post, address)
    {
        Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
    };

    private static async Task<string> TokenAsync(Browser browser, string address) =>
        (await browser.ReadAsync(address)).QuerySelector("main [name=__RequestVerificationToken]")!.GetAttribute("value")!;

    private static async Task MustRefuseAsync(HttpResponseMessage response, string why)
    {
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(why, problem.RootElement.GetProperty("detail").GetString());
    }
}
