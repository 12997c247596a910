using System.Diagnostics;
using System.Globalization;
using System.Text;
using AngleSharp.Html.Dom;
using Cookbook.Caching.Inspection;
using Cookbook.Web.Caching.Inspection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Web.Diagnostics;

/// <summary>What the toolbar says of the answer: its headers, the page in the cache that it was, and all of one moment.</summary>
public sealed class TellingOfTheAnswer(SampleSite sample) : IClassFixture<SampleSite>
{
    [Fact]
    public async Task The_response_s_headers_are_those_that_were_sent()
    {
        await using var site = sample.WithToolbar();
        using var response = await site.GetAsync("/cookbook/", ("Accept-Encoding", "br"));

        var shown = Table(await site.ReadRecordAsync(response.RecordId()!), "Response header");

        var sent = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .Where(header => header.Key is not ("Date" or "Server" or "Transfer-Encoding"))
            .ToDictionary(header => header.Key, header => header.Value.ToString());
        Assert.Contains("Cache-Status", sent.Keys);
        Assert.Contains("Content-Encoding", sent.Keys);
        Assert.All(sent, header => Assert.Equal(Apart(header.Value), Apart(shown[header.Key])));
    }

    [Fact]
    public async Task The_page_in_the_cache_is_the_one_that_the_inspector_shows()
    {
        await using var site = sample.WithToolbar(("OutputCaching:Jitter", "0"));
        await site.RecordAsync("/recipes/dal-tadka");
        var (_, id) = await site.RecordAsync("/recipes/dal-tadka");
        var page = await site.ReadRecordAsync(id);

        var inspector = site.Services.GetRequiredService<OutputCacheInspector>();
        var entry = (await inspector.FindAsync("/recipes/dal-tadka", TestContext.Current.CancellationToken))!;
        var facts = page.QuerySelectorAll(".cache-facts tr").ToDictionary(row => row.Children[0].TextContent, row => row.Children[1].TextContent);
        Assert.Matches(@"^\d+(\.\d)? m?s$", facts["Age"]);
        Assert.Matches(@"^1[45] min \d+ s unless", facts["Fresh for"]);
        Assert.Matches(@"^(1 d 0 h|23 h 59 min)$", facts["Last good copy for"]);
        Assert.Equal(string.Join(", ", entry.Bodies.Select(body => $"{body.Coding} {Figures.Bytes(body.Bytes)}")), facts["Bytes"]);
        Assert.Equal(
            entry.Tags.Select(tag => Say($"{tag.Name} {(tag.Slot < 0 ? "–" : $"{tag.Slot}")} {tag.Stamp} {tag.Token}")),
            page.QuerySelectorAll(".cache-tags tbody tr").Select(row => string.Join(' ', row.Children.Select(cell => cell.TextContent))));
        Assert.True(entry.Tags.Count > 3);
    }

    [Fact]
    public async Task What_is_said_of_a_request_under_way_is_of_one_moment()
    {
        await using var site = sample.WithToolbar();
        var enough = new TaskCompletionSource();
        site.Pages.Add("/test/busy", async context =>
        {
            await context.Response.Body.FlushAsync();

            // Right below the request, which lets each be seen as soon as it ends.
            Activity.Current = context.Features.GetRequiredFeature<IHttpActivityFeature>().Activity;
            var db = context.RequestServices.GetRequiredService<Cookbook.Data.CookbookDbContext>();
            while (!enough.Task.IsCompleted)
            {
                await db.Database.ExecuteSqlRawAsync("SELECT 1");
            }
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/test/busy");
        request.Headers.Add("Cookie", "a=b");
        using var response = await site.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        try
        {
            for (var i = 0; i < 20; i++)
            {
                var page = await site.ReadAsync($"/toolbar/{response.RecordId()}");
                var shown = page.QuerySelectorAll(".time-line .word").Count(word => word.TextContent == "SQL");
                Assert.Equal((page.Sql(), page.Sql()), (page.QuerySelectorAll(".commands > li").Length, shown));
            }
        }
        finally
        {
            enough.SetResult();
        }
    }

    [Fact]
    public async Task No_document_is_held_back_to_its_end()
    {
        await using var site = sample.WithToolbar();
        var go = new TaskCompletionSource();
        site.Pages.Add("/test/long", async context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync("<!DOCTYPE html><title>Long</title><p>one</p>");
            await context.Response.Body.FlushAsync();
            await go.Task;
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/test/long");
        request.Headers.Add("Cookie", "a=b");
        Array.ForEach(Toolbar.Navigation, header => request.Headers.TryAddWithoutValidation(header.Name, header.Value));

        using var response = await site.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Eventually.Deadline);
        var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var beginning = new byte[15];
        await body.ReadExactlyAsync(beginning, Eventually.Deadline);
        Assert.Equal("<!DOCTYPE html>", Encoding.ASCII.GetString(beginning));
        go.SetResult();

        using var rest = new StreamReader(body);
        Assert.EndsWith("<script type=\"module\" src=\"/toolbar.js\"></script>\n", await rest.ReadToEndAsync(Eventually.Deadline), StringComparison.Ordinal);
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string[] Apart(string values) => values.Split(',', StringSplitOptions.TrimEntries);

    private static Dictionary<string, string> Table(IHtmlDocument page, string title) => page.QuerySelectorAll("table.headers")
        .Single(table => table.QuerySelector("th")!.TextContent == title)
        .QuerySelectorAll("tbody tr")
        .ToDictionary(row => row.QuerySelector("th")!.TextContent, row => row.QuerySelector("td")!.TextContent);
}
