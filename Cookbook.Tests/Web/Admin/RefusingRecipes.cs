using System.Diagnostics;
using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Cookbook.Data.History;
using Cookbook.Data.Recipes;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Tests.Web.Admin;

/// <summary>What a recipe cannot be is refused by its field and in the summary, is kept as typed, and changes nothing.</summary>
public sealed class RefusingRecipes(AdminSite admin) : IClassFixture<AdminSite>
{
    private const string NoControls = "is one line of text: take out the line breaks, tabs and other control characters.";

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

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
            var before = await StateAsync(address);

            var page = await RefusedAsync(address, field == "Name" ? [("Servings", "3"), (field, typed)] : [("Name", $"{name}!"), (field, typed)]);

            MustShow(page, field, typed, problem);
            Assert.Equal(before, await StateAsync(address));
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
            var before = await StateAsync(address);
            string Given(string other, string value) => field == other ? typed : value;

            var page = await RefusedAsync(
                address,
                [
                    ("Name", $"{name}!"),
                    .. StoredRecipes.Typed(
                        ("", "", $"beef-{name}", ""),
                        ("", "", "", ""),
                        (Given("Amount", "2"), Given("Unit", "cups"), Given("Food", $"beef-{name}"), Given("Written", "two cups"))),
                ]);

            // The blank line is gone.
            MustShow(page, $"Lines_1__{field}", typed, problem);
            Assert.Equal(before, await StateAsync(address));
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
            var page = await RefusedAsync("/admin/recipes/add", [("Name", name), (field, html)]);
            MustShow(page, field, html, $"{kind} may not contain {named}. Take that out, or tick “Leave out what is not allowed”.");
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
        Assert.Equal((unit, food, written), (Value(form, "Lines_0__Unit"), Value(form, "Lines_0__Food"), Value(form, "Lines_1__Written")));
        Assert.Equal(tag, Value(form, "Tags"));
    }

    [Fact]
    public async Task An_unknown_food_is_asked_about_and_added_once_when_it_is_said_to_be_new()
    {
        var (name, mark) = (Names.New(), Names.New());
        await admin.Site.AddNameAsync("foods", $"{mark} red");
        var typed = StoredRecipes.Typed(("1", "", $" {mark} ", ""), ("2", "", mark.ToUpperInvariant(), ""), ("", "", $"{mark} RED", ""));

        var page = await RefusedAsync("/admin/recipes/add", [("Name", name), .. typed]);

        var problem = $"Do you mean {mark} red? If not, tick “new food” to add it.";
        MustShow(page, "Lines_0__Food", $" {mark} ", $"There is no food “{mark}” yet. {problem}");
        MustShow(page, "Lines_1__Food", mark.ToUpperInvariant(), $"There is no food “{mark.ToUpperInvariant()}” yet. {problem}");
        Assert.Null(page.QuerySelector("#Lines_2__Food-problem"));
        var boxes = page.QuerySelectorAll<IHtmlInputElement>("main input[name=NewFoods]").ToList();
        Assert.Equal([mark, mark.ToUpperInvariant()], boxes.Select(box => box.Value));
        Assert.Equal((0, 0), (await admin.Site.CountAsync("foods", mark), await admin.Site.CountAsync("foods", mark.ToUpperInvariant())));
        Assert.Null(await admin.Site.StoredUnderAsync(name));

        boxes[0].IsChecked = true;
        using var saved = await admin.Editor.SubmitAsync(page, "/admin/recipes/add");

        Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        var stored = (await admin.Site.StoredUnderAsync(name))!;
        Assert.Equal([$"1||{mark}|", $"2||{mark}|", $"||{mark} red|"], stored.Lines());
        Assert.Equal(stored.Ingredients[0].FoodId, stored.Ingredients[1].FoodId);
        Assert.Equal([$"added food {mark}"], await admin.Site.AuditAboutAsync($"food {mark}"));
        var history = await admin.Editor.ReadAsync(string.Create(CultureInfo.InvariantCulture, $"/admin/foods/{stored.Ingredients[0].FoodId}/history"));
        Assert.Single(history.QuerySelectorAll(".revision"));
    }

    [Fact]
    public async Task Of_two_unknown_foods_both_are_asked_about_and_none_is_added_while_one_is_unknown()
    {
        var (name, one, other) = (Names.New(), $"x{Names.New()}", $"y{Names.New()}");
        var typed = StoredRecipes.Typed(("", "", one, ""), ("", "", other, ""));

        var page = await RefusedAsync("/admin/recipes/add", [("Name", name), ("NewFoods", one), .. typed]);

        Assert.Null(page.QuerySelector("#Lines_0__Food-problem"));
        MustShow(page, "Lines_1__Food", other, $"There is no food “{other}” yet. Tick “new food” to add it.");
        Assert.Equal([true, false], page.QuerySelectorAll<IHtmlInputElement>("main input[name=NewFoods]").Select(box => box.IsChecked));
        Assert.Equal((0, 0), (await admin.Site.CountAsync("foods", one), await admin.Site.CountAsync("foods", other)));
    }

    [Fact]
    public async Task An_unknown_food_whose_third_sign_is_of_two_characters_is_asked_about_too()
    {
        var page = await RefusedAsync("/admin/recipes/add", [("Name", Names.New()), .. StoredRecipes.Typed(("", "", "qj🥕 of no kind", ""))]);

        MustShow(page, "Lines_0__Food", "qj🥕 of no kind", "There is no food “qj🥕 of no kind” yet. Tick “new food” to add it.");
    }

    [Theory]
    [InlineData(201, "201")]
    [InlineData(5000, "5,000")]
    public async Task Too_many_ingredients_are_refused_quickly_and_all_are_kept(int count, string number)
    {
        var name = Names.New();
        var form = await admin.Editor.ReadAsync("/admin/recipes/add");
        var watch = Stopwatch.StartNew();

        using var response = await admin.Editor.SubmitAsync(form, "/admin/recipes/add", [("Name", name), .. Many(count)]);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var html = await response.ReadHtmlAsync();
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
        Assert.Equal($"A recipe has at most 200 ingredients; this one has {number}.", html.QuerySelector("#lines-problem")!.TextContent.Trim());
        Assert.Equal("#Lines", html.QuerySelector("[role=alert] a")!.GetAttribute("href"));
        Assert.Equal(
            Enumerable.Range(0, count).Select(line => $"food {line}"),
            html.QuerySelectorAll("#line-list .food input[type=text]").Select(input => input.GetAttribute("value") ?? "").Where(food => food.Length > 0));
        Assert.Null(await admin.Site.StoredUnderAsync(name));
    }

    [Theory]
    [InlineData(10_001, true)]
    [InlineData(10_001, false)]
    [InlineData(90_000, false)]
    [InlineData(30_000, true)]
    public async Task Lines_without_end_are_a_bad_request(int count, bool isIndexed)
    {
        var form = await admin.Editor.ReadAsync("/admin/recipes/add");
        (string, string)[] lines = isIndexed
            ? Many(count)
            : [("Lines.Index", ""), .. Enumerable.Range(0, count).Select(line => ($"Lines[{line}].Food", $"food {line}"))];
        form.QuerySelectorAll("[name='Lines.Index']").ToList().ForEach(index => index.Remove());

        using var response = await admin.Editor.SubmitAsync(form, "/admin/recipes/add", isIndexed ? lines : lines[1..]);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Two_hundred_lines_with_four_mistakes_each_are_all_told_of()
    {
        var page = await RefusedAsync(
            "/admin/recipes/add",
            [("Name", Names.New()), .. StoredRecipes.Typed(Enumerable.Repeat(("x", "\u0001", "\u0001", "\u0001"), 200))]);

        Assert.Equal(800, page.QuerySelectorAll("#line-list .field-validation-error").Length);
        Assert.All(page.QuerySelectorAll("[role=alert] li"), line => Assert.NotEmpty(line.TextContent.Trim()));
    }

    [Fact]
    public async Task A_line_that_could_not_be_typed_stays_while_nobody_touches_it()
    {
        var name = Names.New();
        var recipe = StoredRecipes.Stew(name);
        recipe.Ingredients[1].Description = new string('a', 501);
        var address = await admin.Site.StoreAsync(recipe);
        var lines = recipe.Lines().ToList();

        using var saved = await admin.Editor.SubmitAsync(address, ("Servings", "5"));
        var page = await RefusedAsync(address, [("Lines[1].Written", new string('a', 502))]);

        Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        Assert.Equal(lines, (await admin.Site.StoredAsync(address))!.Lines());
        MustShow(page, "Lines_1__Written", new string('a', 502), "The line has at most 500 characters; this one has 502.");
    }

    [Fact]
    public async Task An_ingredient_of_another_recipe_stays_as_it_is_whatever_the_form_says()
    {
        var (mine, theirs) = (Names.New(), Names.New());
        var (address, elsewhere) = (await admin.Site.StoreAsync(StoredRecipes.Stew(mine)), await admin.Site.StoreAsync(StoredRecipes.Stew(theirs)));
        var other = (await admin.Site.StoredAsync(elsewhere))!;
        var id = other.Ingredients[0].Id.ToString(CultureInfo.InvariantCulture);
        (string, string)[] lines =
        [
            .. StoredRecipes.Typed(("7", "kg", $"beef-{mine}", ""), ("8", "kg", $"beef-{mine}", ""), ("9", "kg", $"beef-{mine}", "")),
            ("Lines[t0].Id", id), ("Lines[t1].Id", id), ("Lines[t2].Id", "x"),
        ];

        using var saved = await admin.Editor.SubmitAsync(address, lines);

        Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        Assert.Equal([$"7|kg|beef-{mine}|", $"8|kg|beef-{mine}|", $"9|kg|beef-{mine}|"], (await admin.Site.StoredAsync(address))!.Lines());
        var untouched = (await admin.Site.StoredAsync(elsewhere))!;
        Assert.Equal(other.Version, untouched.Version);
        Assert.Equal(other.Lines(), untouched.Lines());
        Assert.Equal(other.Ingredients.Select(line => line.Id), untouched.Ingredients.Select(line => line.Id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"Name\":null}")]
    [InlineData("{\"Description\":null}")]
    [InlineData("{\"Tags\":null}")]
    [InlineData("{\"Tags\":[null]}")]
    [InlineData("{\"Ingredients\":null}")]
    [InlineData("{\"Ingredients\":[null]}")]
    [InlineData("{\"Ingredients\":[{\"Id\":1}]}")]
    [InlineData("{\"Ingredients\":[{\"Id\":1,\"Food\":\"a\",\"Unit\":\"\",\"Written\":\"\"},{\"Id\":1,\"Food\":\"a\",\"Unit\":\"\",\"Written\":\"\"}]}")]
    [InlineData("{\"Servings\":\"4\"}")]
    [InlineData("{\"Name\":\"\\ud800\\u0000\"}")]
    public async Task A_form_whose_memory_somebody_has_damaged_asks_about_what_differs(string seen)
    {
        var name = Names.New();
        var address = await admin.Site.StoreAsync(StoredRecipes.Stew(name));
        var before = await StateAsync(address);

        var page = await RefusedAsync(address, [("Name", $"{name}!"), ("Seen", seen)]);
        Assert.Equal(before, await StateAsync(address));
        using var saved = await admin.Editor.SubmitAsync(page, address);

        Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        Assert.Equal($"{name}!", (await admin.Site.StoredAsync(address))!.Name);
        using var added = await admin.Editor.SubmitAsync("/admin/recipes/add", ("Name", $"{name}?"), ("Seen", seen));
        Assert.Equal(HttpStatusCode.Found, added.StatusCode);
    }

    [Fact]
    public async Task What_a_new_recipe_s_form_claims_to_have_seen_lets_nothing_through()
    {
        const string Script = "<script>alert(1)</script>";
        const string Seen = $$"""{"Name":"","Description":"{{Script}}","Instructions":"{{Script}}","SourceUrl":"javascript:alert(1)","Servings":-4,"CookMinutes":-4}""";
        var name = Names.New();

        var page = await RefusedAsync(
            "/admin/recipes/add",
            [
                ("Name", name), ("Seen", Seen), ("Description", Script), ("Instructions", Script), ("SourceUrl", "javascript:alert(1)"), ("Servings", "-4"),
                ("CookMinutes", "-4"),
            ]);

        Assert.Equal(
            ["#Description", "#Instructions", "#Servings", "#CookMinutes", "#SourceUrl"],
            page.QuerySelectorAll("[role=alert] a").Select(link => link.GetAttribute("href")));
        Assert.Null(await admin.Site.StoredUnderAsync(name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public async Task Forms_without_a_number_of_their_own_are_not_taken_for_one_another(string submission)
    {
        var (a, b, c) = (Names.New(), Names.New(), Names.New());
        var address = await admin.Site.StoreAsync(StoredRecipes.Stew(c));
        foreach (var (to, fields) in ((string, (string, string)[])[])
        [
            ("/admin/recipes/add", [("Name", a)]),
            ("/admin/recipes/add", [("Name", b)]),
            (address, [("Servings", "9")]),
        ])
        {
            using var saved = await admin.Editor.SubmitAsync(to, [.. fields, ("Submission", submission)]);
            Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        }

        Assert.NotNull(await admin.Site.StoredUnderAsync(a));
        Assert.NotNull(await admin.Site.StoredUnderAsync(b));
        Assert.Equal(9, (await admin.Site.StoredAsync(address))!.Servings);
    }

    [Fact]
    public async Task A_form_with_the_number_of_another_changes_what_it_is_of_and_nothing_else()
    {
        var (a, b) = (Names.New(), Names.New());
        var (one, other) = (await admin.Site.StoreAsync(StoredRecipes.Stew(a)), await admin.Site.StoreAsync(StoredRecipes.Stew(b)));
        var form = await admin.Editor.ReadAsync(one);
        using (var first = await admin.Editor.SubmitAsync(form, one, ("Servings", "8")))
        {
            Assert.Equal(HttpStatusCode.Found, first.StatusCode);
        }

        var number = form.QuerySelector("input[name=Submission]")!.GetAttribute("value")!;
        using var changed = await admin.Editor.SubmitAsync(other, ("Servings", "9"), ("Submission", number));
        using var added = await admin.Editor.SubmitAsync("/admin/recipes/add", ("Name", $"{a}!"), ("Submission", number));

        Assert.Equal((HttpStatusCode.Found, HttpStatusCode.Found), (changed.StatusCode, added.StatusCode));
        var (stored, second) = ((await admin.Site.StoredAsync(one))!, (await admin.Site.StoredAsync(other))!);
        Assert.Equal((a, 8, b, 9), (stored.Name, stored.Servings, second.Name, second.Servings));
        Assert.NotNull(await admin.Site.StoredUnderAsync($"{a}!"));
    }

    [Fact]
    public async Task A_word_that_moves_from_one_field_of_a_line_to_another_is_a_change()
    {
        var name = Names.New();
        var recipe = StoredRecipes.Stew(name);
        recipe.Ingredients.RemoveAt(1);
        recipe.Ingredients[0] = new Ingredient { Food = new Food { Name = $"large {name}" }, Amount = 2, UnitOfMeasure = "", Description = "" };
        var address = await admin.Site.StoreAsync(recipe);

        using var saved = await admin.Editor.SubmitAsync(address, ("Lines[0].Unit", "large"), ("Lines[0].Food", name), ("NewFoods", name));

        Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        Assert.Equal([$"2|large|{name}|"], (await admin.Site.StoredAsync(address))!.Lines());
    }

    [Fact]
    public async Task A_NUL_in_any_field_makes_it_a_bad_request()
    {
        var name = Names.New();
        var address = await admin.Site.StoreAsync(StoredRecipes.Stew(name));
        var before = await StateAsync(address);
        var form = await admin.Editor.ReadAsync(address);
        foreach (var field in (string[])
        [
            "Name", "Description", "Instructions", "Servings", "PrepMinutes", "CookMinutes", "SourceUrl", "Tags", "NewFoods", "LeaveOut", "TakeTheirs", "Seen",
            "Submission", "Do", "Lines[0].Id", "Lines[0].Amount", "Lines[0].Unit", "Lines[0].Food", "Lines[0].Written",
        ])
        {
            using var response = await admin.Editor.SubmitAsync(form, address, (field, "a\0b"));
            Assert.True(response.StatusCode is HttpStatusCode.BadRequest, $"{field}: {response.StatusCode}");

            using var parts = new MultipartFormDataContent();
            parts.Add(new StringContent(form.QuerySelector("main form input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken");
            parts.Add(new StringContent("a\0b"), field);
            using var multipart = await admin.Editor.SendAsync(new HttpRequestMessage(HttpMethod.Post, address) { Content = parts });
            Assert.True(multipart.StatusCode is HttpStatusCode.BadRequest, $"{field} in parts: {multipart.StatusCode}");
        }

        Assert.Equal(before, await StateAsync(address));
    }

    /// <summary>The page that comes back with what was typed.</summary>
    private async Task<IHtmlDocument> RefusedAsync(string address, (string Name, string Value)[] fields)
    {
        using var response = await admin.Editor.SubmitAsync(address, fields);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var page = await response.ReadHtmlAsync();
        Assert.Equal("Nothing was saved", page.QuerySelector("[role=alert] h2")!.TextContent);
        return page;
    }

    /// <summary>The problem stands by the field and, with a link to it, in the summary; the field has what was typed.</summary>
    private static void MustShow(IHtmlDocument page, string field, string typed, string problem)
    {
        var control = page.GetElementById(field)!;
        Assert.Equal(typed, Value(page, field));
        var problems = control.GetAttribute("aria-describedby")!.Split(' ').Select(id => page.GetElementById(id)!).Where(hint => hint.ClassList.Contains("field-validation-error"));
        Assert.Equal(problem, Assert.Single(problems).TextContent.Trim());
        Assert.Contains(page.QuerySelectorAll("[role=alert] a"), link => (link.TextContent.Trim(), link.GetAttribute("href")) == (problem, $"#{field}"));
    }

    private static string Value(IHtmlDocument page, string field) => page.GetElementById(field) switch
    {
        IHtmlTextAreaElement text => text.Value,
        { } input => input.GetAttribute("value") ?? "",
        null => throw new InvalidOperationException($"No {field} on the page."),
    };

    private static (string Name, string Value)[] Many(int count) =>
        StoredRecipes.Typed(Enumerable.Range(0, count).Select(line => ("1", "g", string.Create(CultureInfo.InvariantCulture, $"food {line}"), "")));

    /// <summary>What would show any change: the version of the row and the number of its revisions; of the form of a new recipe nothing.</summary>
    private async Task<(uint? Version, int Revisions)> StateAsync(string address)
    {
        if (address == "/admin/recipes/add")
        {
            return (null, 0);
        }

        var id = StoredRecipes.IdIn(address);
        var revisions = await admin.Site.AskAsync(db => db.Revisions.CountAsync(revision => revision.Kind == RevisionContent.Recipe && revision.ObjectId == id, CancellationToken));
        return ((await admin.Site.StoredAsync(address))!.Version, revisions);
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
