using Cookbook.Data.Accounts;
using Cookbook.Tests.Web;
using Cookbook.Tests.Web.Admin;
using Microsoft.Playwright;

namespace Cookbook.Tests.Browsing;

/// <summary>The door, by keyboard alone, and without JavaScript.</summary>
public sealed class SigningInByBrowser(SampleSite sample, Chromium chromium) : IClassFixture<SampleSite>
{
    [Fact]
    public async Task The_keyboard_suffices_to_come_in_and_to_go()
    {
        await using var site = BrowsedSite.Start(sample.Database);
        var email = await site.AddAccountAsync(Role.Editor);
        await chromium.VisitAsync(site, async visitor =>
        {
            var (page, keys) = (visitor.Page, visitor.Page.Keyboard);
            await visitor.OpenAsync("/admin/foods?sort=-name");

            // The first field has the focus.
            await keys.TypeAsync(email);
            await keys.PressAsync("Tab");
            await keys.TypeAsync(Accounts.Password);
            await keys.PressAsync("Enter");
            await page.ArriveAsync("/admin/foods?sort=-name");

            await keys.PressAsync("Tab");
            await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Skip to the content" })).ToBeInViewportAsync();
            await TabToAsync(page, "Sign out");
            await keys.PressAsync("Enter");
            await page.ArriveAsync("/admin/login");
        });
        Assert.Equal(["signed in", "signed out"], await site.AuditOfAsync(email));
    }

    [Fact]
    public async Task A_wrong_password_is_told_where_the_focus_is()
    {
        await using var site = BrowsedSite.Start(sample.Database);
        var email = await site.AddAccountAsync(Role.Editor);
        await chromium.VisitAsync(site, async visitor =>
        {
            var page = visitor.Page;
            await visitor.OpenAsync("/admin/login");
            await page.GetByLabel("E-mail address").FillAsync(email);
            await page.GetByLabel("Password").FillAsync("a wrong password");
            await page.Keyboard.PressAsync("Enter");

            var alert = page.GetByRole(AriaRole.Alert);
            await Assertions.Expect(alert).ToContainTextAsync("There is no account with this address and this password.");
            await Assertions.Expect(alert).ToBeFocusedAsync();
            await Assertions.Expect(page.GetByLabel("E-mail address")).ToHaveValueAsync(email);
            await visitor.MustBeAccessibleAsync();
        });
    }

    [Fact]
    public async Task Without_JavaScript_everything_works_as_well()
    {
        await using var site = BrowsedSite.Start(sample.Database);
        var (email, name) = (await site.AddAccountAsync(Role.Editor), Names.New());
        await chromium.VisitAsync(
            site,
            async visitor =>
            {
                var page = visitor.Page;
                await visitor.SignInAsync(email);
                await page.GetByRole(AriaRole.Link, new() { Name = "Foods" }).First.ClickAsync();
                await page.GetByRole(AriaRole.Link, new() { Name = "Add a food" }).ClickAsync();
                await page.GetByLabel("Name").FillAsync(name);
                await page.GetByRole(AriaRole.Button, new() { Name = "Add the food" }).ClickAsync();

                await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("The food was added.");
                await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(name);
            },
            new BrowserNewContextOptions { JavaScriptEnabled = false });
        Assert.Equal(1, await site.CountAsync("foods", name));
    }

    private static async Task TabToAsync(IPage page, string text)
    {
        for (var i = 0; i < 30; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string?>("document.activeElement?.textContent") == text)
            {
                return;
            }
        }

        Assert.Fail($"Not within 30 steps: {text}.");
    }
}
