using Cookbook.Data.Accounts;
using Cookbook.Tests.Web;
using Cookbook.Tests.Web.Admin;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Cookbook.Tests.Browsing;

/// <summary>Passkeys, from the first to the last, in a browser with a device that keeps them.</summary>
public sealed class UsingPasskeys(SampleSite sample, Chromium chromium) : IClassFixture<SampleSite>
{
    [Fact]
    public async Task A_passkey_is_added_signs_in_is_renamed_and_removed_and_then_signs_in_no_more()
    {
        await using var site = BrowsedSite.Start(sample.Database);
        var email = await site.AddAccountAsync(Role.Editor);
        await chromium.VisitAsync(site, async visitor =>
        {
            var page = visitor.Page;
            await Authenticator.PlugInAsync(visitor);
            await visitor.SignInAsync(email);
            await AddAsync(visitor, "Kitchen tablet");
            await visitor.MustBeAccessibleAsync();

            await SignOutAsync(page);
            await visitor.OpenAsync("/admin/foods?sort=-name");
            await SignInAsync(page);
            await page.ArriveAsync("/admin/foods?sort=-name");

            await visitor.OpenAsync("/admin/account");
            await page.GetByRole(AriaRole.Link, new() { Name = "Kitchen tablet" }).ClickAsync();
            await page.GetByLabel("Name").FillAsync("Old tablet");
            await page.GetByRole(AriaRole.Button, new() { Name = "Save the name" }).ClickAsync();
            await Assertions.Expect(page.GetByText("The passkey was renamed.")).ToBeVisibleAsync();

            await page.GetByRole(AriaRole.Link, new() { Name = "Old tablet" }).ClickAsync();
            await visitor.MustBeAccessibleAsync();
            await page.GetByText("Remove this passkey").ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Remove Old tablet" }).ClickAsync();
            await Assertions.Expect(page.GetByText("The passkey was removed.")).ToBeVisibleAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Old tablet" })).Not.ToBeVisibleAsync();

            await SignOutAsync(page);
            visitor.Expect(400);
            await SignInAsync(page);
            await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync(
                "No account here has this passkey, or it was not asked for just now. Try again, or sign in with your password.");
        });

        Assert.Equal(
            [
                "signed in", "added passkey Kitchen tablet", "signed out", "signed in with a passkey",
                "renamed passkey Kitchen tablet to Old tablet", "removed passkey Old tablet", "signed out",
            ],
            await site.AuditOfAsync(email));
        Assert.Contains("passkey sign-in refused", await site.AuditOfAsync("an unknown passkey"));
    }

    [Fact]
    public async Task A_locked_account_does_not_come_in_by_passkey_either()
    {
        await using var site = BrowsedSite.Start(sample.Database);
        var email = await site.AddAccountAsync(Role.Editor);
        await chromium.VisitAsync(site, async visitor =>
        {
            var page = visitor.Page;
            await Authenticator.PlugInAsync(visitor);
            await visitor.SignInAsync(email);
            await AddAsync(visitor, "Phone");
            await SignOutAsync(page);
            await LockAsync(site, email);

            visitor.Expect(400);
            await SignInAsync(page);
            await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("This account is locked. Try again in five minutes, or ask an administrator.");

            await visitor.OpenAsync("/admin");
            await page.ArriveAsync("/admin/login?next=%2Fadmin");
        });

        Assert.Equal("passkey sign-in refused: locked", (await site.AuditOfAsync(email))[^1]);
    }

    [Fact]
    public async Task The_browser_offers_it_with_the_addresses_that_it_fills_in()
    {
        await using var site = BrowsedSite.Start(sample.Database);
        var email = await site.AddAccountAsync(Role.Viewer);
        await chromium.VisitAsync(site, async visitor =>
        {
            await Authenticator.PlugInAsync(visitor, offers: true);
            await visitor.SignInAsync(email);
            await AddAsync(visitor, "Phone");

            await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

            await visitor.Page.ArriveAsync("/admin");
        });
        Assert.Equal(["signed in", "added passkey Phone", "signed out", "signed in with a passkey"], await site.AuditOfAsync(email));
    }

    [Fact]
    public async Task It_leads_to_no_other_site()
    {
        await using var site = BrowsedSite.Start(sample.Database);
        var email = await site.AddAccountAsync(Role.Viewer);
        await chromium.VisitAsync(site, async visitor =>
        {
            await Authenticator.PlugInAsync(visitor);
            await visitor.SignInAsync(email);
            await AddAsync(visitor, "Phone");
            await SignOutAsync(visitor.Page);
            await visitor.OpenAsync("/admin/login?next=%2F%2Fexample.com%2F");

            await SignInAsync(visitor.Page);

            await visitor.Page.ArriveAsync("/admin");
        });
        Assert.Equal(TimeProvider.System.GetUtcNow(), (await site.AccountAsync(email)).LastSignInAt!.Value, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task What_one_replica_asked_another_hears()
    {
        await using var one = BrowsedSite.Start(sample.Database);
        await using var other = BrowsedSite.Start(sample.Database);
        var email = await one.AddAccountAsync(Role.Editor);
        await chromium.VisitAsync(one, async visitor =>
        {
            var page = visitor.Page;
            await Authenticator.PlugInAsync(visitor);

            // The browser sees one site; its answers go to the other replica, as behind a proxy.
            await page.RouteAsync("**/passkeys/add", route => HandOnAsync(route, other));
            await page.RouteAsync("**/login/passkey", route => HandOnAsync(route, other));
            await visitor.SignInAsync(email);
            await AddAsync(visitor, "Phone");
            await SignOutAsync(page);
            await SignInAsync(page);
            await page.ArriveAsync("/admin");
        });

        Assert.Equal(["signed in", "added passkey Phone", "signed out", "signed in with a passkey"], await one.AuditOfAsync(email));
    }

    [Fact]
    public async Task Whoever_gives_up_is_told_so_and_can_try_again()
    {
        await using var site = BrowsedSite.Start(sample.Database);
        var email = await site.AddAccountAsync(Role.Editor);
        await chromium.VisitAsync(site, async visitor =>
        {
            var page = visitor.Page;
            var authenticator = await Authenticator.PlugInAsync(visitor);
            await visitor.SignInAsync(email);
            await visitor.OpenAsync("/admin/account");
            await authenticator.VerifyAsync(false);
            await page.GetByLabel("A name for the new one").FillAsync("Phone");
            await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
            await Assertions.Expect(page.GetByText("No passkey was used: it was cancelled, or took too long.")).ToBeVisibleAsync();

            await authenticator.VerifyAsync(true);
            await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
            await Assertions.Expect(page.GetByText("The passkey was added.")).ToBeVisibleAsync();

            await page.GetByLabel("A name for the new one").FillAsync("Phone again");
            await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
            await Assertions.Expect(page.GetByText("This device keeps a passkey of yours already.")).ToBeVisibleAsync();
            Assert.Equal(1, await authenticator.CountAsync());
        });
    }

    [Fact]
    public async Task A_bad_name_is_told_by_its_field_before_the_device_is_asked()
    {
        await using var site = BrowsedSite.Start(sample.Database);
        var email = await site.AddAccountAsync(Role.Viewer);
        await chromium.VisitAsync(site, async visitor =>
        {
            var page = visitor.Page;
            var authenticator = await Authenticator.PlugInAsync(visitor);
            await visitor.SignInAsync(email);
            await visitor.OpenAsync("/admin/account");
            visitor.Expect(400);
            var name = page.GetByLabel("A name for the new one");
            await name.FillAsync(" ");
            await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();

            await Assertions.Expect(name).ToHaveAccessibleDescriptionAsync("Such as the device that keeps it. Enter the name of the passkey.");
            await Assertions.Expect(name).ToHaveAttributeAsync("aria-invalid", "true");
            await Assertions.Expect(name).ToBeFocusedAsync();
            await visitor.MustBeAccessibleAsync();
            Assert.Equal(0, await authenticator.CountAsync());
        });
    }

    [Fact]
    public async Task Without_JavaScript_the_pages_say_what_is_missing()
    {
        await using var site = BrowsedSite.Start(sample.Database);
        var email = await site.AddAccountAsync(Role.Viewer);
        await chromium.VisitAsync(
            site,
            async visitor =>
            {
                await visitor.OpenAsync("/admin/login");
                await Assertions.Expect(visitor.Page.GetByText("With JavaScript, and a browser that knows passkeys")).ToBeVisibleAsync();
                await Assertions.Expect(visitor.Page.GetByText("Sign in with a passkey", new() { Exact = true })).ToBeHiddenAsync();
                await visitor.SignInAsync(email);
                await visitor.OpenAsync("/admin/account");
                await Assertions.Expect(visitor.Page.GetByText("To add one you need JavaScript, and a browser that knows passkeys.")).ToBeVisibleAsync();
                await Assertions.Expect(visitor.Page.GetByText("Add a passkey")).ToBeHiddenAsync();
            },
            new BrowserNewContextOptions { JavaScriptEnabled = false });
    }

    private static async Task AddAsync(Visitor visitor, string name)
    {
        var page = visitor.Page;
        await visitor.OpenAsync("/admin/account");
        await page.GetByLabel("A name for the new one").FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The passkey was added.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = name })).ToBeVisibleAsync();
    }

    private static Task SignInAsync(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();

    private static async Task SignOutAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.ArriveAsync("/admin/login");
    }

    /// <summary>A question goes to the replica that the browser knows, an answer to the other.</summary>
    private static async Task HandOnAsync(IRoute route, WebSite other)
    {
        if (route.Request.Method == "GET")
        {
            await route.ContinueAsync();
            return;
        }

        var address = new UriBuilder(route.Request.Url) { Port = other.ClientOptions.BaseAddress.Port };
        await route.FulfillAsync(new RouteFulfillOptions { Response = await route.FetchAsync(new RouteFetchOptions { Url = address.Uri.ToString() }) });
    }

    private static async Task LockAsync(WebSite site, string email)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        await accounts.SetLockoutEndDateAsync((await accounts.FindByEmailAsync(email))!, DateTimeOffset.MaxValue);
    }
}
