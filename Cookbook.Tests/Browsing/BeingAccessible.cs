using Cookbook.Data.Accounts;
using Cookbook.Tests.Web.Admin;
using Microsoft.Playwright;

namespace Cookbook.Tests.Browsing;

/// <summary>Every page that an address leads to; what is behind a form's button is looked at where it is pressed.</summary>
public sealed class BeingAccessible(BrowsedSite site, Chromium chromium) : IClassFixture<BrowsedSite>
{
    /// <summary>What stands in braces is something that the site has: see <see cref="BrowsedSite"/>.</summary>
    public static TheoryData<string, int> Public => new()
    {
        { "/", 200 },
        { "/cookbook/", 200 },
        { "/recipes/{recipe}", 200 },
        { "/nowhere", 404 },
        { BrowsedSite.Fault, 500 },
    };

    /// <summary>As an administrator sees them.</summary>
    public static TheoryData<string, int> Admin => new()
    {
        { "/admin", 200 },
        { "/admin/account", 200 },
        { "/admin/account?Changed=True", 200 },
        { "/admin/account/passkeys/{passkey}", 200 },
        { "/admin/accounts", 200 },
        { "/admin/accounts/add", 200 },
        { "/admin/accounts/{account}", 200 },
        { "/admin/log", 200 },
        { "/admin/accounts/delete?id={account}", 200 },
        { "/admin/cache", 200 },
        { "/admin/cache?Emptied=True", 200 },
        { "/admin/recipes", 200 },
        { "/admin/recipes/add", 200 },
        { "/admin/recipes/{recipe id}", 200 },
        { "/admin/recipes/{recipe id}/history", 200 },
        { "/admin/recipes/delete?id={recipe id}", 200 },
        { "/admin/recipes/deleted", 200 },
        { "/admin/foods", 200 },
        { "/admin/foods?q=no%20such%20food", 200 },
        { "/admin/foods/add", 200 },
        { "/admin/foods/{food}", 200 },
        { "/admin/foods/{food}?Done=renamed", 200 },
        { "/admin/foods/delete?id={food}&id={unused food}", 200 },
        { "/admin/tags", 200 },
        { "/admin/tags/add", 200 },
        { "/admin/tags/{tag}", 200 },
        { "/admin/tags/delete?id={tag}", 200 },
        { "/admin/nowhere", 404 },
    };

    [Theory]
    [InlineData("/admin/login", 200)]
    [MemberData(nameof(Public))]
    public Task A_page_for_everybody_keeps_nobody_out(string address, int status) => LookAtAsync(address, status);

    [Theory]
    [MemberData(nameof(Admin))]
    public Task A_page_for_administrators_keeps_nobody_out(string address, int status) => LookAtAsync(address, status, Role.Administrator);

    [Fact]
    public Task Nor_does_the_page_that_refuses() => LookAtAsync("/admin/cache", 403, Role.Viewer, "refused");

    [Fact]
    public Task A_form_with_errors_keeps_nobody_out() => chromium.VisitAsync(site.Site, async visitor =>
    {
        await site.SignInAsync(visitor, Role.Administrator);
        await visitor.OpenAsync("/admin/accounts/add");
        await visitor.Page.GetByLabel("E-mail address").FillAsync(await site.Site.AddAccountAsync(Role.Viewer));
        await visitor.Page.GetByLabel("Their first password").FillAsync("short");

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Add" }).ClickAsync();

        await visitor.Page.GetByRole(AriaRole.Alert).WaitForAsync();
        await visitor.LookAtAsync("/admin/accounts/add with errors");
    });

    private Task LookAtAsync(string address, int status, string? role = null, string? title = null) => chromium.VisitAsync(site.Site, async visitor =>
    {
        if (role is not null)
        {
            await site.SignInAsync(visitor, role);
        }

        await visitor.OpenAsync(site.Resolve(address), status);
        await visitor.LookAtAsync(title ?? address);
    });
}
