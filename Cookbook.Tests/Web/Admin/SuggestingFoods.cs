using System.Net;
using System.Net.Http.Json;
using Cookbook.Data.Recipes;

namespace Cookbook.Tests.Web.Admin;

/// <summary>Names of foods for what somebody has typed.</summary>
public sealed class SuggestingFoods(AdminSite admin) : IClassFixture<AdminSite>
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_begins_with_it_comes_first_and_the_shorter_before_the_longer()
    {
        var mark = Names.New();
        await AddAsync($"sweet {mark}", $"{mark} flour", $"{mark}", $"{mark} dough", $"salted {mark}", $"a {mark}");

        Assert.Equal([mark, $"{mark} dough", $"{mark} flour", $"a {mark}", $"sweet {mark}", $"salted {mark}"], await SuggestAsync(mark.ToUpperInvariant()));
        Assert.Equal([$"{mark} dough"], await SuggestAsync($"  {mark} d "));
    }

    [Fact]
    public async Task At_most_ten_are_suggested_and_two_foods_of_one_name_once()
    {
        var mark = Names.New();
        await AddAsync([.. Enumerable.Range(10, 12).Select(number => $"{mark} {number}"), $"{mark} 10"]);

        Assert.Equal(Enumerable.Range(10, 10).Select(number => $"{mark} {number}"), await SuggestAsync(mark));
    }

    [Fact]
    public async Task Signs_of_a_pattern_mean_themselves()
    {
        var mark = Names.New();
        await AddAsync($"{mark} 50% cream", $"{mark} a_b", $"{mark} axb", $"{mark} c\\d");

        Assert.Equal([$"{mark} 50% cream"], await SuggestAsync($"{mark} 50%"));
        Assert.Equal([$"{mark} a_b"], await SuggestAsync($"{mark} a_b"));
        Assert.Equal([$"{mark} c\\d"], await SuggestAsync($"{mark} c\\"));
    }

    [Fact]
    public async Task Where_none_contains_it_those_are_suggested_that_begin_alike()
    {
        await AddAsync("zqx plum", "plum zqx");

        Assert.Equal(["zqx plum"], await SuggestAsync("zqxylum"));
        Assert.Empty(await SuggestAsync("qyz"));
    }

    [Fact]
    public async Task A_sign_of_two_characters_is_not_cut_in_two()
    {
        await AddAsync("xz🥕 and more");

        Assert.Equal(["xz🥕 and more"], await SuggestAsync("xz🥕 or less"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?q=")]
    [InlineData("?q=%20")]
    [InlineData("?q=a%00b")]
    [InlineData("?q=256")]
    public async Task Nothing_too_much_and_what_no_name_contains_is_a_bad_request(string query)
    {
        using var response = await admin.Editor.GetAsync($"/admin/foods/suggest{query.Replace("256", new string('a', 256), StringComparison.Ordinal)}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Whoever_may_see_the_admin_site_may_ask_and_nobody_else()
    {
        foreach (var browser in (Browser[])[admin.Administrator, admin.Editor, admin.Viewer])
        {
            using var response = await browser.GetAsync("/admin/foods/suggest?q=a");
            Assert.Equal((HttpStatusCode.OK, true), (response.StatusCode, response.Headers.CacheControl!.NoStore));
        }

        using var refused = await new Browser(admin.Site).GetAsync("/admin/foods/suggest?q=a");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task Asking_takes_one_command_or_two()
    {
        var mark = Names.New();
        await AddAsync(mark);

        Assert.Equal(1, await admin.Site.CommandsAsync(admin.Editor, $"/admin/foods/suggest?q={mark}"));
        Assert.Equal(2, await admin.Site.CommandsAsync(admin.Editor, $"/admin/foods/suggest?q={mark}+and+more"));
    }

    private async Task<string[]> SuggestAsync(string typed)
    {
        using var response = await admin.Viewer.GetAsync($"/admin/foods/suggest?q={Uri.EscapeDataString(typed)}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<string[]>(CancellationToken))!;
    }

    private Task<int> AddAsync(params string[] names) => admin.Site.AskAsync(db =>
    {
        db.Foods.AddRange(names.Select(name => new Food { Name = name }));
        return db.SaveChangesAsync(CancellationToken);
    });
}
