using System.Diagnostics;
using System.Globalization;
using System.Net;
using AngleSharp.Html.Dom;
using Cookbook.Caching.Store;
using Cookbook.Web.Pages.Admin.Cache;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using Role = Cookbook.Data.Accounts.Role;

namespace Cookbook.Tests.Web.Admin.Cache;

/// <summary>
/// The inspector with many pages in Redis, and in Garnet: its list comes at once, and visitors do not notice that somebody looks.
/// <c>COOKBOOK_LONG_TESTS=1</c> takes 100,000 pages and tells the figures; otherwise there are fewer, and only the bounds are checked.
/// </summary>
public sealed class HoldingManyPages(SampleSite sample, ITestOutputHelper output) : IClassFixture<SampleSite>
{
    private static readonly int Many = LongTests.AreOn ? 100_000 : 5_000;

    private static readonly TimeSpan FirstPage = TimeSpan.FromMilliseconds(300);

    private const string First = "/admin/cache/entries?level=redis";

    /// <summary>Pages of the list that a test reads, one after the other.</summary>
    private const int MostTurned = 200;

    /// <summary>What visitors may wait while somebody looks, of what they wait else; and milliseconds besides. In the suite other tests run meanwhile.</summary>
    private static readonly (int Times, int Spare) Slowed = LongTests.AreOn ? (2, 2) : (10, 5);

    /// <summary>Quicker than anybody reads a page of the list. The one who reads shares this process, and its processors, with the site.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    /// <summary>Bytes of the body, which Garnet's 256 MB have room for.</summary>
    private const int ShortBody = 400;

    private static bool IsHostedLocally => typeof(DistributedApplication).Assembly.GetName().Name == "Cookbook.LocalHosting";

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_list_comes_at_once_and_visitors_do_not_notice(bool isGarnet)
    {
        await using var server = await StartAsync(isGarnet);
        var redis = (await server.GetConnectionStringAsync("cache", CancellationToken))!;
        await using var site = Browser.Behind(sample.Database, redis);
        var browser = await site.BrowseAsAsync(Role.Administrator);
        await FillAsync(site, redis, isGarnet);

        // Once, for what a process does only the first time.
        await browser.ReadAsync(First);
        var firstPages = await TimesAsync(20, () => browser.ReadAsync(First));
        var searches = await TimesAsync(10, () => SearchAsync(browser, $"dish-{Many - 7}"));
        var page = await browser.ReadAsync(First);
        Assert.InRange(page.QuerySelectorAll("tbody tr").Length, 50, 60);

        // Visitors of a replica that has no page in its memory: each asks the server in which the list is looked up.
        await using var other = new WebSite(sample.Database, redis, ("OutputCaching:Prefix", site.Prefix), ("OutputCaching:FirstLevelBytes", "0")).Start();
        var (alone, watched) = (await VisitAsync(other, null), await VisitAsync(other, browser));

        output.WriteLine(Say($"{(isGarnet ? "Garnet" : "Redis")}, {Many} pages: first page median {Median(firstPages):0} ms, longest {firstPages[^1]:0} ms; search median {Median(searches):0} ms, longest {searches[^1]:0} ms; pages out of it p50 {At(alone.Times, .5):0.00} ms alone, {At(watched.Times, .5):0.00} ms while {watched.Pages} pages of the list were read; p99 {At(alone.Times, .99):0.00} ms and {At(watched.Times, .99):0.00} ms"));
        Assert.True(Median(firstPages) < FirstPage.TotalMilliseconds, Say($"{Median(firstPages):0} ms"));
        Assert.True(watched.Pages > 0);
        foreach (var part in LongTests.AreOn ? (double[])[.5, .95] : [.5])
        {
            Assert.True(At(watched.Times, part) < (Slowed.Times * At(alone.Times, part)) + Slowed.Spare, Say($"{part}: {At(alone.Times, part):0.00} ms alone, {At(watched.Times, part):0.00} ms"));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task All_are_listed_and_all_are_deleted(bool isGarnet)
    {
        await using var server = await StartAsync(isGarnet);
        var redis = (await server.GetConnectionStringAsync("cache", CancellationToken))!;
        await using var site = Browser.Behind(sample.Database, redis);
        var browser = await site.BrowseAsAsync(Role.Administrator);
        await FillAsync(site, redis, isShort: true);

        var clock = Stopwatch.StartNew();
        var (found, pages, address) = (new HashSet<string>(), 0, First);
        for (; address is not null && pages < MostTurned; pages++)
        {
            var page = await browser.ReadAsync(address);
            found.UnionWith(page.QuerySelectorAll("tbody a").Select(link => link.TextContent));
            address = NextIn(page);
        }

        Assert.True(address is null ? found.Count == Many + 1 : found.Count >= MostTurned * EntriesModel.RowsAPage, Say($"{found.Count} of {Many} were listed on {pages} pages."));
        output.WriteLine(Say($"{(isGarnet ? "Garnet" : "Redis")}: {pages} pages of the list in {clock.Elapsed.TotalSeconds:0.0} s"));
        clock.Restart();

        using var deleted = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Delete, "/api/cache/entries"));

        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        output.WriteLine(Say($"{(isGarnet ? "Garnet" : "Redis")}: {Many} pages deleted in {clock.Elapsed.TotalSeconds:0.0} s"));
        await using var keys = await RedisKeys.OpenAsync(redis, site);
        Assert.Empty(await keys.AllAsync());
    }

    /// <summary>Garnet stands in where Cookbook.LocalHosting finds no Redis.</summary>
    private static async Task<DistributedApplication> StartAsync(bool isGarnet)
    {
        Assert.SkipWhen(isGarnet && !IsHostedLocally, "Aspire's own hosting starts Redis, and no Garnet.");
        var builder = DistributedApplicationTestingBuilder.Create(isGarnet ? ["--LocalHosting:Path="] : []);
        builder.AddRedis("cache");
        var server = await builder.BuildAsync(CancellationToken);
        await server.StartAsync(CancellationToken);
        await server.ResourceNotifications.WaitForResourceHealthyAsync("cache", Eventually.Deadline);
        return server;
    }

    /// <summary>Pages of this site's build: a real one, sealed under other keys.</summary>
    private static async Task FillAsync(WebSite site, string redis, bool isShort)
    {
        await site.ReadAsync("/recipes/dal-tadka");
        var page = (CachedPage)site.Services.GetRequiredService<FirstLevel>().Find("/recipes/dal-tadka")!;
        var kept = isShort ? Shorten(page) : page;
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis);
        var database = connection.GetDatabase();
        var prefix = site.Services.GetRequiredService<SecondLevel>().Prefix;
        foreach (var some in Enumerable.Range(0, Many).Select(number => Say($"/recipes/dish-{number}")).Chunk(500))
        {
            await Task.WhenAll(some.Select(key => database.StringSetAsync(prefix + key, Envelope.Write(key, kept, TimeProvider.System), TimeSpan.FromHours(1))));
        }

        await using var keys = await RedisKeys.OpenAsync(redis, site);
        Assert.True((await keys.AllAsync()).Count >= Many, "The server has not kept all of them.");
    }

    private static CachedPage Shorten(CachedPage page) => new()
    {
        Status = page.Status,
        Headers = page.Headers,
        Vary = page.Vary,
        Bodies = [new PageBody(page.Bodies[0].Coding, page.Bodies[0].Bytes[..ShortBody], page.Bodies[0].ETag)],
        Stamps = page.Stamps,
        Tags = page.Tags,
        Policy = page.Policy,
        Route = page.Route,
        Lifetime = page.Lifetime,
        RenderTime = page.RenderTime,
    };

    /// <summary>Visitors of a cached page, one after the other, while somebody turns the pages of the list or nobody does.</summary>
    /// <returns>What each took, in milliseconds, the shortest first; and how many pages of the list were read.</returns>
    private static async Task<(double[] Times, int Pages)> VisitAsync(WebSite site, Browser? inspector)
    {
        var visitors = LongTests.AreOn ? 20_000 : 1_000;
        using var end = new CancellationTokenSource();
        var inspecting = inspector is null ? Task.FromResult(0) : TurnAsync(inspector, end.Token);
        var times = await TimesAsync(visitors, async () => Assert.True(await site.IsHitAsync("/recipes/dal-tadka")));
        await end.CancelAsync();
        return (times, await inspecting);
    }

    /// <summary>Until it is found: the list gives back what it has after a while, with a link to go on.</summary>
    private static async Task SearchAsync(Browser inspector, string what)
    {
        for (var address = $"/admin/cache/entries?level=redis&q={what}"; ;)
        {
            var page = await inspector.ReadAsync(address);
            if (page.QuerySelector("tbody a") is { } found)
            {
                Assert.EndsWith(what, found.TextContent, StringComparison.Ordinal);
                return;
            }

            address = NextIn(page) ?? throw new InvalidOperationException($"{what} was not found.");
        }
    }

    private static async Task<int> TurnAsync(Browser inspector, CancellationToken end)
    {
        var (pages, address) = (0, First);
        using var turn = new PeriodicTimer(Pace);
        do
        {
            address = NextIn(await inspector.ReadAsync(address)) ?? First;
            pages++;
        }
        while (!end.IsCancellationRequested && await turn.WaitForNextTickAsync(CancellationToken));

        return pages;
    }

    private static async Task<double[]> TimesAsync(int count, Func<Task> what)
    {
        var times = new double[count];
        for (var i = 0; i < count; i++)
        {
            var since = Stopwatch.GetTimestamp();
            await what();
            times[i] = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
        }

        Array.Sort(times);
        return times;
    }

    private static string? NextIn(IHtmlDocument page) =>
        page.QuerySelector("a[rel=next]") is { } next ? $"/admin/cache/entries{next.GetAttribute("href")}" : null;

    private static double Median(double[] sorted) => At(sorted, .5);

    private static double At(double[] sorted, double part) => sorted[(int)(part * (sorted.Length - 1))];

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
