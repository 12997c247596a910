using System.Net;
using System.Net.Http.Json;
using AngleSharp.Html.Dom;
using Cookbook.Web.Api;
using Npgsql;

namespace Cookbook.Tests.Web.Admin.Cache;

/// <summary>What an administrator does to the cache: it shows on both replicas, and in the audit log.</summary>
public sealed class ChangingTheCache(InspectedSite inspected) : IClassFixture<InspectedSite>
{
    [Fact]
    public async Task A_page_is_made_stale_by_its_form()
    {
        var (key, other) = (await inspected.AddPageAsync(), await inspected.AddPageAsync());
        var (made, untouched) = (await inspected.MadeAsync(inspected.Site, key), await inspected.MadeAsync(inspected.Site, other));

        using var done = await SubmitAsync($"/admin/cache/entry?key={Uri.EscapeDataString(key)}", "Make it stale");

        Assert.Equal(HttpStatusCode.Found, done.StatusCode);
        var page = await inspected.Administrator.ReadAsync(done.Headers.Location!.OriginalString);
        Assert.Contains("The page is stale", page.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("by hand", page.QuerySelector("dl")!.TextContent, StringComparison.Ordinal);
        await inspected.MustBeMadeAnewAsync(key, made!.Value);
        await inspected.MustBeTheSameAsync(inspected.Site, other, untouched);
        await MustBeLoggedAsync($"made the cached page {key} stale");
    }

    [Fact]
    public async Task A_page_is_made_stale_by_the_API()
    {
        var key = await inspected.AddPageAsync();
        var made = await inspected.MadeAsync(inspected.Site, key);

        using var done = await PostAsync(new { key });

        Assert.Equal(HttpStatusCode.NoContent, done.StatusCode);
        using (var next = await inspected.Site.GetAsync(key))
        {
            Assert.StartsWith("cookbook; fwd=stale", next.Headers.GetValues("Cache-Status").Single(), StringComparison.Ordinal);
        }

        await inspected.MustBeMadeAnewAsync(key, made!.Value);
        await MustBeLoggedAsync($"made the cached page {key} stale");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_tag_is_made_stale(bool byForm)
    {
        var key = await inspected.AddPageAsync();
        var entry = (await inspected.EntryAsync(inspected.Site, key))!;
        var tag = entry.Page.Tags.First(tag => tag.Name.StartsWith("recipe:", StringComparison.Ordinal)).Name;

        using var done = byForm ? await SubmitAsync("/admin/cache", "Make the tag stale", ("Tag", $" {tag} ")) : await PostAsync(new { tag });

        Assert.Equal(byForm ? HttpStatusCode.Found : HttpStatusCode.NoContent, done.StatusCode);
        if (byForm)
        {
            Assert.Contains(tag, (await inspected.Administrator.ReadAsync(done.Headers.Location!.OriginalString)).QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        }

        var stale = (await inspected.EntryAsync(inspected.Site, key))!.Page;
        Assert.Equal((false, tag), (stale.IsCurrent, stale.Tags.Single(tag => tag.IsCurrent == false).Name));
        await inspected.MustBeMadeAnewAsync(key, entry.Page.Made);
        await MustBeLoggedAsync($"made the tag {tag} stale");
    }

    [Fact]
    public async Task Everything_is_made_stale_by_the_API()
    {
        var keys = new[] { await inspected.AddPageAsync(), await inspected.AddPageAsync() };
        var made = await inspected.MadeAsync(inspected.Site, keys[1]);

        using var done = await PostAsync(new { everything = true });

        Assert.Equal(HttpStatusCode.NoContent, done.StatusCode);
        foreach (var key in keys)
        {
            Assert.True(await inspected.IsInRedisAsync(key));
            await inspected.MustBeMadeAnewAsync(key, made!.Value);
        }

        await MustBeLoggedAsync("emptied the cache");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_page_is_deleted(bool byForm)
    {
        var (key, other) = (await inspected.AddPageAsync(), await inspected.AddPageAsync());
        var made = await inspected.MadeAsync(inspected.Site, key);
        var confirmation = $"/admin/cache/entry/delete?key={Uri.EscapeDataString(key)}";
        Assert.NotNull((await inspected.Administrator.ReadAsync($"/admin/cache/entry?key={Uri.EscapeDataString(key)}")).QuerySelector($"a[href='{confirmation}']"));

        using var done = byForm
            ? await SubmitAsync(confirmation, "Delete the page")
            : await inspected.Administrator.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"/api/cache/entry?key={Uri.EscapeDataString(key)}"));

        Assert.Equal(byForm ? HttpStatusCode.Found : HttpStatusCode.NoContent, done.StatusCode);
        Assert.False(await inspected.IsInRedisAsync(key));
        Assert.True(await inspected.IsInRedisAsync(other));
        Assert.Null(await inspected.EntryAsync(inspected.Site, key));
        var gone = await inspected.Administrator.ReadAsync($"/admin/cache/entry?key={Uri.EscapeDataString(key)}", HttpStatusCode.NotFound);
        Assert.Contains("may have been deleted", gone.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        await inspected.MustBeMadeAnewAsync(key, made!.Value);
        await MustBeLoggedAsync($"deleted the cached page {key}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Everything_is_deleted_and_what_others_keep_in_Redis_stays(bool byForm)
    {
        var key = await inspected.AddPageAsync();
        var made = await inspected.MadeAsync(inspected.Site, key);
        await using var stranger = Browser.Behind(inspected.Database, inspected.Redis);
        await stranger.ReadAsync("/");
        await using var strangers = await RedisKeys.OpenAsync(inspected.Redis, stranger);
        await strangers.HasPagesAsync(1);

        using var done = byForm
            ? await SubmitAsync("/admin/cache/delete", "Delete everything")
            : await inspected.Administrator.SendAsync(new HttpRequestMessage(HttpMethod.Delete, "/api/cache/entries"));

        if (byForm)
        {
            var page = await inspected.Administrator.ReadAsync(done.Headers.Location!.OriginalString);
            Assert.Contains("The cache is empty", page.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        }
        else
        {
            Assert.True((await done.Content.ReadFromJsonAsync<DeletedAnswer>(TestContext.Current.CancellationToken))!.Deleted >= 1);
        }

        Assert.Empty(await inspected.Keys.AllAsync());
        Assert.Single(await strangers.AllAsync());
        Assert.Null(await inspected.EntryAsync(inspected.Site, key));
        await inspected.MustBeMadeAnewAsync(key, made!.Value);
        Assert.Contains(await inspected.Site.AuditOfAsync(inspected.AdministratorsAddress), action => action.StartsWith("deleted everything from the cache: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_last_good_copy_outlives_being_made_stale_and_not_being_deleted()
    {
        await using var line = Line.ToPostgres(inspected.Database);
        await using var site = Browser.Behind(line.ConnectionString, inspected.Redis);
        var browser = await site.BrowseAsAsync(Cookbook.Data.Accounts.Role.Administrator);
        await site.ReadAsync("/");
        await site.ReadAsync("/cookbook/");
        using var stale = await PostAsync(browser, new { key = "/" });
        using var deleted = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Delete, "/api/cache/entry?key=%2Fcookbook%2F%3F"));
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (stale.StatusCode, deleted.StatusCode));

        await line.CutAsync();

        using var copy = await site.GetAsync("/");
        using var none = await site.GetAsync("/cookbook/");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (copy.StatusCode, none.StatusCode));
        Assert.Contains("stale-if-error", copy.Headers.GetValues("Cache-Status").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_address_is_cut_between_two_characters()
    {
        var start = $"/{new string('x', 398 - Names.New().Length)}{Names.New()}";

        using var done = await PostAsync(new { key = $"{start}%F0%9F%8D%B2soup" });

        Assert.Equal(HttpStatusCode.NoContent, done.StatusCode);
        await MustBeLoggedAsync($"made the cached page {start}… stale");
    }

    /// <summary>A constraint of the database stands for a Postgres that fails between the two.</summary>
    [Fact]
    public async Task What_was_done_and_could_not_be_written_down_is_said()
    {
        var key = await inspected.AddPageAsync();
        var tag = (await inspected.EntryAsync(inspected.Site, key))!.Page.Tags.First(tag => tag.Name.StartsWith("recipe:", StringComparison.Ordinal)).Name;
        await RefuseToWriteDownAsync(tag);

        using var done = await PostAsync(new { tag });
        using var again = await SubmitAsync("/admin/cache", "Make the tag stale", ("Tag", tag));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json"), (done.StatusCode, done.Content.Headers.ContentType?.MediaType));
        Assert.Contains($"made the tag {tag} stale", await done.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var errors = (await again.ReadHtmlAsync()).QuerySelector(".errors")!.TextContent;
        Assert.Contains("It was not written down", errors, StringComparison.Ordinal);
        Assert.Contains($"made the tag {tag} stale", errors, StringComparison.Ordinal);
        Assert.False((await inspected.EntryAsync(inspected.Site, key))!.Page.IsCurrent);
        Assert.Contains(inspected.Site.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains($"made the tag {tag} stale", StringComparison.Ordinal));
        Assert.DoesNotContain(await inspected.Site.AuditOfAsync(inspected.AdministratorsAddress), action => action.Contains(tag, StringComparison.Ordinal));
    }

    private async Task RefuseToWriteDownAsync(string tag)
    {
        await using var connection = new NpgsqlConnection(inspected.Database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
#pragma warning disable CA2100 // A constraint takes no parameters, and the tag is of a recipe's number.
        await using var refuse = new NpgsqlCommand($"ALTER TABLE audit_entry ADD CHECK (action <> 'made the tag {tag} stale') NOT VALID", connection);
#pragma warning restore CA2100
        await refuse.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private async Task MustBeLoggedAsync(string action) => Assert.Contains(action, await inspected.Site.AuditOfAsync(inspected.AdministratorsAddress));

    private Task<HttpResponseMessage> PostAsync(object what) => PostAsync(inspected.Administrator, what);

    private static Task<HttpResponseMessage> PostAsync(Browser browser, object what) =>
        browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/api/cache/stale") { Content = JsonContent.Create(what) });

    /// <summary>Of a page's forms, the one with this button.</summary>
    private async Task<HttpResponseMessage> SubmitAsync(string address, string button, params (string Name, string Value)[] fields)
    {
        var page = await inspected.Administrator.ReadAsync(address);
        var form = page.QuerySelectorAll("main form").OfType<IHtmlFormElement>().Single(form => form.QuerySelector("button")!.TextContent == button);
        return await inspected.Administrator.SendAsync(new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("action") is { Length: > 0 } action ? action : address)
        {
            Content = new FormUrlEncodedContent(
            [
                new("__RequestVerificationToken", form.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!),
                .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)),
            ]),
        });
    }
}
