using AngleSharp.Dom;
using Cookbook.Tests.Data;

namespace Cookbook.Tests.Web;

/// <summary>Whatever somebody with psql writes into a row, it is harmless on every page that shows it.</summary>
public sealed class ShowingForeignHtml(TestServers servers)
{
    private const string Markup = "<b onmouseover=x()>\"'&amp;</b><script>x()</script>";

    [Theory]
    [InlineData("/")]
    [InlineData("/cookbook/")]
    [InlineData("/recipes/stew")]
    public async Task A_row_can_do_no_harm(string address)
    {
        await using var site = new WebSite((await FillAsync()).ConnectionString, servers.Redis).Start();

        using var page = await site.ReadAsync(address);

        Assert.Empty(page.QuerySelectorAll("script, iframe, style, svg, form, base, meta[http-equiv], img:not([src^='/plates/'])"));
        Assert.DoesNotContain(page.All.SelectMany(element => element.Attributes), attribute =>
            attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || attribute.Name is "style" or "srcdoc" or "formaction");
        Assert.All(page.QuerySelectorAll("a, link"), link =>
            Assert.True(link.GetAttribute("href") is not { } href || href is ['/' or '#', ..] || href.StartsWith("https://", StringComparison.Ordinal), link.OuterHtml));
        Assert.Contains("good stew", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", ".rows h3 a")]
    [InlineData("/", ".rows .facts span")]
    [InlineData("/", "ul.tags li")]
    [InlineData("/cookbook/", "article h2 a")]
    [InlineData("/cookbook/", ".ingredients li")]
    [InlineData("/recipes/stew", "h1")]
    [InlineData("/recipes/stew", ".ingredients li")]
    [InlineData("/recipes/stew", "ul.tags li")]
    public async Task A_text_is_shown_as_it_was_written(string address, string place)
    {
        await using var site = new WebSite((await FillAsync()).ConnectionString, servers.Redis).Start();

        using var page = await site.ReadAsync(address);

        var text = Assert.Single(page.QuerySelectorAll(place)).ChildNodes.OfType<IText>().First().Text;
        Assert.Equal(Markup, text.Trim());
    }

    [Fact]
    public async Task The_head_is_no_way_in()
    {
        await using var site = new WebSite((await FillAsync()).ConnectionString, servers.Redis).Start();

        using var page = await site.ReadAsync("/recipes/stew");

        Assert.Equal($"{Markup} – Cookbook", page.Title);
        Assert.Equal("A \"good stew\" and more", page.QuerySelector("meta[name=description]")?.GetAttribute("content"));
        Assert.Equal(["META", "META", "TITLE", "META", "LINK", "LINK", "LINK"], page.Head!.Children.Select(element => element.NodeName));
    }

    [Fact]
    public async Task The_harmless_part_stays()
    {
        await using var site = new WebSite((await FillAsync()).ConnectionString, servers.Redis).Start();

        using var page = await site.ReadAsync("/recipes/stew");

        Assert.Equal("<p>Cook <a href=\"https://example.org/\">slowly</a>. x</p>", page.QuerySelector(".instructions p")?.OuterHtml);
    }

    private async Task<RecipeDatabase> FillAsync()
    {
        var database = await RecipeDatabase.CreateAsync(servers);
        var name = Markup.Replace("'", "''", StringComparison.Ordinal);
        await database.ExecuteAsync($"""
            INSERT INTO recipe (name, slug, description, instructions, source_url, created_at, updated_at) VALUES (
                '{name}',
                'stew',
                'A "good stew" <img src=x onerror=x()><script>x()</script></p><iframe src=x></iframe><a href="javascript:x()" style="x">and</a> more',
                '<p onclick="x()">Cook <a href="https://example.org/" target="_blank">slowly</a>. <a href=" java&#9;script:x()">x</a></p><svg onload=x()><script>x()</script></svg></section></article><style>*{"{}"}</style><form action=x><base href=x>',
                'javascript:x()',
                now(),
                now());
            INSERT INTO food (name) VALUES ('{name}');
            INSERT INTO ingredient (recipe_id, food_id, unit_of_measure, description, position) SELECT recipe.id, food.id, '{name}', '{name}', 0 FROM recipe, food;
            INSERT INTO tag (name) VALUES ('{name}');
            INSERT INTO recipe_tag (recipe_id, tag_id) SELECT recipe.id, tag.id FROM recipe, tag;
            """);
        return database;
    }
}
