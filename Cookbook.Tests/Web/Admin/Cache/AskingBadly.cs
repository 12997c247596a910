using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;

namespace Cookbook.Tests.Web.Admin.Cache;

/// <summary>Bad input gets a clear answer that names the field, and changes nothing.</summary>
public sealed class AskingBadly(InspectedSite inspected) : IClassFixture<InspectedSite>
{
    private static readonly string Long = new('x', 3_000);

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> ListsAndEntries => new()
    {
        { "/admin/cache/entries?cursor=nonsense", "no place in the list" },
        { "/admin/cache/entries?cursor=9.0.0", "no place in the list" },
        { "/admin/cache/entries?cursor=-1", "no place in the list" },
        { $"/admin/cache/entries?cursor={Long}", "no place in the list" },
        { "/admin/cache/entries?page=1000000000", "no numbers of pages" },
        { $"/admin/cache/entries?q={Long}", "at most 200 characters" },
        { "/admin/cache/entries?level=disk", "no such list" },
        { "/admin/cache/entry", "enter its key" },
        { "/admin/cache/entry?key=a%20b", "printed ASCII" },
        { "/admin/cache/entry?key=/recipes/cr%C3%A8me", "printed ASCII" },
        { $"/admin/cache/entry?key={Long}", "at most 2,048 characters" },
        { "/admin/cache/entry?key=/x%2500", "address contains control characters" },
        { "/admin/cache/entry/delete?key=/x%250a", "address contains control characters" },
        { "/admin/cache/entry/delete", "enter its key" },
        { $"/admin/cache/entry/delete?key={Long}", "at most 2,048 characters" },
        { "/admin/cache/why?address=", "Enter an address of this site" },
        { "/admin/cache/why?address=cookbook/", "begins with / or with https://" },
        { "/admin/cache/why?address=ftp://127.0.0.1/", "begins with / or with https://" },
        { "/admin/cache/why?address=//evil.example/", "another site" },
        { "/admin/cache/why?address=https://evil.example/cookbook/", "an address of evil.example" },
        { $"/admin/cache/why?address=/{Long}", "at most 2,048 characters" },
    };

    [Theory]
    [MemberData(nameof(ListsAndEntries))]
    public async Task A_page_says_what_is_wrong(string address, string says)
    {
        var page = await inspected.Administrator.ReadAsync(address, HttpStatusCode.BadRequest);

        Assert.Contains(says, page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/admin/cache/entry?key=/recipes/no-such-page")]
    [InlineData("/admin/cache/entry/delete?key=/recipes/no-such-page")]
    public async Task There_is_no_such_page(string address)
    {
        var page = await inspected.Administrator.ReadAsync(address, HttpStatusCode.NotFound);

        Assert.Contains("There is no page of this key", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/admin/cache/entries?q=a%00b")]
    [InlineData("/admin/cache/entries?cursor=%07")]
    [InlineData("/admin/cache/entry?key=%1e")]
    [InlineData("/admin/cache/why?address=/%0d%0aX")]
    [InlineData("/api/cache/entries?search=a%00b")]
    [InlineData("/api/cache/entry?key=%1e")]
    [InlineData("/api/cache/why?address=/%7f")]
    public async Task An_address_with_control_characters_is_none(string address)
    {
        using var response = await inspected.Administrator.GetAsync(address);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(address.StartsWith("/api", StringComparison.Ordinal) ? "application/problem+json" : "text/html", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("", "Enter a tag")]
    [InlineData("  ", "Enter a tag")]
    [InlineData("a\u0007b", "control characters")]
    [InlineData("{long}", "at most 512 characters")]
    public async Task A_tag_that_is_none_is_refused_beside_its_field(string tag, string says)
    {
        var page = await inspected.Administrator.ReadAsync("/admin/cache");
        var form = page.QuerySelectorAll("main form").OfType<IHtmlFormElement>().Single(form => form.QuerySelector("#Tag") is not null);

        using var response = await inspected.Administrator.SendAsync(new HttpRequestMessage(HttpMethod.Post, form.GetAttribute("action"))
        {
            Content = new FormUrlEncodedContent(
            [
                new("__RequestVerificationToken", form.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!),
                new("Tag", tag.Replace("{long}", Long, StringComparison.Ordinal)),
            ]),
        });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var refused = await response.ReadHtmlAsync();
        Assert.Contains(says, refused.QuerySelector("form .field-validation-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("true", refused.QuerySelector("#Tag")!.GetAttribute("aria-invalid"));
        Assert.Equal("#Tag", refused.QuerySelector(".errors a")!.GetAttribute("href"));
        Assert.Equal("Nothing was changed", refused.QuerySelector(".errors h2")!.TextContent);
    }

    public static TheoryData<string, string> Calls => new()
    {
        { "entries?level=disk", "level" },
        { $"entries?search={Long}", "search" },
        { "entries?cursor=nonsense", "cursor" },
        { $"entries?cursor={Long}", "cursor" },
        { "entries?count=0", "count" },
        { "entries?count=201", "count" },
        { "entries?count=-1", "count" },
        { "entries?count=1000000000000", "count" },
        { "entries?count=many", "count" },
        { "entry", "key" },
        { "entry?key=", "key" },
        { "entry?key=%20", "key" },
        { "entry?key=/x%2500", "key" },
        { $"entry?key={Long}", "key" },
        { "response", "key" },
        { $"response?key={Long}", "key" },
        { "why", "address" },
        { "why?address=https://evil.example/", "address" },
        { "why?address=cookbook", "address" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task The_API_names_the_field(string call, string field)
    {
        using var response = await inspected.Administrator.GetAsync($"/api/cache/{call}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        await MustNameAsync(response, field);
    }

    [Theory]
    [InlineData("{}", "")]
    [InlineData("""{"everything":false}""", "")]
    [InlineData("""{"key":"/","tag":"recipes"}""", "")]
    [InlineData("""{"key":"/","everything":true}""", "")]
    [InlineData("""{"key":""}""", "key")]
    [InlineData("""{"key":"a b"}""", "key")]
    [InlineData("""{"key":"/x%00"}""", "key")]
    [InlineData("""{"key":"/x%c2%85"}""", "key")]
    [InlineData("""{"tag":" "}""", "tag")]
    [InlineData("""{"tag":"a\u0000b"}""", "tag")]
    [InlineData("""{"tag":"\ud800"}""", "tag")]
    public async Task Exactly_one_thing_is_made_stale(string json, string field)
    {
        using var response = await SendAsync(json);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        if (!json.Contains("ud800", StringComparison.Ordinal))
        {
            await MustNameAsync(response, field);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"key\":7}")]
    [InlineData("{\"key\":")]
    public async Task What_is_not_JSON_or_not_this_is_a_bad_request(string json)
    {
        using var response = await SendAsync(json);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task What_is_not_there_cannot_be_deleted_read_or_handed_out()
    {
        foreach (var (method, call) in ((HttpMethod, string)[])[(HttpMethod.Delete, "entry"), (HttpMethod.Get, "entry"), (HttpMethod.Get, "response")])
        {
            using var response = await inspected.Administrator.SendAsync(new HttpRequestMessage(method, $"/api/cache/{call}?key=/recipes/no-such-page"));
            Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        }
    }

    private Task<HttpResponseMessage> SendAsync(string json) => inspected.Administrator.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/api/cache/stale")
    {
        Content = new StringContent(json, Encoding.UTF8, "application/json"),
    });

    private static async Task MustNameAsync(HttpResponseMessage response, string field)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var errors = (await response.Content.ReadFromJsonAsync<JsonObject>(CancellationToken))!["errors"]!.AsObject();
        Assert.Equal(field, Assert.Single(errors).Key);
    }
}
