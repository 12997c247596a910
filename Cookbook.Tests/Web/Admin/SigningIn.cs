using System.Net;
using Cookbook.Data.Accounts;

namespace Cookbook.Tests.Web.Admin;

/// <summary>The door of the admin site.</summary>
public sealed class SigningIn(SampleSite sample) : IClassFixture<SampleSite>
{
    [Fact]
    public async Task Whoever_is_not_signed_in_is_sent_to_the_door_and_then_on()
    {
        await using var site = Browser.Behind(sample.Database);
        var email = await site.AddAccountAsync(Role.Administrator);
        var browser = new Browser(site);

        using (var sent = await browser.GetAsync("/admin?page=2"))
        {
            Assert.Equal((HttpStatusCode.Found, "/admin/login?next=%2Fadmin%3Fpage%3D2"), (sent.StatusCode, sent.Headers.Location!.PathAndQuery));
        }

        using var on = await browser.SignInAsync(email, Accounts.Password, "/admin/login?next=%2Fadmin%3Fpage%3D2");
        Assert.Equal((HttpStatusCode.Found, "/admin?page=2"), (on.StatusCode, on.Headers.Location?.ToString()));

        using var admin = await browser.GetAsync("/admin");
        Assert.Equal(HttpStatusCode.OK, admin.StatusCode);
        Assert.True(admin.Headers.CacheControl!.NoStore);
        Assert.Equal(["signed in"], await site.AuditOfAsync(email));
    }

    [Theory]
    [InlineData("https://example.com/")]
    [InlineData("//example.com")]
    [InlineData("/\\example.com")]
    [InlineData("javascript:alert(1)")]
    public async Task It_leads_to_no_other_site(string next)
    {
        await using var site = Browser.Behind(sample.Database);
        var email = await site.AddAccountAsync(Role.Viewer);

        using var on = await new Browser(site).SignInAsync(email, Accounts.Password, $"/admin/login?next={Uri.EscapeDataString(next)}");

        Assert.Equal((HttpStatusCode.Found, "/admin"), (on.StatusCode, on.Headers.Location?.ToString()));
    }

    [Fact]
    public async Task A_wrong_password_and_a_wrong_address_are_told_the_same()
    {
        await using var site = Browser.Behind(sample.Database);
        var email = await site.AddAccountAsync(Role.Editor);
        var (browser, stranger) = (new Browser(site), $"nobody-{Guid.NewGuid():N}@example.com");

        var texts = new List<string>();
        foreach (var who in (string[])[email, stranger])
        {
            using var response = await browser.SignInAsync(who, "a wrong password");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var page = await response.ReadHtmlAsync();
            texts.Add(page.QuerySelector("[role=alert]")!.TextContent);

            // What was typed is kept, the password never.
            Assert.Equal(who, page.QuerySelector("#Email")!.GetAttribute("value"));
            Assert.Null(page.QuerySelector("#Password")!.GetAttribute("value"));
        }

        Assert.Contains("There is no account with this address and this password.", texts[0], StringComparison.Ordinal);
        Assert.Equal(texts[0], texts[1]);
        Assert.Equal(["sign-in refused"], await site.AuditOfAsync(email));
        Assert.Equal(["sign-in refused"], await site.AuditOfAsync(stranger));
        using var admin = await browser.GetAsync("/admin");
        Assert.Equal(HttpStatusCode.Found, admin.StatusCode);
    }

    [Fact]
    public async Task Missing_fields_are_named()
    {
        await using var site = Browser.Behind(sample.Database);

        using var response = await new Browser(site).SignInAsync("", "");

        var page = await response.ReadHtmlAsync();
        Assert.Equal(["Enter your e-mail address.", "Enter your password."], page.QuerySelectorAll("[role=alert] a").Select(link => link.TextContent.Trim()));
        Assert.Equal(["#Email", "#Password"], page.QuerySelectorAll("[role=alert] a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_for_a_while()
    {
        await using var site = Browser.Behind(sample.Database);
        var email = await site.AddAccountAsync(Role.Administrator);
        var browser = new Browser(site);
        for (var i = 0; i < 5; i++)
        {
            using var refused = await browser.SignInAsync(email, "a wrong password");
            Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        }

        using var right = await browser.SignInAsync(email, Accounts.Password);

        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        Assert.Equal("sign-in refused: locked", (await site.AuditOfAsync(email))[^1]);
    }

    [Fact]
    public async Task The_eleventh_try_in_a_minute_has_to_wait()
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = new Browser(site);
        var form = await browser.ReadAsync("/admin/login");
        for (var i = 0; i < 10; i++)
        {
            using var tried = await browser.SubmitAsync(form, "/admin/login", ("Email", ""), ("Password", ""));
            Assert.Equal(HttpStatusCode.OK, tried.StatusCode);
        }

        using var eleventh = await browser.SubmitAsync(form, "/admin/login", ("Email", ""), ("Password", ""));

        Assert.Equal(HttpStatusCode.TooManyRequests, eleventh.StatusCode);
        Assert.InRange(eleventh.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        using var form2 = await browser.GetAsync("/admin/login");
        Assert.Equal(HttpStatusCode.OK, form2.StatusCode);
    }

    [Theory]
    [InlineData("/admin/login")]
    [InlineData("/admin/logout")]
    [InlineData("/admin/account")]
    public async Task A_form_without_its_token_is_refused(string address)
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = new Browser(site);
        await browser.MustSignInAsync(await site.AddAccountAsync(Role.Administrator), Accounts.Password);

        using var response = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent([]) });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        using var admin = await browser.GetAsync("/admin");
        Assert.Equal(HttpStatusCode.OK, admin.StatusCode);
    }

    [Fact]
    public async Task Cookies_are_for_this_site_over_TLS_and_for_no_script()
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = new Browser(site);

        await browser.MustSignInAsync(await site.AddAccountAsync(Role.Viewer), Accounts.Password);

        Assert.Equal(["cookbook-form", "cookbook-session"], browser.SetCookies.Keys.Order());
        Assert.All(browser.SetCookies.Values, cookie =>
        {
            Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Matches("; samesite=(lax|strict)", cookie);
        });
    }

    [Fact]
    public async Task Signing_out_takes_a_form_and_ends_the_session()
    {
        await using var site = Browser.Behind(sample.Database);
        var email = await site.AddAccountAsync(Role.Viewer);
        var browser = new Browser(site);
        await browser.MustSignInAsync(email, Accounts.Password);

        using (var linked = await browser.GetAsync("/admin/logout"))
        {
            Assert.Equal("/admin", linked.Headers.Location?.ToString());
        }

        var page = await browser.ReadAsync("/admin");
        var token = page.QuerySelector("header form input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using (var response = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/admin/logout")
        {
            Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]),
        }))
        {
            Assert.Equal("/admin/login", response.Headers.Location?.ToString());
            Assert.Equal("\"storage\"", Assert.Single(response.Headers.GetValues("Clear-Site-Data")));
        }

        using var admin = await browser.GetAsync("/admin");
        Assert.Equal(HttpStatusCode.Found, admin.StatusCode);
        Assert.Equal(["signed in", "signed out"], await site.AuditOfAsync(email));
    }

    [Fact]
    public async Task A_session_and_a_form_of_one_replica_are_good_on_another()
    {
        await using var one = Browser.Behind(sample.Database);
        await using var other = Browser.Behind(sample.Database);
        var email = await one.AddAccountAsync(Role.Editor);
        var browser = new Browser(one);
        await browser.MustSignInAsync(email, Accounts.Password);
        var form = await browser.ReadAsync("/admin/account");

        var there = browser.At(other);
        using (var admin = await there.GetAsync("/admin"))
        {
            Assert.Equal(HttpStatusCode.OK, admin.StatusCode);
        }

        using var changed = await there.SubmitAsync(
            form, "/admin/account", ("Current", Accounts.Password), ("Password", "another long password"), ("Again", "another long password"));
        Assert.Equal((HttpStatusCode.Found, "/admin/account?Changed=True"), (changed.StatusCode, changed.Headers.Location?.ToString()));
        await new Browser(one).MustSignInAsync(email, "another long password");
    }

    [Theory]
    [InlineData("wrong", "another long password", "another long password", "This is not your password.")]
    [InlineData(Accounts.Password, "short", "short", "A password has at least 12 characters, and at most 1000.")]
    [InlineData(Accounts.Password, "aaaaaaaaaaaa", "aaaaaaaaaaaa", "Passwords must use at least 5 different characters.")]
    [InlineData(Accounts.Password, "another long password", "another", "This is not the new password again.")]
    public async Task A_password_that_is_not_changed_is_told_why(string current, string password, string again, string why)
    {
        await using var site = Browser.Behind(sample.Database);
        var email = await site.AddAccountAsync(Role.Editor);
        var browser = new Browser(site);
        await browser.MustSignInAsync(email, Accounts.Password);

        using var response = await browser.SubmitAsync("/admin/account", ("Current", current), ("Password", password), ("Again", again));

        Assert.Equal([why], (await response.ReadHtmlAsync()).QuerySelectorAll("[role=alert] li").Select(error => error.TextContent.Trim()));
        await new Browser(site).MustSignInAsync(email, Accounts.Password);
    }

    /// <summary>Whoever may write reads their own writes, whatever lies in the cache.</summary>
    [Fact]
    public async Task The_signed_in_are_served_nothing_out_of_the_cache_and_leave_nothing_there()
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = new Browser(site);
        await browser.MustSignInAsync(await site.AddAccountAsync(Role.Editor), Accounts.Password);
        await site.ReadAsync("/cookbook/");
        Assert.True(await site.IsHitAsync("/cookbook/"));

        using var mine = await browser.GetAsync("/cookbook/");

        Assert.Contains("fwd=bypass", Assert.Single(mine.Headers.GetValues("Cache-Status")), StringComparison.Ordinal);
        Assert.True(await site.IsHitAsync("/cookbook/"));
    }
}
