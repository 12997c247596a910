using System.Net;
using System.Text;
using Cookbook.Caching.Inspection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Web.Diagnostics;

/// <summary>On the documents that browsers show, and on nothing that is kept.</summary>
public sealed class ShowingTheToolbar(SampleSite sample) : IClassFixture<SampleSite>
{
    private const string Script = "<script type=\"module\" src=\"/toolbar.js\"></script>\n";

    public static TheoryData<string, int> Documents => new()
    {
        { "/", 200 },
        { "/cookbook/", 200 },
        { "/recipes/dal-tadka", 200 },
        { "/admin/login", 200 },
        { "/nowhere", 404 },
        { "/fault", 500 },
        { "/fault/late", 500 },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task A_document_has_the_script_and_is_otherwise_the_same(string address, int status)
    {
        await using var with = Start(Toolbar.On);
        await using var without = Start();
        for (var i = 0; i < 2; i++)
        {
            using var plain = await without.GetAsync(address, Toolbar.Navigation[..2]);
            using var shown = await with.GetAsync(address, Toolbar.Navigation);

            var (expected, html) = (WithoutToken(await ReadAsync(plain)), WithoutToken(await ReadAsync(shown)));
            Assert.Equal((status, status), ((int)plain.StatusCode, (int)shown.StatusCode));
            Assert.Equal(expected + Script, html);
            Assert.Equal(plain.Content.Headers.ContentLength + Script.Length, shown.Content.Headers.ContentLength);
            Assert.NotNull(shown.RecordId());
            Assert.Null(plain.RecordId());
            Assert.Empty(shown.Content.Headers.ContentEncoding);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task What_is_kept_is_the_same_with_the_toolbar_and_without(string coding)
    {
        await using var with = Start(Toolbar.On);
        await using var without = Start();
        foreach (var address in (string[])["/", "/cookbook/", "/recipes/dal-tadka"])
        {
            // A browser with the toolbar is the one that fills the cache.
            using var filling = await with.GetAsync(address, Toolbar.Navigation);
            using var shown = await with.GetAsync(address, ("Accept-Encoding", coding));
            using var plain = await without.GetAsync(address, ("Accept-Encoding", coding));

            Assert.NotNull(shown.Headers.Age);
            Assert.Equal(await plain.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), await shown.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
            Assert.Equal(plain.Headers.ETag, shown.Headers.ETag);
            Assert.Equal(plain.Content.Headers.ContentLength, shown.Content.Headers.ContentLength);
        }

        await using var redis = await RedisKeys.OpenAsync(sample.Redis, with);
        await redis.HasPagesAsync(3);
        var shared = await with.Services.GetRequiredService<OutputCacheInspector>().SharedAsync(null, null, 10, TestContext.Current.CancellationToken);
        foreach (var entry in shared.Entries)
        {
            var kept = await with.Services.GetRequiredService<OutputCacheInspector>().ReadAsync(entry.Key.Text, TestContext.Current.CancellationToken);
            Assert.DoesNotContain("toolbar", Encoding.UTF8.GetString(kept!.Body.Span), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(entry.Headers, header => header.Key == "Server-Timing");
        }
    }

    [Fact]
    public async Task A_browser_that_has_the_document_is_told_so()
    {
        await using var site = Start(Toolbar.On);
        using var first = await site.GetAsync("/cookbook/", Toolbar.Navigation);
        using var plain = await site.GetAsync("/cookbook/");
        var tag = first.Headers.ETag!.ToString();
        Assert.Equal(plain.Headers.ETag!.ToString().TrimEnd('"') + "-toolbar\"", tag);

        using var again = await site.GetAsync("/cookbook/", [("If-None-Match", tag), .. Toolbar.Navigation]);
        using var other = await site.GetAsync("/cookbook/", [("If-None-Match", plain.Headers.ETag!.ToString()), .. Toolbar.Navigation]);
        using var program = await site.GetAsync("/cookbook/", ("If-None-Match", tag));

        Assert.Equal((HttpStatusCode.NotModified, tag), (again.StatusCode, again.Headers.ETag!.ToString()));
        Assert.NotNull(again.RecordId());
        Assert.NotEqual(first.RecordId(), again.RecordId());
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.Contains(Script, await ReadAsync(other), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, program.StatusCode);
    }

    [Theory]
    [InlineData("Accept", "*/*")]
    [InlineData("Accept", "application/json")]
    public async Task What_programs_fetch_has_no_script(string name, string value)
    {
        await using var site = Start(Toolbar.On);

        using var program = await site.GetAsync("/cookbook/", (name, value));
        using var script = await site.GetAsync("/cookbook/", ("Accept", "text/html"), ("Sec-Fetch-Mode", "cors"));
        using var head = await site.SendAsync(HttpMethod.Head, "/cookbook/", Toolbar.Navigation[..2]);

        Assert.DoesNotContain(Script, await ReadAsync(program), StringComparison.Ordinal);
        Assert.DoesNotContain(Script, await ReadAsync(script), StringComparison.Ordinal);
        Assert.Equal(program.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("/plates/dal-tadka.svg")]
    [InlineData("/site.css")]
    [InlineData("/toolbar")]
    public async Task Nor_has_what_is_no_document_or_is_the_toolbar_itself(string address)
    {
        await using var site = Start(Toolbar.On);

        using var response = await site.GetAsync(address, Toolbar.Navigation[..2]);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotContain("/toolbar.js", await ReadAsync(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_of_many_parts_is_whole()
    {
        await using var site = Start(Toolbar.On);
        site.Pages.Add("/test/parts", async context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync("<!DOCTYPE html><title>Parts</title><body><p>one</p>");
            await context.Response.Body.FlushAsync();
            await context.Response.WriteAsync("<p>two</p></body>");
        });

        using var response = await site.GetAsync("/test/parts", [("Cookie", "a=b"), .. Toolbar.Navigation]);

        Assert.Equal($"<!DOCTYPE html><title>Parts</title><body><p>one</p><p>two</p></body>1{Script}", await ReadAsync(response));
    }

    [Fact]
    public async Task A_long_document_is_whole()
    {
        const int length = 9_000_000;
        await using var site = Start(Toolbar.On);
        var paragraph = new string('x', 10_000);
        site.Pages.Add("/test/long", async context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            for (var written = 0; written < length; written += paragraph.Length)
            {
                await context.Response.WriteAsync(paragraph);
            }

            await context.Response.WriteAsync("</body>");
        });

        using var response = await site.GetAsync("/test/long", [("Cookie", "a=b"), .. Toolbar.Navigation]);

        var html = await ReadAsync(response);
        Assert.Equal(length + Script.Length + "</body>1".Length, html.Length);
        Assert.EndsWith($"x</body>1{Script}", html, StringComparison.Ordinal);
        Assert.Equal(-1, html.AsSpan(0, length).IndexOfAnyExcept('x'));
    }

    [Fact]
    public async Task A_document_that_breaks_off_is_cut_short_as_without()
    {
        await using var site = Start(Toolbar.On);
        site.Pages.Add("/test/broken", async context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync("<!DOCTYPE html><title>Broken</title><body><p>one</p>");
            await context.Response.Body.FlushAsync();
            throw new InvalidOperationException("burnt onions");
        });

        await Assert.ThrowsAsync<HttpRequestException>(() => site.GetAsync("/test/broken", [("Cookie", "a=b"), .. Toolbar.Navigation]));
    }

    [Fact]
    public async Task The_toolbar_sets_no_cookies_and_is_kept_by_nobody()
    {
        await using var site = Start(Toolbar.On);
        var (_, id) = await site.RecordAsync("/cookbook/");

        foreach (var address in (string[])["/toolbar", $"/toolbar/{id}", $"/toolbar/{id}/sql/1", $"/toolbar/compare?before={id}&after={id}"])
        {
            using var response = await site.GetAsync(address);

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.False(response.Headers.Contains("Set-Cookie"));
            Assert.True(response.Headers.CacheControl!.NoStore);
            Assert.Null(response.RecordId());
        }
    }

    private WebSite Start(params (string Key, string Value)[] settings)
    {
        var site = new WebSite(sample.Database, sample.Redis, settings) { Environment = "Development" };
        site.Pages.Add("/fault", _ => throw new InvalidOperationException("burnt onions"));
        site.Pages.Add("/fault/late", async context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync("<p>half a page");
            throw new InvalidOperationException("burnt onions");
        });
        return site.Start();
    }

    private static Task<string> ReadAsync(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    /// <summary>A form's token is another each time.</summary>
    private static string WithoutToken(string html)
    {
        const string name = "name=\"__RequestVerificationToken\" type=\"hidden\" value=\"";
        while (html.IndexOf(name, StringComparison.Ordinal) is >= 0 and var start)
        {
            html = html.Remove(start, html.IndexOf('"', start + name.Length) - start);
        }

        return html;
    }
}
