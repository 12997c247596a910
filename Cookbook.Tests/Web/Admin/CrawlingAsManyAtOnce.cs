using System.Collections.Concurrent;
using System.Net;
using AngleSharp.Html.Parser;
using Cookbook.Data.Accounts;

namespace Cookbook.Tests.Web.Admin;

/// <summary>
/// Two who are signed in and one who is not crawl every address at the same time, on two replicas, each with a mark of their own in all
/// that a browser sends: no body, no header and no cookie carries another's.
/// </summary>
public sealed class CrawlingAsManyAtOnce(SampleSite sample) : IClassFixture<SampleSite>
{
    private const int Rounds = 2;

    /// <summary>Addresses of the admin site in a round: hundreds of foods have pages that are alike.</summary>
    private const int AdminPages = 80;

    [Fact]
    public async Task Nobody_sees_what_is_another_s()
    {
        await using var one = Browser.Behind(sample.Database, sample.Redis);
        await using var other = Browser.Behind(sample.Database, sample.Redis, ("OutputCaching:Prefix", one.Prefix));
        var visitors = new List<Visitor>
        {
            await SignInAsync(one, Role.Administrator),
            await SignInAsync(one, Role.Viewer),
            new("nobody", new Browser(one), "canary-anonymous"),
        };

        // What both show to everybody who may see it: who did what last. Nobody does anything while they crawl.
        var problems = new ConcurrentBag<string>();
        var pages = new ConcurrentDictionary<string, int>();
        await Task.WhenAll(visitors.SelectMany(visitor => new[] { visitor, visitor with { Browser = visitor.Browser.At(other) } })
            .Select(visitor => CrawlAsync(visitor, [.. visitors.Where(another => another.Mark != visitor.Mark)], pages, problems)));

        Assert.Empty(problems);
        Assert.InRange(pages.Count(page => !IsAdmin(page.Key)), 60, int.MaxValue);
        Assert.InRange(pages.Count(page => IsAdmin(page.Key)), 60, int.MaxValue);
    }

    private static async Task<Visitor> SignInAsync(WebSite site, string role)
    {
        var (email, browser) = (await site.AddAccountAsync(role), new Browser(site));
        await browser.MustSignInAsync(email, Accounts.Password);
        return new Visitor(email, browser, $"canary-{role.ToLowerInvariant()}");
    }

    private static async Task CrawlAsync(Visitor visitor, List<Visitor> others, ConcurrentDictionary<string, int> pages, ConcurrentBag<string> problems)
    {
        var parser = new HtmlParser();
        for (var round = 0; round < Rounds; round++)
        {
            var (seen, toVisit) = (new HashSet<string> { "/", "/admin" }, new Queue<string>(["/", "/admin"]));
            while (toVisit.TryDequeue(out var address))
            {
                using var response = await visitor.Browser.SendAsync(Request(address, visitor.Mark));
                var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                pages.AddOrUpdate(address, 1, (_, count) => count + 1);
                var headers = response.Headers.Concat(response.Content.Headers).SelectMany(header => header.Value).ToList();
                foreach (var another in others)
                {
                    var isForAll = visitor.IsSignedIn && IsAboutAccounts(address);
                    if (headers.Append(body).Any(text => text.Contains(another.Mark, StringComparison.OrdinalIgnoreCase)
                        || (!isForAll && another.IsSignedIn && text.Contains(another.Email, StringComparison.OrdinalIgnoreCase))))
                    {
                        problems.Add($"{visitor.Email} sees {another.Email} at {address}");
                    }
                }

                if (response.StatusCode is HttpStatusCode.OK && response.Content.Headers.ContentType?.MediaType == "text/html")
                {
                    var page = parser.ParseDocument(body);
                    var shown = page.QuerySelector("nav[aria-label=Admin] a[href='/admin/account']")?.TextContent;
                    if (shown is not null && shown != visitor.Email)
                    {
                        problems.Add($"{visitor.Email} is {shown} at {address}");
                    }

                    foreach (var link in page.QuerySelectorAll("a[href^='/']").Select(link => link.GetAttribute("href")!.Split('#')[0]))
                    {
                        if ((!IsAdmin(link) || seen.Count(IsAdmin) < AdminPages) && seen.Add(link))
                        {
                            toVisit.Enqueue(link);
                        }
                    }
                }
            }
        }
    }

    /// <summary>With the visitor's mark wherever a careless page might take it from.</summary>
    private static HttpRequestMessage Request(string address, string mark) => new(HttpMethod.Get, $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}utm_source={mark}")
    {
        Headers =
        {
            { "User-Agent", mark }, { "Referer", $"https://example.com/{mark}" }, { "Accept-Language", mark }, { "X-Requested-With", mark },
            { "Origin", $"https://{mark}.example" },
        },
    };

    private static bool IsAdmin(string address) => address.StartsWith("/admin", StringComparison.Ordinal);

    private static bool IsAboutAccounts(string address) =>
        address.Split('?')[0] is "/admin" or "/admin/log" || address.StartsWith("/admin/accounts", StringComparison.Ordinal)
        || address.EndsWith("/history", StringComparison.Ordinal) || address.EndsWith("/deleted", StringComparison.Ordinal);

    private sealed record Visitor(string Email, Browser Browser, string Mark)
    {
        public bool IsSignedIn => Email.Contains('@', StringComparison.Ordinal);
    }
}
