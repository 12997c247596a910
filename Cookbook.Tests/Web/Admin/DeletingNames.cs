using System.Net;
using AngleSharp.Html.Dom;
using Cookbook.Data.Accounts;
using Cookbook.Data.Recipes;
using Cookbook.Tests.Data;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Tests.Web.Admin;

/// <summary>Deleting foods and tags, one or many: nothing goes that was not shown before.</summary>
public sealed class DeletingNames(SampleSite sample) : IClassFixture<SampleSite>
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("foods", "food")]
    [InlineData("tags", "tag")]
    public async Task The_chosen_go_when_it_is_confirmed_and_not_before(string kind, string one)
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var (a, b) = (Names.New(), Names.New());
        var address = Names.DeletionOf(kind, await site.AddNameAsync(kind, a), await site.AddNameAsync(kind, b));

        var asked = await browser.ReadAsync(address);
        Assert.Equal(new[] { a, b }.Order(StringComparer.Ordinal), asked.QuerySelectorAll(".going > li > a").Select(link => link.TextContent).Order(StringComparer.Ordinal));
        Assert.Equal((1, 1), (await site.CountAsync(kind, a), await site.CountAsync(kind, b)));

        using var confirmed = await browser.SubmitAsync(asked, address);

        confirmed.MustLeadTo($"/admin/{kind}?Deleted=2");
        Assert.Equal((0, 0), (await site.CountAsync(kind, a), await site.CountAsync(kind, b)));
        Assert.Equal([$"deleted {one} {a}"], await site.AuditAboutAsync(a));
        Assert.Equal([$"deleted {one} {b}"], await site.AuditAboutAsync(b));
        var list = await browser.ReadAsync($"/admin/{kind}?Deleted=2");
        Assert.Equal($"2 {kind} were deleted.", list.QuerySelector("[role=status]")!.TextContent);
    }

    [Theory]
    [InlineData("foods")]
    [InlineData("tags")]
    public async Task Deleting_more_asks_no_more_of_the_database(string kind)
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);

        var few = await CommandsAsync(2);

        Assert.Equal(few, await CommandsAsync(20));

        async Task<int> CommandsAsync(int count)
        {
            List<string> chosen = [];
            for (var number = 0; number < count; number++)
            {
                chosen.Add(await site.AddNameAsync(kind, Names.New()));
            }

            var address = Names.DeletionOf(kind, [.. chosen]);
            using var confirmation = Browser.Filled(await browser.ReadAsync(address), address);
            return await site.CommandsAsync(browser, confirmation, HttpStatusCode.Found);
        }
    }

    [Theory]
    [InlineData("foods")]
    [InlineData("tags")]
    public async Task The_boxes_of_the_list_lead_to_the_confirmation(string kind)
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var name = Names.New();
        var address = await site.AddNameAsync(kind, name);

        var page = await browser.ReadAsync($"/admin/{kind}?q={name}");

        var form = page.QuerySelector("main form:has(table)")!;
        Assert.Equal(("get", $"/admin/{kind}/delete"), (form.GetAttribute("method"), form.GetAttribute("action")));
        var box = Assert.Single(form.QuerySelectorAll("input[type=checkbox][name=id]"));
        Assert.Equal((address.Split('/')[^1], $"Choose {name}"), (box.GetAttribute("value"), box.GetAttribute("aria-label")));
    }

    [Fact]
    public async Task A_food_in_use_stays_and_the_recipes_are_named_that_it_is_in()
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var (used, unused, recipe) = (Names.New(), Names.New(), RecipeDatabase.Recipe(Names.New()));
        var address = Names.DeletionOf("foods", await site.AddNameAsync("foods", used, recipe), await site.AddNameAsync("foods", unused));

        var asked = await browser.ReadAsync(address);

        Assert.Equal([used], asked.QuerySelectorAll(".staying > li > a").Select(link => link.TextContent));
        Assert.Equal([$"/recipes/{recipe.Slug}"], asked.QuerySelectorAll(".staying ul a").Select(link => link.GetAttribute("href")));
        Assert.Equal([unused], asked.QuerySelectorAll(".going > li > a").Select(link => link.TextContent));
        using var confirmed = await browser.SubmitAsync(asked, address);
        confirmed.MustLeadTo("/admin/foods?Deleted=1");
        Assert.Equal((1, 0), (await site.CountAsync("foods", used), await site.CountAsync("foods", unused)));
    }

    [Fact]
    public async Task A_food_in_use_alone_offers_nothing_to_confirm()
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var address = await site.AddNameAsync("foods", Names.New(), RecipeDatabase.Recipe(Names.New()));

        var asked = await browser.ReadAsync(Names.DeletionOf("foods", address));

        Assert.Null(asked.QuerySelector("main form"));
    }

    [Fact]
    public async Task A_food_that_came_into_use_meanwhile_stays_and_all_the_others_too()
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var (used, unused) = (Names.New(), Names.New());
        var address = Names.DeletionOf("foods", await site.AddNameAsync("foods", used), await site.AddNameAsync("foods", unused));
        var asked = await browser.ReadAsync(address);
        await site.AskAsync(async db =>
        {
            var recipe = RecipeDatabase.Recipe(Names.New());
            recipe.Ingredients.Add(new Ingredient
            {
                Food = await db.Foods.SingleAsync(food => food.Name == used, CancellationToken),
                UnitOfMeasure = "",
                Description = used,
            });
            db.Recipes.Add(recipe);
            return await db.SaveChangesAsync(CancellationToken);
        });

        using var confirmed = await browser.SubmitAsync(asked, address);

        var page = await MustAskAgainAsync(confirmed, "A recipe uses some of these foods. Nothing was deleted; look again.");
        Assert.Equal([used], page.QuerySelectorAll(".staying > li > a").Select(link => link.TextContent));
        Assert.Equal((1, 1), (await site.CountAsync("foods", used), await site.CountAsync("foods", unused)));
        Assert.Empty(await site.AuditAboutAsync(unused));
    }

    [Fact]
    public async Task A_tag_goes_out_of_its_recipes_and_these_lose_nothing_else()
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var (going, staying, recipe) = (Names.New(), Names.New(), RecipeDatabase.Recipe(Names.New(), 0, "salt"));
        recipe.Tags.Add(new Tag { Name = staying });
        var address = Names.DeletionOf("tags", await site.AddNameAsync("tags", going, recipe));

        var asked = await browser.ReadAsync(address);
        Assert.Equal([$"/recipes/{recipe.Slug}"], asked.QuerySelectorAll(".going ul a").Select(link => link.GetAttribute("href")));
        using var confirmed = await browser.SubmitAsync(asked, address);

        confirmed.MustLeadTo("/admin/tags?Deleted=1");
        var left = await site.AskAsync(db => db.Recipes.Include(stored => stored.Tags).Include(stored => stored.Ingredients)
            .SingleAsync(stored => stored.Slug == recipe.Slug, CancellationToken));
        Assert.Equal([staying], left.Tags.Select(tag => tag.Name));
        Assert.Single(left.Ingredients);
    }

    [Theory]
    [InlineData("foods")]
    [InlineData("tags")]
    public async Task What_was_renamed_meanwhile_is_shown_once_more(string kind)
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var (before, after, other) = (Names.New(), Names.New(), Names.New());
        var renamed = await site.AddNameAsync(kind, before);
        var address = Names.DeletionOf(kind, renamed, await site.AddNameAsync(kind, other));
        var asked = await browser.ReadAsync(address);
        using (var saved = await browser.SubmitAsync(renamed, ("Name", after)))
        {
            saved.MustLeadTo($"{renamed}?Done=renamed");
        }

        using var confirmed = await browser.SubmitAsync(asked, address);

        var page = await MustAskAgainAsync(confirmed, "Somebody else has changed some of this since you opened the page. Nothing was deleted; look again.");
        Assert.Equal((1, 1), (await site.CountAsync(kind, after), await site.CountAsync(kind, other)));
        using var again = await browser.SubmitAsync(page, address);
        again.MustLeadTo($"/admin/{kind}?Deleted=2");
    }

    [Theory]
    [InlineData("foods")]
    [InlineData("tags")]
    public async Task Confirming_twice_deletes_nothing_else(string kind)
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var (a, b) = (await site.AddNameAsync(kind, Names.New()), await site.AddNameAsync(kind, Names.New()));
        var (one, both) = (Names.DeletionOf(kind, a), Names.DeletionOf(kind, a, b));
        var askedForBoth = await browser.ReadAsync(both);
        var askedForOne = await browser.ReadAsync(one);
        using (var first = await browser.SubmitAsync(askedForOne, one))
        {
            first.MustLeadTo($"/admin/{kind}?Deleted=1");
        }

        using var second = await browser.SubmitAsync(askedForOne, one);
        Assert.Equal(HttpStatusCode.NotFound, second.StatusCode);
        using var third = await browser.SubmitAsync(askedForBoth, both);
        await MustAskAgainAsync(third, "Somebody else has deleted some of this since you opened the page. Nothing was deleted; look again.");
    }

    [Theory]
    [InlineData("foods")]
    [InlineData("tags")]
    public async Task Choosing_none_says_so_and_what_is_not_there_is_not_found(string kind)
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);

        var page = await browser.ReadAsync($"/admin/{kind}/delete");
        Assert.Contains("None was chosen.", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        foreach (var id in (string[])["2147483647", "0", "x", "99999999999"])
        {
            using var response = await browser.GetAsync($"/admin/{kind}/delete?id={id}");
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    private static async Task<IHtmlDocument> MustAskAgainAsync(HttpResponseMessage response, string why)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var page = await response.ReadHtmlAsync();
        Assert.Equal(why, page.QuerySelector("[role=alert] li")!.TextContent.Trim());
        return page;
    }
}
