using System.Net;
using Cookbook.Data;
using Cookbook.Tests.Web.Admin;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using StackExchange.Redis;
using Role = Cookbook.Data.Accounts.Role;

namespace Cookbook.Tests.Web.Diagnostics;

/// <summary>Secrets are planted wherever a request may carry them, and looked for on every page of the toolbar.</summary>
public sealed class KeepingSecrets(SampleSite sample) : IClassFixture<SampleSite>
{
    private const string Password = "plum pudding with brandy";

    [Fact]
    public async Task No_page_of_the_toolbar_shows_a_secret()
    {
        await using var site = Browser.Behind(sample.Database, sample.Redis, Toolbar.On);
        var administrator = await site.BrowseAsAsync(Role.Administrator);
        var email = await site.AddAccountAsync(Role.Administrator);
        var victim = new Browser(site);
        List<string> secrets =
        [
            "bearer-of-plums", "antiforgery-plum", "key-of-plums", "query-plum", "referred-plum", "nested-plum", "twice-plum", "often-plum", "bracket-plum", "signed-plum", "moved-plum", "located-plum", "linked-plum",
            Password, Accounts.Password, sample.Database, sample.Redis, ConfigurationOptions.Parse(sample.Redis).Password!,
            administrator.SetCookies["cookbook-session"].Split('=', 2)[1].Split(';')[0],
        ];
        Assert.All(secrets, secret => Assert.True(secret.Length > 8));
        site.Pages.Add("/test/moved", context =>
        {
            context.Response.StatusCode = StatusCodes.Status302Found;
            context.Response.Headers.Location = "/cookbook/?page=2&reset-token=moved-plum";
            context.Response.Headers.ContentLocation = "https://ada:located-plum@example.com/cookbook/#access_token=located-plum&x=1";
            context.Response.Headers["Report-To"] = "https://ada:p@signed-plum@example.com/";
            context.Response.Headers.Link = "</a?x=1&token=linked-plum>; rel=next, </b?key=linked-plum>; rel=prev";
        });

        await victim.MustSignInAsync(email, Accounts.Password);
        using (var changed = await victim.SubmitAsync("/admin/account", ("Current", Accounts.Password), ("Password", Password), ("Again", Password)))
        {
            Assert.Equal(HttpStatusCode.Found, changed.StatusCode);
            secrets.Add(victim.SetCookies["cookbook-session"].Split('=', 2)[1].Split(';')[0]);
            secrets.Add(victim.SetCookies["cookbook-form"].Split('=', 2)[1].Split(';')[0]);
        }

        secrets.Add((await site.AddPasskeyAsync(email, "Kitchen tablet")).Split('/')[^1]);
        using (var token = await site.GetAsync(
            "/cookbook/?token=query-plum&page=1",
            ("Authorization", "Bearer bearer-of-plums"), ("X-Api-Key", "key-of-plums"), ("RequestVerificationToken", "antiforgery-plum"), ("Cookie", "other=cookie-plum; lone-plum")))
        {
            secrets.AddRange(["cookie-plum", "lone-plum"]);
        }

        using (var moved = await site.GetAsync(
            "/test/moved?next=%2Fadmin%3Ftoken%3Dnested-plum&then=%252Fadmin%253Ftoken%253Dtwice-plum&last=%25252525252Fadmin%25252525253Ftoken%25252525253Doften-plum&a%2574oken=often-plum",
            ("Referer", "https://example.com/cookbook/?page=1&token=referred-plum&return=%2F%3Fkey%3Dnested-plum"),
            ("X-From", "https://example.com/?token=a>bracket-plum"), ("X-To", "%2Fadmin%3Ftoken%3Dtwice-plum")))
        {
            Assert.Contains("moved-plum", moved.Headers.Location!.OriginalString, StringComparison.Ordinal);
        }

        await victim.ReadAsync("/admin");
        await victim.ReadAsync("/admin/account");
        await administrator.ReadAsync("/admin/accounts");
        await using (var scope = site.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<CookbookDbContext>();
            var account = await db.Accounts.AsNoTracking().SingleAsync(account => account.Email == email, TestContext.Current.CancellationToken);
            secrets.AddRange([account.PasswordHash!, account.SecurityStamp!]);
            secrets.AddRange(await db.DataProtectionKeys.Select(key => key.Xml!).ToListAsync(TestContext.Current.CancellationToken));
            Assert.NotEqual("", account.PasswordHash);
        }

        if (new NpgsqlConnectionStringBuilder(sample.Database).Password is { Length: > 0 } password)
        {
            secrets.Add(password);
        }

        var pages = await PagesAsync(address => administrator.GetAsync(address));
        Assert.True(pages.Count > 15, "The requests were recorded.");
        Assert.Contains(pages, page => page.Contains("the table account holds secrets", StringComparison.Ordinal));
        Assert.Contains(pages, page => page.Contains("other=•••", StringComparison.Ordinal) && page.Contains("token=•••", StringComparison.Ordinal));
        Assert.Contains(pages, page => page.Contains("https://example.com/cookbook/?page=1&token=•••&return=•••", StringComparison.Ordinal));
        Assert.Contains(pages, page => page.Contains("/cookbook/?page=2&reset-token=•••", StringComparison.Ordinal));
        Assert.Contains(pages, page => page.Contains("</a?x=1&token=•••>; rel=next, </b?key=•••>; rel=prev", StringComparison.Ordinal));
        foreach (var secret in secrets.Where(secret => secret.Length > 0))
        {
            Assert.DoesNotContain(pages, page => page.Contains(secret, StringComparison.Ordinal) || page.Contains(WebUtility.HtmlEncode(secret), StringComparison.Ordinal));
        }

        Assert.DoesNotContain(site.Log.Lines, line => secrets.Exists(secret => line.Contains(secret, StringComparison.Ordinal)));
    }

    /// <summary>Who cannot be reached, and how one gets in there, stands in what Npgsql and StackExchange.Redis throw.</summary>
    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task Nor_does_any_page_or_line_of_the_log_while_the_servers_are_away(string environment)
    {
        await using var postgres = Line.ToPostgres(sample.Database);
        await using var redis = Line.ToRedis(sample.Redis);
        await using var site = new WebSite(postgres.ConnectionString, redis.ConnectionString, Toolbar.On) { Environment = environment }.Start();
        string[] secrets =
        [
            postgres.ConnectionString, redis.ConnectionString,
            new NpgsqlConnectionStringBuilder(sample.Database).Password!, ConfigurationOptions.Parse(sample.Redis).Password!,
        ];
        Assert.All(secrets, secret => Assert.True(secret.Length > 8));
        await site.ReadAsync("/");
        await postgres.CutAsync();
        await redis.CutAsync();

        var (answers, failed) = (new List<string>(), 0);
        foreach (var address in (string[])["/", "/cookbook/?page=2", "/recipes/dal-tadka", "/admin/login", "/admin/recipes", "/api/cache/entries", "/health", "/ready", "/alive"])
        {
            using var response = await site.GetAsync(address);
            answers.Add($"{response.Headers}{await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
            failed += (int)response.StatusCode >= 500 ? 1 : 0;
        }

        Assert.True(failed >= 2);
        var pages = environment == "Development" ? await PagesAsync(address => site.GetAsync(address)) : [];
        Assert.Equal(environment == "Development", pages.Count > 5);
        Assert.NotEmpty(site.Log.Lines);
        Assert.All(secrets, secret => Assert.DoesNotContain(answers.Concat(pages).Concat(site.Log.Lines), text => text.Contains(secret, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_model_says_which_tables_hold_secrets()
    {
        await using var site = sample.Start();

        Assert.Equal(
            ["account", "account_login", "account_passkey", "account_token", "data_protection_key"],
            await site.AskAsync(db => Task.FromResult(db.Model.SensitiveTables())));
    }

    /// <summary>All there are, by the links from the list.</summary>
    private static async Task<List<string>> PagesAsync(Func<string, Task<HttpResponseMessage>> getAsync)
    {
        var (open, seen, pages) = (new Queue<string>(["/toolbar"]), new HashSet<string>(), new List<string>());
        while (open.TryDequeue(out var address))
        {
            using var response = await getAsync(address);
            var page = await response.ReadHtmlAsync();
            pages.Add(WebUtility.HtmlDecode(page.Source.Text) + page.Source.Text);
            foreach (var link in page.QuerySelectorAll("main a[href^='/toolbar/']").Select(link => link.GetAttribute("href")!).Where(seen.Add))
            {
                open.Enqueue(link);
            }
        }

        return pages;
    }
}
