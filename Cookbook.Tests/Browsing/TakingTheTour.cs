using Cookbook.Tests.AppHost;
using Microsoft.Playwright;

namespace Cookbook.Tests.Browsing;

/// <summary>
/// docs/tutorial.md, step by step, on the whole system: what it promises is seen. <c>COOKBOOK_TOUR</c> names a folder that gets its pictures;
/// docs/images/tutorial.sh sets it.
/// </summary>
public sealed class TakingTheTour(Chromium chromium)
{
    private const string Password = "--Parameters:admin-password=A-long-one-for-the-tour-7";

    private const string Recipes = "/cookbook/";

    private static readonly string? Pictures = Environment.GetEnvironmentVariable("COOKBOOK_TOUR");

    [Fact]
    public async Task Without_the_cache_each_visit_asks_the_database()
    {
        await using var system = await CookbookSystem.StartAsync("--OutputCaching:Enabled=false", Password);
        await VisitAsync(system, async visitor =>
        {
            await visitor.OpenAsync(Recipes);
            await ShootAsync(visitor, "start");

            await visitor.SignInAsync("admin@cookbook.example", Password.Split('=')[1]);
            await visitor.OpenAsync("/admin/recipes");
            await visitor.Page.GetByText("60 recipes").Must().ToBeVisibleAsync();
            await ShootAsync(visitor, "admin");
        });

        await VisitAsync(system, async visitor =>
        {
            foreach (var visit in (string[])["the first", "the second"])
            {
                await visitor.OpenAsync(Recipes);
                await Totals(visitor).Must().ToContainTextAsync("SQL 2");
                await Totals(visitor).Must().ToContainTextAsync("bypass, disabled");
            }

            await ShootAsync(visitor, "uncached");
            await visitor.OpenAsync($"/toolbar/{await IdAsync(visitor)}");
            await ShootAsync(visitor, "spans", from: "Time line");
        });
    }

    [Fact]
    public async Task With_it_the_second_visit_asks_nobody_and_a_change_shows_at_once_and_servers_may_stop()
    {
        await using var system = await CookbookSystem.StartAsync(Password);
        await VisitAsync(system, admin => VisitAsync(system, async visitor =>
        {
            await admin.SignInAsync("admin@cookbook.example", Password.Split('=')[1]);
            await SeeTheDifferenceAsync(visitor);
            await LookIntoTheCacheAsync(admin);
            await ChangeARecipeAsync(admin, visitor);
            await LoseRedisAsync(system, admin, visitor);
            await LosePostgresAsync(system, visitor);
        }));
    }

    private static async Task SeeTheDifferenceAsync(Visitor visitor)
    {
        await visitor.OpenAsync(Recipes);
        await Totals(visitor).Must().ToContainTextAsync("SQL 2");
        await Totals(visitor).Must().ToContainTextAsync("miss, stored");
        var miss = await IdAsync(visitor);

        await visitor.Page.ReloadAsync();
        await Totals(visitor).Must().ToContainTextAsync("SQL 0");
        await Totals(visitor).Must().ToContainTextAsync("Redis 0");
        await Totals(visitor).Must().ToContainTextAsync("hit, in memory");
        await ShootAsync(visitor, "cached");

        await Bar(visitor).GetByRole(AriaRole.Button, new() { Name = "Details" }).ClickAsync();
        await Bar(visitor).GetByRole(AriaRole.Link, new() { Name = "Compare" }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Row, new() { Name = "SQL commands" }).Must().ToContainTextAsync("−2");
        await ShootAsync(visitor, "compare");

        await visitor.OpenAsync($"/toolbar/{miss}");
        await ShootAsync(visitor, "miss", from: "Time line");
    }

    private static async Task LookIntoTheCacheAsync(Visitor admin)
    {
        await admin.OpenAsync("/admin/cache/entries");
        await Eventually.IsTrue("the page lies in Redis", async () =>
        {
            await admin.Page.ReloadAsync();
            return await admin.Page.Link(Recipes).IsVisibleAsync();
        });
        await ShootAsync(admin, "keys");

        await admin.Page.Link(Recipes).ClickAsync();
        await admin.Page.Locator(".stored").Must().ToContainTextAsync("<h1>");
        await ShootAsync(admin, "entry");
    }

    private static async Task ChangeARecipeAsync(Visitor admin, Visitor visitor)
    {
        await visitor.OpenAsync(Recipes);
        var recipe = await visitor.Page.Locator("article h2").First.InnerTextAsync();
        await admin.OpenAsync($"/admin/recipes?q={Uri.EscapeDataString(recipe)}");
        await admin.Page.Link(recipe).ClickAsync();
        await admin.Page.Field("Description").FillAsync("Better the next day.");
        await admin.Page.Button("Save the recipe").ClickAsync();
        await admin.Page.Status().Must().ToContainTextAsync("The recipe was saved");

        await visitor.Page.ReloadAsync();
        await visitor.Page.GetByText("Better the next day.").Must().ToBeVisibleAsync();
        await Totals(visitor).Must().ToContainTextAsync("SQL 2");
        await Totals(visitor).Must().ToContainTextAsync("miss, stored");
        await ShootAsync(visitor, "changed");
    }

    private static async Task LoseRedisAsync(CookbookSystem system, Visitor admin, Visitor visitor)
    {
        await system.CommandAsync("cache", KnownResourceCommands.StopCommand);

        await visitor.OpenAsync(Recipes);
        await Totals(visitor).Must().ToContainTextAsync("hit, in memory");
        await visitor.OpenAsync("/");
        await Totals(visitor).Must().ToContainTextAsync("miss, stored");
        await visitor.Page.ReloadAsync();
        await Totals(visitor).Must().ToContainTextAsync("hit, in memory");
        await admin.OpenAsync("/admin/cache");
        await ShootAsync(admin, "without-redis");
    }

    private static async Task LosePostgresAsync(CookbookSystem system, Visitor visitor)
    {
        await system.CommandAsync("postgres", KnownResourceCommands.StopCommand);

        await visitor.OpenAsync(Recipes);
        await Totals(visitor).Must().ToContainTextAsync("stale");
        await ShootAsync(visitor, "without-postgres");
        await visitor.OpenAsync("/recipes/dal-tadka", 503);
    }

    private Task VisitAsync(CookbookSystem system, Func<Visitor, Task> visit) => chromium.VisitAsync(system.Web.BaseAddress!, visit);

    private static ILocator Bar(Visitor visitor) => visitor.Page.GetByRole(AriaRole.Complementary, new() { Name = "Debug toolbar" });

    private static ILocator Totals(Visitor visitor) => Bar(visitor).GetByRole(AriaRole.List);

    private static Task<string?> IdAsync(Visitor visitor) => Totals(visitor).GetAttributeAsync("data-id");

    /// <param name="visitor">Who has the page open.</param>
    /// <param name="step">The picture's name.</param>
    /// <param name="from">The heading that stands at the top of the picture; the page's beginning without one.</param>
    private static async Task ShootAsync(Visitor visitor, string step, string? from = null)
    {
        if (Pictures is not null)
        {
            await visitor.Page.SetViewportSizeAsync(1000, 640);
            if (from is not null)
            {
                await visitor.Page.GetByRole(AriaRole.Heading, new() { Name = from }).EvaluateAsync("heading => heading.scrollIntoView({ behavior: 'instant' })");
            }

            await visitor.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Pictures, $"{step}.png") });
        }
    }
}
