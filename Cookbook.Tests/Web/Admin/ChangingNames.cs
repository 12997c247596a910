using System.Net;
using AngleSharp.Dom;
using Cookbook.Data.Accounts;
using Cookbook.Tests.Data;

namespace Cookbook.Tests.Web.Admin;

/// <summary>Adding and renaming foods and tags.</summary>
public sealed class ChangingNames(SampleSite sample) : IClassFixture<SampleSite>
{
    [Theory]
    [InlineData("foods", "food")]
    [InlineData("tags", "tag")]
    public async Task What_was_added_is_there_and_so_is_the_entry_in_the_audit(string kind, string one)
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var name = Names.New();

        using var added = await browser.SubmitAsync($"/admin/{kind}/add", ("Name", $"  {name} "));

        var page = await browser.ReadAsync(added.Headers.Location!.OriginalString);
        Assert.Equal(name, page.QuerySelector("h1")!.TextContent);
        Assert.Equal($"The {one} was added.", page.QuerySelector("[role=status]")!.TextContent);
        Assert.Equal(1, await site.CountAsync(kind, name));
        Assert.Equal([$"added {one} {name}"], await site.AuditAboutAsync(name));
    }

    [Theory]
    [InlineData("foods", "food")]
    [InlineData("tags", "tag")]
    public async Task What_was_renamed_has_its_new_name_and_so_does_the_audit(string kind, string one)
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var (before, after) = (Names.New(), Names.New());
        var address = await site.AddNameAsync(kind, before);

        using var renamed = await browser.SubmitAsync(address, ("Name", after));

        renamed.MustLeadTo($"{address}?Done=renamed");
        Assert.Equal((0, 1), (await site.CountAsync(kind, before), await site.CountAsync(kind, after)));
        Assert.Equal([$"renamed {one} {before} to {after}"], await site.AuditAboutAsync(before));
    }

    [Theory]
    [InlineData("foods")]
    [InlineData("tags")]
    public async Task Saving_without_a_change_changes_and_records_nothing(string kind)
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var name = Names.New();
        var address = await site.AddNameAsync(kind, name);

        using var saved = await browser.SubmitAsync(address);

        saved.MustLeadTo(address);
        Assert.Empty(await site.AuditAboutAsync(name));
    }

    [Fact]
    public async Task Tags_are_stored_in_lower_case_as_those_from_a_file_are()
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var name = Names.New();

        using var added = await browser.SubmitAsync("/admin/tags/add", ("Name", name.ToUpperInvariant()));

        Assert.Equal(1, await site.CountAsync("tags", name));
    }

    [Theory]
    [InlineData("foods")]
    [InlineData("tags")]
    public async Task A_page_shows_the_recipes_that_use_it_with_links_to_them(string kind)
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var (one, two) = (RecipeDatabase.Recipe(Names.New()), RecipeDatabase.Recipe(Names.New()));
        var address = await site.AddNameAsync(kind, Names.New(), one, two);

        var page = await browser.ReadAsync(address);

        var links = page.QuerySelectorAll("#uses ~ ul a").Select(link => link.GetAttribute("href")!).ToList();
        Assert.Equal(new[] { one.Slug, two.Slug }.Select(slug => $"/recipes/{slug}").Order(StringComparer.Ordinal), links.Order(StringComparer.Ordinal));
        using var recipe = await site.GetAsync(links[0]);
        Assert.Equal(HttpStatusCode.OK, recipe.StatusCode);
    }

    public static TheoryData<string, string, string> BadNames => new()
    {
        { "foods", "", "Enter the name of the food." },
        { "tags", "", "Enter the name of the tag." },
        { "foods", " \t ", "Enter the name of the food." },
        { "tags", "\u200b\u00a0", "Enter the name of the tag." },
        { "foods", new string('é', 256), "The name of a food has at most 255 characters; this one has 256." },
        { "tags", new string('é', 101), "The name of a tag has at most 100 characters; this one has 101." },
        { "foods", "salt\u0001", "A name is one line of text: take out the line breaks, tabs and other control characters." },
        { "tags", "so\nup", "A name is one line of text: take out the line breaks, tabs and other control characters." },
    };

    [Theory]
    [MemberData(nameof(BadNames))]
    public async Task A_bad_name_is_refused_by_its_field_and_in_the_summary_and_kept_as_typed(string kind, string typed, string problem)
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var name = Names.New();
        var existing = await site.AddNameAsync(kind, name);

        foreach (var address in (string[])[$"/admin/{kind}/add", existing])
        {
            using var response = await browser.SubmitAsync(address, ("Name", typed));

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            MustRefuse(await response.ReadHtmlAsync(), typed, problem);
        }

        Assert.Equal(1, await site.CountAsync(kind, name));
        Assert.Empty(await site.AuditAboutAsync(name));
    }

    [Fact]
    public async Task A_form_with_a_NUL_is_no_form_and_changes_nothing()
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var name = Names.New();

        using var response = await browser.SubmitAsync("/admin/foods/add", ("Name", $"{name}\0"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(await site.AuditAboutAsync(name));
    }

    [Theory]
    [InlineData("foods", 255)]
    [InlineData("tags", 100)]
    public async Task The_longest_name_counted_in_code_points_fits_and_so_does_what_the_audit_says_of_it(string kind, int longest)
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var (before, after) = (Pad(Names.New()), Pad(Names.New()));
        var address = await site.AddNameAsync(kind, before);

        using var renamed = await browser.SubmitAsync(address, ("Name", after));

        renamed.MustLeadTo($"{address}?Done=renamed");
        Assert.Single(await site.AuditAboutAsync(after));

        string Pad(string name) => name + string.Concat(Enumerable.Repeat("🥕", longest - name.Length));
    }

    [Theory]
    [InlineData("foods", "food")]
    [InlineData("tags", "tag")]
    public async Task A_name_that_another_one_has_is_refused_whatever_its_case(string kind, string one)
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var (taken, mine) = (Names.New() + "_%\\", Names.New());
        await site.AddNameAsync(kind, taken);
        var existing = await site.AddNameAsync(kind, mine);

        foreach (var address in (string[])[$"/admin/{kind}/add", existing])
        {
            using var response = await browser.SubmitAsync(address, ("Name", taken.ToUpperInvariant()));
            MustRefuse(await response.ReadHtmlAsync(), taken.ToUpperInvariant(), $"There is a {one} of this name already.");
        }

        Assert.Equal((1, 1), (await site.CountAsync(kind, taken), await site.CountAsync(kind, mine)));
        Assert.Empty(await site.AuditAboutAsync(taken));
    }

    [Theory]
    [InlineData("foods")]
    [InlineData("tags")]
    public async Task Of_several_who_add_the_same_name_at_once_one_does_and_the_others_are_told(string kind)
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var name = Names.New();
        var form = await browser.ReadAsync($"/admin/{kind}/add");

        var responses = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => browser.SubmitAsync(form, $"/admin/{kind}/add", ("Name", name))));

        Assert.Equal(1, responses.Count(response => response.StatusCode is HttpStatusCode.Found));
        Assert.Equal(5, responses.Count(response => response.StatusCode is HttpStatusCode.OK));
        Assert.Equal(1, await site.CountAsync(kind, name));
        Assert.Single(await site.AuditAboutAsync(name));
        foreach (var response in responses)
        {
            response.Dispose();
        }
    }

    [Theory]
    [InlineData("foods")]
    [InlineData("tags")]
    public async Task The_second_of_two_to_rename_sees_both_names_and_overwrites_only_knowingly(string kind)
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var (before, theirs, mine) = (Names.New(), Names.New(), Names.New());
        var address = await site.AddNameAsync(kind, before);
        var form = await browser.ReadAsync(address);
        using (var faster = await browser.SubmitAsync(address, ("Name", theirs)))
        {
            faster.MustLeadTo($"{address}?Done=renamed");
        }

        using var second = await browser.SubmitAsync(form, address, ("Name", mine));

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        var page = await second.ReadHtmlAsync();
        MustRefuse(
            page, mine, $"While you had this page open, somebody named it “{theirs}”. You typed “{mine}”. Save again to put yours in place of theirs.");
        Assert.Equal((1, 0), (await site.CountAsync(kind, theirs), await site.CountAsync(kind, mine)));
        Assert.Empty(await site.AuditAboutAsync(mine));

        using var knowingly = await browser.SubmitAsync(page, address);
        knowingly.MustLeadTo($"{address}?Done=renamed");
        Assert.Equal((0, 1), (await site.CountAsync(kind, theirs), await site.CountAsync(kind, mine)));
    }

    [Theory]
    [InlineData("foods")]
    [InlineData("tags")]
    public async Task What_is_not_there_is_not_found_to_read_nor_to_rename(string kind)
    {
        await using var site = Browser.Behind(sample.Database);
        var browser = await site.BrowseAsAsync(Role.Editor);
        var form = await browser.ReadAsync($"/admin/{kind}/add");

        foreach (var id in (string[])["0", "-1", "2147483647", "99999999999", "x"])
        {
            using var read = await browser.GetAsync($"/admin/{kind}/{id}");
            using var renamed = await browser.SubmitAsync(form, $"/admin/{kind}/{id}", ("Name", Names.New()));
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (read.StatusCode, renamed.StatusCode));
        }
    }

    private static void MustRefuse(IParentNode page, string typed, string problem)
    {
        Assert.Equal(problem, page.QuerySelector(".field-validation-error")!.TextContent.Trim());
        var link = page.QuerySelector("[role=alert] a")!;
        Assert.Equal((problem, "#Name"), (link.TextContent.Trim(), link.GetAttribute("href")));
        var field = page.QuerySelector("#Name")!;
        Assert.Equal(typed, field.GetAttribute("value"));
        Assert.Equal("name-problem", field.GetAttribute("aria-describedby"));
    }
}
