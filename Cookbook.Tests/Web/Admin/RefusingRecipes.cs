using System.Net;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Tests.Web.Admin;

/// <summary>What a recipe cannot be is refused by its field and in the summary, is kept as typed, and changes nothing.</summary>
public sealed class RefusingRecipes(AdminSite admin) : IClassFixture<AdminSite>
{
    private const string NoControls = "is one line of text: take out the line breaks, tabs and other control characters.";

    public static TheoryData<string, string, string> BadFields => new()
    {
        { "Name", "", "Enter the name of the recipe." },
        { "Name", "\u200b\u00a0", "Enter the name of the recipe." },
        { "Name", string.Concat(Enumerable.Repeat("🥕", 256)), "The name of a recipe has at most 255 characters; this one has 256." },
        { "Name", "dal\u0001", $"A name {NoControls}" },
        { "Name", "dal\u007f", $"A name {NoControls}" },
        { "Servings", "0", "“0” is not a whole number from 1 to 1,000,000." },
        { "Servings", "-4", "“-4” is not a whole number from 1 to 1,000,000." },
        { "Servings", "4.5", "“4.5” is not a whole number from 1 to 1,000,000." },
        { "Servings", "4-6", "“4-6” is not a whole number from 1 to 1,000,000." },
        { "Servings", "99999999999", "“99999999999” is not a whole number from 1 to 1,000,000." },
        { "PrepMinutes", "-1", "“-1” is not a whole number from 0 to 1,440,000." },
        { "PrepMinutes", "1440001", "“1440001” is not a whole number from 0 to 1,440,000." },
        { "CookMinutes", "an hour", "“an hour” is not a whole number from 0 to 1,440,000." },
        { "CookMinutes", "<script>", "“<script>” is not a whole number from 0 to 1,440,000." },
        { "SourceUrl", "javascript:alert(1)", "“javascript:alert(1)” is not an address that begins with http:// or https://, of at most 2,000 characters." },
        { "SourceUrl", "example.org", "“example.org” is not an address that begins with http:// or https://, of at most 2,000 characters." },
        { "SourceUrl", "ftp://example.org/", "“ftp://example.org/” is not an address that begins with http:// or https://, of at most 2,000 characters." },
        { "SourceUrl", "//example.org/", "“//example.org/” is not an address that begins with http:// or https://, of at most 2,000 characters." },
        { "SourceUrl", "https://example.org/a b", "“https://example.org/a b” is not an address that begins with http:// or https://, of at most 2,000 characters." },
        {
            "SourceUrl",
            "https://example.org/" + new string('a', 2000),
            $"“https://example.org/{new string('a', 40)}…” is not an address that begins with http:// or https://, of at most 2,000 characters."
        },
        { "Tags", string.Join(',', Enumerable.Range(1, 31)), "A recipe has at most 30 tags; this one has 31." },
        { "Tags", "soup, " + new string('a', 101), "The name of a tag has at most 100 characters; this one has 101." },
        { "Tags", "so\u0001up", $"A name {NoControls}" },
        { "Instructions", new string('a', 50_001), "Instructions have room for 50,000 characters; these are 50,001." },
        { "Description", new string('a', 50_001), "Descriptions have room for 50,000 characters; these are 50,001." },
    };

    public static TheoryData<string, string, string> BadLines => new()
    {
        { "Amount", "1000", "“1000” is more than 999.999. Choose a larger unit." },
        { "Amount", "0.1234", "“0.1234” has more than three decimals." },
        { "Amount", "-1", "“-1” is negative. An amount is 0 or more." },
        { "Amount", "1/0", "“1/0” divides by zero. Write a fraction like 1/2." },
        { "Amount", "abc", "“abc” is no amount. Write 2, 0.5, 1/2 or 1 1/2; leave it empty for “to taste”." },
        { "Amount", "1e5", "“1e5” is no amount. Write 2, 0.5, 1/2 or 1 1/2; leave it empty for “to taste”." },
        { "Unit", new string('é', 256), "The unit has at most 255 characters; this one has 256." },
        { "Unit", "c\u0001up", $"The unit {NoControls}" },
        { "Food", "", "Enter the name of the food." },
        { "Food", new string('é', 256), "The name of a food has at most 255 characters; this one has 256." },
        { "Food", "sa\u0001lt", $"A name {NoControls}" },
        { "Written", string.Concat(Enumerable.Repeat("🥕", 501)), "The line has at most 500 characters; this one has 501." },
        { "Written", "a\u0001b", $"The line {NoControls}" },
    };

    public static TheoryData<string, string, string> BadHtml => new()
    {
        { "Hi<script>alert(1)</script>", "<script>", "Hi" },
        { "<b onclick=\"alert(1)\">Hi</b>", "onclick=…", "<b>Hi</b>" },
        { "<a href=\"javascript:alert(1)\">Hi</a>", "a link to “javascript:alert(1)”", "Hi" },
        { "<a href=\" java\nscript:alert(1)\">Hi</a>", "a link to “ java\nscript:alert(1)”", "Hi" },
        { "<a href=\"data:text/html,x\">Hi</a>", "a link to “data:text/html,x”", "Hi" },
        { "<a href=\"https://example.org/\" target=\"_blank\">Hi</a>", "target=…", "<a href=\"https://example.org/\">Hi</a>" },
        { "Hi<img src=x onerror=alert(1)>", "<img>", "Hi" },
        { "Hi<svg onload=alert(1)></svg>", "<svg>", "Hi" },
        { "Hi<iframe src=//example.org></iframe>", "<iframe>", "Hi" },
        { "<em style=\"position:fixed\">Hi</em><!-- x -->", "style=…, <!-- -->", "<em>Hi</em>" },
    };

    [Theory]
    [MemberData(nameof(BadFields))]
    public async Task A_bad_field_is_refused(string field, string typed, string problem)
    {
        var name = Names.New();
        foreach (var address in (string[])["/admin/recipes/add", await admin.Site.StoreAsync(StoredRecipes.Stew(name))])
        {
            var before = await admin.StateAsync(address);

            var page = await admin.RefusedAsync(address, field == "Name" ? [("Servings", "3"), (field, typed)] : [("Name", $"{name}!"), (field, typed)]);

            RefusedForms.MustShow(page, field, typed, problem);
            Assert.Equal(before, await admin.StateAsync(address));
        }

        Assert.Null(await admin.Site.StoredUnderAsync($"{name}!"));
        Assert.Empty(await admin.Site.AuditAboutAsync(name));
    }

    [Theory]
    [MemberData(nameof(BadLines))]
    public async Task A_bad_field_of_an_ingredient_is_refused(string field, string typed, string problem)
    {
        var name = Names.New();
        foreach (var address in (string[])["/admin/recipes/add", await admin.Site.StoreAsync(StoredRecipes.Stew(name))])
        {
            var before = await admin.StateAsync(address);
            string Given(string other, string value) => field == other ? typed : value;

            var page = await admin.RefusedAsync(
                address,
                [
                    ("Name", $"{name}!"),
                    .. StoredRecipes.Typed(
                        ("", "", $"beef-{name}", ""),
                        ("", "", "", ""),
                        (Given("Amount", "2"), Given("Unit", "cups"), Given("Food", $"beef-{name}"), Given("Written", "two cups"))),
                ]);

            // The blank line is gone.
            RefusedForms.MustShow(page, $"Lines_1__{field}", typed, problem);
            Assert.Equal(before, await admin.StateAsync(address));
        }

        Assert.Null(await admin.Site.StoredUnderAsync($"{name}!"));
        Assert.Empty(await admin.Site.AuditAboutAsync(name));
    }

    [Theory]
    [MemberData(nameof(BadHtml))]
    public async Task Html_that_is_not_allowed_is_named_and_left_out_when_that_is_wished(string html, string named, string cleaned)
    {
        foreach (var (field, kind) in ((string, string)[])[("Description", "Descriptions"), ("Instructions", "Instructions")])
        {
            var name = Names.New();
            var page = await admin.RefusedAsync("/admin/recipes/add", [("Name", name), (field, html)]);
            RefusedForms.MustShow(page, field, html, $"{kind} may not contain {named}. Take that out, or tick “Leave out what is not allowed”.");
            Assert.Null(await admin.Site.StoredUnderAsync(name));

            using var saved = await admin.Editor.SubmitAsync(page, "/admin/recipes/add", ("LeaveOut", field));

            Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
            var stored = (await admin.Site.StoredUnderAsync(name))!;
            Assert.Equal(cleaned, field == "Description" ? stored.Description : stored.Instructions);
        }
    }

    [Fact]
    public async Task What_is_text_stays_text_wherever_it_is_shown()
    {
        var mark = Names.New();
        var name = $"{mark}<script>alert(1)</script>";
        var (food, unit, tag) = ($"{mark}<img src=x onerror=alert(1)>", "<b onclick=alert(1)>g</b>", $"{mark}<a href=javascript:alert(1)>\"'");
        var written = $"{mark}<svg/onload=alert(1)> {{{{x}}}}";
        using (var saved = await admin.Editor.SubmitAsync(
            "/admin/recipes/add",
            [
                ("Name", name), ("Tags", tag), ("SourceUrl", "https://example.org/?\"onmouseover=alert(1)"), ("NewFoods", food),
                .. StoredRecipes.Typed(("2", unit, food, ""), ("", "", food, written)),
            ]))
        {
            Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        }

        var recipe = (await admin.Site.StoredUnderAsync(name))!;
        Assert.Equal([$"2|{unit}|{food}|", $"||{food}|{written}"], recipe.Lines());
        var address = StoredRecipes.AddressOf(recipe.Id);
        foreach (var (asked, texts) in ((string, string[])[])
        [
            ($"/recipes/{recipe.Slug}", [name, $"2 {unit} {food}", written, tag]),
            (await PageOfAsync(name), [name, $"2 {unit} {food}", written]),
            ("/", [name, tag]),
            ($"/admin/recipes?q={mark}", [name, tag]),
            (address, [name]),
            ($"{address}/history", [name, food, unit, written, tag]),
            (Names.DeletionOf("recipes", address), [name, tag]),
            ($"/admin/foods?q={mark}", [food]),
            ($"/admin/tags?q={mark}", [tag]),
        ])
        {
            foreach (var browser in (Browser[])[admin.Editor, admin.Viewer])
            {
                using var response = await browser.GetAsync(asked);
                if (response.StatusCode is HttpStatusCode.Found)
                {
                    continue;
                }

                var page = await response.ReadHtmlAsync();
                Assert.All(texts, text => Assert.Contains(text, page.QuerySelector("main")!.TextContent, StringComparison.Ordinal));
                Assert.Null(page.QuerySelector("main script, main b, main svg, [onclick], [onerror], [onload], [onmouseover], [href^=javascript]"));
                Assert.DoesNotContain(page.QuerySelectorAll("img"), image => image.GetAttribute("src") == "x");
            }
        }

        var form = await admin.Editor.ReadAsync(address);
        Assert.Equal((unit, food, written), (RefusedForms.Value(form, "Lines_0__Unit"), RefusedForms.Value(form, "Lines_0__Food"), RefusedForms.Value(form, "Lines_1__Written")));
        Assert.Equal(tag, RefusedForms.Value(form, "Tags"));
    }

    /// <summary>The page of /cookbook/ that the recipe is on.</summary>
    private async Task<string> PageOfAsync(string name)
    {
        for (var address = "/cookbook/"; ;)
        {
            var page = await admin.Viewer.ReadAsync(address);
            if (page.QuerySelectorAll("h2").Any(head => head.TextContent.Contains(name, StringComparison.Ordinal)))
            {
                return address;
            }

            address = page.QuerySelector("a[rel=next]")!.GetAttribute("href")!;
        }
    }
}
