using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Cookbook.Tests.Web;

/// <summary>From the front page along every link.</summary>
public sealed class WalkingTheSite(SampleSite sample) : IClassFixture<SampleSite>
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_link_answers_and_every_page_is_well_made()
    {
        var pages = new Dictionary<string, IHtmlDocument>();
        var seen = new HashSet<string> { "/" };
        var toVisit = new Queue<string>(seen);
        while (toVisit.TryDequeue(out var address))
        {
            using var response = await sample.Shared.GetAsync(address);
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{address} answers {response.StatusCode}");
            Assert.False(response.Headers.Contains("Set-Cookie"), $"{address} sets a cookie");
            if (response.Content.Headers.ContentType?.MediaType != "text/html")
            {
                continue;
            }

            var html = await response.Content.ReadAsStringAsync(CancellationToken);
            var page = await new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocumentAsync(html, CancellationToken);
            pages.Add(address, page);
            Check(address, page);
            foreach (var link in Links(page).Where(seen.Add))
            {
                toVisit.Enqueue(link);
            }
        }

        Assert.Equal(1 + 6 + 60, pages.Count);
        Assert.Equal(60, seen.Count(address => address.StartsWith("/plates/", StringComparison.Ordinal)));
        Assert.Equal(pages.Count, pages.Values.Select(page => page.Title).Distinct().Count());
    }

    /// <summary>Without the part behind #, which must be on the page itself.</summary>
    private static IEnumerable<string> Links(IHtmlDocument page)
    {
        foreach (var element in page.QuerySelectorAll("[href], [src]"))
        {
            var target = element.GetAttribute("href") ?? element.GetAttribute("src")!;
            if (target.StartsWith('#'))
            {
                Assert.NotNull(page.GetElementById(target[1..]));
            }
            else if (target.StartsWith('/') && !target.StartsWith("//", StringComparison.Ordinal))
            {
                yield return target;
            }
            else
            {
                Assert.True(element is IHtmlAnchorElement && target.StartsWith("https://", StringComparison.Ordinal), $"External: {element.OuterHtml}");
            }
        }
    }

    private static void Check(string address, IHtmlDocument page)
    {
        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.False(string.IsNullOrWhiteSpace(page.Title), address);
        Assert.False(string.IsNullOrWhiteSpace(page.QuerySelector("meta[name=description]")?.GetAttribute("content")), address);
        Assert.Equal(address, page.QuerySelector("link[rel=canonical]")?.GetAttribute("href"));
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Single(page.QuerySelectorAll("main"));
        Assert.Empty(page.QuerySelectorAll("script, style, iframe, object, embed, form"));
        Assert.All(page.QuerySelectorAll("img"), image => Assert.NotNull(image.GetAttribute("alt")));
        Assert.All(page.QuerySelectorAll("a"), link => Assert.NotEqual("", link.TextContent.Trim()));
        Assert.DoesNotContain(page.All.SelectMany(element => element.Attributes), attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal));
        Assert.DoesNotContain(page.All, element => element.HasAttribute("style"));
        var ids = page.QuerySelectorAll("[id]").Select(element => element.Id).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(page.QuerySelectorAll("[aria-labelledby]").Select(element => element.GetAttribute("aria-labelledby")).Where(id => !ids.Contains(id)), []);

        var level = 0;
        foreach (var heading in page.QuerySelectorAll("h1, h2, h3, h4, h5, h6"))
        {
            var next = heading.LocalName[1] - '0';
            Assert.True(next <= level + 1, $"{address}: {heading.OuterHtml} follows a heading of level {level}");
            level = next;
        }
    }

    [Fact]
    public async Task The_style_sheet_is_small_stays_for_good_and_asks_nothing_of_others()
    {
        using var page = await sample.Shared.ReadAsync("/");
        var address = page.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;

        using var response = await sample.Shared.GetAsync(address);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/css", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("max-age=31536000, immutable", response.Headers.CacheControl?.ToString());
        var css = await response.Content.ReadAsStringAsync(CancellationToken);
        Assert.InRange(css.Length, 1_000, 20_000);
        Assert.DoesNotContain("@import", css, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", css, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_page_from_before_a_deployment_finds_today_s_style_sheet()
    {
        using var response = await sample.Shared.GetAsync("/site.0ldprint00.css");

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        using var css = await sample.Shared.GetAsync(response.Headers.Location!.ToString());
        Assert.Equal("text/css", css.Content.Headers.ContentType?.MediaType);
    }
}
