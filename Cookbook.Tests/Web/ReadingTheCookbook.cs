using System.Net;
using AngleSharp.Dom;
using Cookbook.Tests.Data;
using Microsoft.EntityFrameworkCore;
using static Cookbook.Tests.Data.RecipeDatabase;

namespace Cookbook.Tests.Web;

/// <summary>The tutorial's page: every recipe in full.</summary>
public sealed class ReadingTheCookbook(TestServers servers, SampleSite sample) : IClassFixture<SampleSite>
{
    [Fact]
    public async Task A_recipe_stands_there_with_all_that_is_needed_to_cook_it()
    {
        var database = await RecipeDatabase.CreateAsync(servers);
        var stew = Recipe("Stew", 0, "500 g beef", "2 onions", "salt");
        stew.Description = "A <em>good</em> stew";
        stew.Instructions = "<ol><li>Cut.</li><li>Cook.</li></ol>";
        stew.Servings = 4;
        stew.PrepTime = TimeSpan.FromMinutes(20);
        await database.AddAsync(stew, Recipe("Water"));
        await using var site = new WebSite(database.ConnectionString, servers.Redis).Start();

        using var page = await site.ReadAsync("/cookbook/");

        var articles = page.QuerySelectorAll("article");
        Assert.Equal(["Stew", "Water"], articles.Select(article => article.QuerySelector("h2")!.TextContent));
        Assert.Equal("A <em>good</em> stew", articles[0].QuerySelector(".description")?.InnerHtml);
        Assert.Equal(["500 g beef", "2 onions", "salt"], articles[0].QuerySelectorAll(".ingredients li").Select(line => line.TextContent));
        Assert.Equal(["Cut.", "Cook."], articles[0].QuerySelectorAll(".instructions ol li").Select(step => step.TextContent));
        Assert.Equal(["Preparation 20 min", "Serves 4"], articles[0].QuerySelectorAll(".facts li").Select(fact => fact.TextContent.Trim()));
        Assert.Null(articles[1].QuerySelector(".ingredients"));
        Assert.Null(articles[1].QuerySelector(".facts"));
        Assert.Null(page.QuerySelector("nav.paging"));
        Assert.StartsWith("2 recipes,", page.QuerySelector(".lead")?.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_recipes_a_page_in_the_order_in_which_they_were_added()
    {
        var names = new List<string>();
        for (var number = 1; number <= 6; number++)
        {
            using var page = await sample.Shared.ReadAsync($"/cookbook/?page={number}");
            var onPage = page.QuerySelectorAll("article h2").Select(name => name.TextContent).ToList();
            Assert.Equal(10, onPage.Count);
            names.AddRange(onPage);
        }

        await using var db = new RecipeDatabase(sample.Database).Open();
        var inOrder = await db.Recipes.OrderBy(recipe => recipe.Id).Select(recipe => recipe.Name).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(60, inOrder.Count);
        Assert.Equal(inOrder, names);
    }

    [Theory]
    [InlineData(1, null, "/cookbook/?page=2", "[1] 2 3 … 6 Next")]
    [InlineData(2, "/cookbook/", "/cookbook/?page=3", "Previous 1 [2] 3 4 … 6 Next")]
    [InlineData(4, "/cookbook/?page=3", "/cookbook/?page=5", "Previous 1 2 3 [4] 5 6 Next")]
    [InlineData(6, "/cookbook/?page=5", null, "Previous 1 … 4 5 [6]")]
    public async Task The_paging_leads_to_the_neighbours_and_both_ends(int number, string? previous, string? next, string links)
    {
        using var page = await sample.Shared.ReadAsync($"/cookbook/?page={number}");

        foreach (var place in (string[])["head link", "nav.paging a"])
        {
            Assert.Equal(previous, page.QuerySelector($"{place}[rel=prev]")?.GetAttribute("href"));
            Assert.Equal(next, page.QuerySelector($"{place}[rel=next]")?.GetAttribute("href"));
        }

        Assert.Equal(links, string.Join(' ', page.QuerySelectorAll("nav.paging li").Select(Text)));
        foreach (var link in page.QuerySelectorAll("nav.paging a:not([rel])"))
        {
            Assert.Equal(link.TextContent == "1" ? "/cookbook/" : $"/cookbook/?page={link.TextContent}", link.GetAttribute("href"));
        }

        static string Text(IElement item) => item.QuerySelector("[aria-current=page]") is null ? item.TextContent : $"[{item.TextContent}]";
    }

    [Fact]
    public async Task Where_the_site_knows_its_name_that_address_has_it_whatever_the_host()
    {
        await using var site = sample.Start(("Site:Origin", "https://cookbook.example/"));

        using var page = await site.ReadAsync("/cookbook/");

        Assert.Equal("https://cookbook.example/cookbook/", page.QuerySelector("link[rel=canonical]")?.GetAttribute("href"));
    }

    [Theory]
    [InlineData("cookbook.example")]
    [InlineData("ftp://cookbook.example")]
    [InlineData("https://cookbook.example/recipes")]
    public async Task A_name_that_is_none_stops_the_site(string origin)
    {
        await using var site = new WebSite("Host=localhost", redis: null, ("Site:Origin", origin));

        Assert.Contains($"Site:Origin is '{origin}'", Record.Exception(() => site.Start())?.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "/cookbook/")]
    [InlineData(2, "/cookbook/?page=2")]
    public async Task Each_page_has_one_address(int number, string address)
    {
        using var page = await sample.Shared.ReadAsync($"/cookbook/?page={number}&utm_source=x");

        Assert.Equal(address, page.QuerySelector("link[rel=canonical]")?.GetAttribute("href"));
    }

    [Theory]
    [InlineData("7")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("01")]
    [InlineData("%2B1")]
    [InlineData("1%20")]
    [InlineData("1.0")]
    [InlineData("%D9%A1")]
    [InlineData("2147483647")]
    [InlineData("99999999999")]
    [InlineData("")]
    [InlineData("1&page=1")]
    public async Task What_is_no_page_is_not_found(string number)
    {
        using var page = await sample.Shared.ReadAsync($"/cookbook/?page={number}", HttpStatusCode.NotFound);

        Assert.Equal("There is no such page", page.QuerySelector("h1")?.TextContent);
    }

    [Theory]
    [InlineData("/cookbook", "/cookbook/")]
    [InlineData("/cookbook?page=2", "/cookbook/?page=2")]
    [InlineData("/COOKBOOK/?page=2", "/cookbook/?page=2")]
    public async Task Other_spellings_move_to_the_address(string spelling, string address)
    {
        using var response = await sample.Shared.GetAsync(spelling);

        Assert.Equal(HttpStatusCode.MovedPermanently, response.StatusCode);
        Assert.Equal(address, response.Headers.Location?.ToString());
    }
}
