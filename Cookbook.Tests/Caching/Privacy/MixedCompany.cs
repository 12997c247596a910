using System.Security.Claims;
using Cookbook.Tests.Caching.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Caching.Privacy;

/// <summary>Two who are signed in and two who are not ask for every address at once. Each page shows all that it can see of who asks.</summary>
public sealed class MixedCompany(CalmNotes notes) : IClassFixture<CalmNotes>
{
    private static readonly Dictionary<string, (string Name, string Value)[]> Visitors = new()
    {
        ["ada"] = [("Cookie", "session=mark-ada"), ("X-Track", "mark-ada"), ("Referer", "http://mark-ada/")],
        ["grace"] = [("Authorization", "Bearer mark-grace"), ("X-Track", "mark-grace"), ("User-Agent", "mark-grace")],
        ["anonymous"] = [("Accept-Language", "mark-anonymous"), ("X-Track", "mark-anonymous"), ("X-Forwarded-For", "mark-anonymous")],
        ["other"] = [("Accept-Language", "mark-other"), ("X-Track", "mark-other"), ("traceparent", "mark-other")],
    };

    [Fact]
    public async Task No_body_carries_another_s_mark()
    {
        await using var site = await StartAsync(stock: false);

        var foreign = await CrawlAsync(site);

        Assert.Empty(foreign);
    }

    [Fact]
    public async Task On_the_stock_cache_the_same_pages_leak()
    {
        await using var site = await StartAsync(stock: true);

        Assert.NotEmpty(await CrawlAsync(site));
    }

    /// <summary>The marks that somebody else got to see.</summary>
    private static async Task<List<string>> CrawlAsync(NotesSite site)
    {
        var foreign = new List<string>();
        for (var round = 0; round < 3; round++)
        {
            var asked = (
                from address in Enumerable.Range(0, 12)
                from visitor in Visitors.Keys
                orderby (address * 7) + visitor.Length + round
                select (visitor, $"/{(address % 2 == 0 ? "page" : "private")}/{address}?x=mark-{visitor}")).ToList();
            await Parallel.ForEachAsync(asked, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (ask, cancellationToken) =>
            {
                using var response = await site.GetAsync(ask.Item2, Visitors[ask.visitor]);
                var body = await response.Content.ReadAsStringAsync(cancellationToken);
                Assert.True(response.IsSuccessStatusCode, body);
                lock (foreign)
                {
                    foreign.AddRange(Visitors.Keys.Where(other => other != ask.visitor && body.Contains($"mark-{other}", StringComparison.Ordinal))
                        .Select(other => $"{ask.visitor} sees {other} at {ask.Item2}: {response.Header("Cache-Status")}"));

                    // Who is known gets a page of their own, with all that it can see.
                    if (ask.visitor is "ada" or "grace" && !body.Contains($"mark-{ask.visitor}", StringComparison.Ordinal))
                    {
                        foreign.Add($"{ask.visitor} gets everybody's page at {ask.Item2}");
                    }
                }
            });
        }

        return foreign;
    }

    private Task<NotesSite> StartAsync(bool stock)
    {
        return NotesSite.StartAsync(
            notes.Database,
            stock: stock,
            map: app =>
            {
                app.MapPage("/page/{id}", ShowAsync);
                app.MapPage("/private/{id}", context =>
                {
                    context.Response.Headers.CacheControl = "private";
                    return ShowAsync(context);
                });
            },
            between: app => app.Use((HttpContext context, RequestDelegate next) =>
            {
                if (context.Request.Cookies["session"] is { } user)
                {
                    context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, user)], "test"));
                }

                return next(context);
            }),
            configure: services => services.AddHttpContextAccessor(),
            settings: ("OutputCaching:ThrowOnUndeclaredRead", "false"));

        static async Task ShowAsync(HttpContext context)
        {
            await Task.Yield();
            await Pages.WriteAsync(context, string.Join('\n',
            [
                context.Request.QueryString.Value ?? "",
                context.User.Identity?.Name ?? "",
                context.RequestServices.GetRequiredService<IHttpContextAccessor>().HttpContext!.User.Identity?.Name ?? "",
                .. context.Request.Headers.Select(header => $"{header.Key}: {header.Value}"),
                .. context.Request.Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"),
                context.Connection.RemoteIpAddress?.ToString() ?? "",
            ]));
        }
    }
}
