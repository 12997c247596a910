using Cookbook.Data.Accounts;
using Cookbook.Tests.Web.Admin;

namespace Cookbook.Tests.Web.Hardening;

/// <summary>The log says what happened, not to whom: no address, no name, no password, no cookie, nothing that was typed.</summary>
public sealed class LoggingNothingPersonal(SampleSite sample) : IClassFixture<SampleSite>
{
    [Fact]
    public async Task Whatever_a_visitor_does()
    {
        await using var site = Browser.Behind(sample.Database, settings: ("Logging:LogLevel:Microsoft.AspNetCore", "Information"));
        var email = await site.AddAccountAsync(Role.Administrator);
        var browser = new Browser(site);

        using (await browser.SignInAsync(email, "not the password"))
        {
        }

        await browser.MustSignInAsync(email, Accounts.Password);
        using (await browser.GetAsync("/admin/recipes?q=grandmothers-secret"))
        {
        }

        using (await site.GetAsync("/cookbook/", ("X-Forwarded-For", "203.0.113.7"), ("User-Agent", "Visitor/1.0"), ("Cookie", "secret=biscuit")))
        {
        }

        var cookies = browser.SetCookies.Values.Select(cookie => cookie.Split(';')[0].Split('=', 2)[1]).Where(value => value.Length > 8);
        string[] personal = [email, "not the password", Accounts.Password, "grandmothers-secret", "203.0.113.7", "Visitor/1.0", "biscuit", .. cookies];
        Assert.NotEmpty(site.Log.Lines);
        Assert.All(personal, secret => Assert.DoesNotContain(site.Log.Lines, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase)));
    }
}
