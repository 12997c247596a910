using System.Collections.Concurrent;
using System.Diagnostics;
using Cookbook.Caching;
using Cookbook.Caching.Inspection;
using Cookbook.Caching.Tokens;
using Cookbook.Tests.Caching.Telemetry;
using Cookbook.Tests.Data;
using Cookbook.Tests.MigrationService;
using Cookbook.Tests.Web.Photos;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using StackExchange.Redis;

namespace Cookbook.Tests.Web;

/// <summary>
/// All that is emitted while every kind of request is made: to a site, to a second one that shares its pages and loses Redis and the
/// tokens, and to one without the cache; and while the worker does what it can do.
/// </summary>
public sealed class EveryKindOfRequest(TestServers servers) : IAsyncLifetime
{
    private static readonly Dictionary<string, Func<HttpContext, Task>> Unfit = new()
    {
        ["/test/set-cookie"] = Doing(context => context.Response.Cookies.Append("a", "b")),
        ["/test/antiforgery"] = Doing(context =>
        {
            // Over http antiforgery refuses.
            context.Request.IsHttps = true;
            context.RequestServices.GetRequiredService<IAntiforgery>().GetTokens(context);
        }),
        ["/test/cache-control"] = Doing(context => context.Response.Headers.CacheControl = "private"),
        ["/test/vary"] = Doing(context => context.Response.Headers.Vary = "Accept-Language"),
        ["/test/encoded"] = Doing(context => context.Response.Headers.ContentEncoding = "x-own"),
        ["/test/too-large"] = context => context.Response.WriteAsync(new string('a', 1024 * 1024)),
        ["/test/status"] = Doing(context => context.Response.StatusCode = StatusCodes.Status203NonAuthoritative),
        ["/test/policy"] = Doing(context => context.Features.Get<IOutputCacheFeature>()!.Context.AllowCacheStorage = false),
        ["/test/cut-short"] = Doing(context => context.Response.ContentLength = 100),
        ["/test/exception"] = async context =>
        {
            // So late that no error page can take its place.
            await context.Response.StartAsync();
            throw new InvalidOperationException("The oven is cold.");
        },
    };

    /// <summary>It moves on a little with each look, so that everything takes some time; a minute passes when the test says so.</summary>
    private readonly Caching.Faults.Clock _clock = new() { AutoAdvanceAmount = TimeSpan.FromMicroseconds(1) };

    private readonly ActivityTraceId _trace = ActivityTraceId.CreateRandom();
    private readonly List<Measurements> _measured = [];
    private RecipeDatabase? _database;

    /// <summary>By our meter, on the three sites.</summary>
    internal IReadOnlyList<Measurement> Measured => [.. _measured.SelectMany(site => site.All)];

    /// <summary>What the sites would send to a collector.</summary>
    internal List<MetricSnapshot> Exported { get; } = [];

    /// <summary>Of the requests, and of the renders that they set going in the background.</summary>
    internal IReadOnlyList<Activity> Spans { get; private set; } = [];

    internal IReadOnlyList<Activity> WorkerSpans { get; private set; } = [];

    /// <summary>Above the worker's spans stands this, as would nothing without a test.</summary>
    internal ActivitySpanId AboveTheWorker { get; private set; }

    public async ValueTask InitializeAsync()
    {
        await WorkAsync();
        var photo = (await _database!.UploadAsync(Pictures.Jpeg(700, 350))).Photo!;
        string[] pages = ["/", "/cookbook/", "/recipes/dal-tadka", $"/photos/{photo.Hash}-160.webp"];

        await using var line = Line.ToRedis(servers.Redis);
        await using var site = Start(servers.Redis);
        await using var second = Start(line.ConnectionString, ("OutputCaching:Prefix", site.Prefix), ("OutputCaching:StoreQueue", "1"));
        await using var uncached = Start(null, ("OutputCaching:Enabled", "false"));

        await AskForPagesAsync(site, pages);
        await ShareAsync(site, second, pages);
        await AskUnfitlyAsync(site);
        await InspectAsync(site, uncached);
        await GrowOldAsync(site);
        await BreakAsync(site);
        await LoseRedisAsync(second, line);
        await LoseTokensAsync(second);
        await AskAsync(uncached, "/");

        _measured.ForEach(measured => measured.Observe("breaker.state"));
        Assert.True(site.Services.GetRequiredService<MeterProvider>().ForceFlush());
        foreach (var each in (WebSite[])[site, second, uncached])
        {
            await each.DisposeAsync();
        }

        // Each site's log has the spans of all sites of this process.
        var traces = site.Spans.All.Where(span => span.TraceId == _trace || span.Links.Any(link => link.Context.TraceId == _trace))
            .Select(span => span.TraceId).ToHashSet();
        Spans = [.. site.Spans.All.Concat(second.Spans.All).Where(span => traces.Contains(span.TraceId)).Distinct()];
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Misses and hits in memory, and what the cache keeps out of.</summary>
    private async Task AskForPagesAsync(WebSite site, string[] pages)
    {
        foreach (var page in pages)
        {
            await AskAsync(site, page);
            Assert.EndsWith("detail=l1", await AskAsync(site, page), StringComparison.Ordinal);
            await AskAsync(site, page, ("Accept-Encoding", "br"));
            await AskAsync(site, page, ("If-None-Match", "*"));
            await AskAsync(site, page, ("Cookie", "a=b"));
            await AskAsync(site, page, ("Authorization", "Basic YTpi"));
            await AskAsync(site, page, (TestPages.SignedIn, "ada"));
        }

        await AskAsync(site, "/nowhere");
        await AskAsync(site, "/cookbook/?page=%01");
        await AskAsync(site, HttpMethod.Post, "/");
    }

    /// <summary>Hits in Redis; and one value there that is no page.</summary>
    private async Task ShareAsync(WebSite site, WebSite second, string[] pages)
    {
        await using var redis = await RedisKeys.OpenAsync(servers.Redis, site);
        var keys = await redis.HasPagesAsync(pages.Length);
        await using (var connection = await ConnectionMultiplexer.ConnectAsync(servers.Redis))
        {
            await connection.GetDatabase().StringSetAsync(keys.Single(key => key.Contains("/cookbook/", StringComparison.Ordinal)), "no page");
        }

        foreach (var page in pages)
        {
            await AskAsync(second, page);
        }

        await redis.HasPagesAsync(pages.Length);
    }

    /// <summary>What the inspector asks: for a page that is there, for one that is not, and without the cache.</summary>
    private async Task InspectAsync(WebSite site, WebSite uncached)
    {
        using var asker = new Activity("asker").SetParentId(_trace, ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded).Start();
        foreach (var (asked, address) in ((WebSite, string)[])[(site, "/"), (site, "/cookbook/?page=2"), (uncached, "/")])
        {
            var context = new DefaultHttpContext { Request = { Scheme = "http", Host = new HostString("localhost") } };
            await asked.Services.GetRequiredService<OutputCacheInspector>().AskAsync(address, context.Request, TestContext.Current.CancellationToken);
        }
    }

    private async Task AskUnfitlyAsync(WebSite site)
    {
        foreach (var (address, answer) in Unfit)
        {
            site.Pages.Add(address, answer);
            await AskAsync(site, address);
            await AskAsync(site, address);
        }
    }

    /// <summary>Past its lifetime a page is refreshed in the background; later than that, a visitor waits.</summary>
    private async Task GrowOldAsync(WebSite site)
    {
        _clock.Advance(TimeSpan.FromSeconds(901));
        Assert.EndsWith("detail=stale-while-revalidate", await AskAsync(site, "/"), StringComparison.Ordinal);
        await Eventually.IsTrue("it is refreshed", async () => (await AskAsync(site, "/")).EndsWith("detail=l1", StringComparison.Ordinal));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.StartsWith("cookbook; fwd=stale", await AskAsync(site, "/"), StringComparison.Ordinal);
    }

    /// <summary>A render that throws, one that takes too long, and one that a later one overtakes.</summary>
    private async Task BreakAsync(WebSite site)
    {
        var purge = site.Services.GetRequiredService<OutputCachePurge>();
        var (fails, steps, go) = (false, new SemaphoreSlim(0), new TaskCompletionSource());
        site.Pages.Add("/test/fragile", _ => fails ? throw new InvalidOperationException("The oven is cold.") : Task.CompletedTask);
        site.Pages.Add("/test/slow", async _ =>
        {
            steps.Release();
            await go.Task;
        });
        await AskAsync(site, "/test/fragile");
        fails = true;
        await purge.EverythingAsync(CancellationToken.None);
        for (var i = 0; i < 2; i++)
        {
            Assert.EndsWith("detail=stale-if-error", await AskAsync(site, "/test/fragile"), StringComparison.Ordinal);
        }

        var late = AskAsync(site, "/test/slow");
        Assert.True(await steps.WaitAsync(TimeSpan.FromSeconds(30)));
        _clock.Advance(TimeSpan.FromSeconds(16));
        Assert.EndsWith("detail=timeout", await late, StringComparison.Ordinal);

        var older = AskAsync(site, "/test/slow");
        Assert.True(await steps.WaitAsync(TimeSpan.FromSeconds(30)));
        await purge.EverythingAsync(CancellationToken.None);
        site.Pages.Add("/test/slow", _ => Task.CompletedTask);
        await AskAsync(site, "/test/slow");
        go.SetResult();
        Assert.EndsWith("detail=overtaken", await older, StringComparison.Ordinal);
    }

    /// <summary>Redis falls silent while six pages are rendered: one is on its way there, one waits, four find no room.</summary>
    private async Task LoseRedisAsync(WebSite site, Line line)
    {
        var (steps, go) = (new SemaphoreSlim(0), new TaskCompletionSource());
        var answers = Enumerable.Range(0, 6).Select(page =>
        {
            var address = string.Create(null, $"/test/page-{page}");
            site.Pages.Add(address, async _ =>
            {
                steps.Release();
                await go.Task;
            });
            return AskAsync(site, address);
        }).ToList();
        for (var i = 0; i < answers.Count; i++)
        {
            Assert.True(await steps.WaitAsync(TimeSpan.FromSeconds(30)));
        }

        line.Hold();
        go.SetResult();
        Assert.All(await Task.WhenAll(answers), answer => Assert.EndsWith("; stored", answer, StringComparison.Ordinal));
        await Eventually.IsTrue("Redis is left alone", () => _measured[1].Observe("breaker.state") == 1);
    }

    /// <summary>While the tokens are in doubt, those that are asked for are read; a page that finds others while it renders cannot be kept.</summary>
    private async Task LoseTokensAsync(WebSite site)
    {
        site.Services.GetRequiredService<TokenBook>().Doubt();
        site.Pages.Add("/test/tokens", context => context.Features.Get<IOutputCacheFeature>()!.Context.Tags.Add("found:1"));
        Assert.EndsWith("detail=tokens", await AskAsync(site, "/test/tokens"), StringComparison.Ordinal);
        Assert.Equal("cookbook; fwd=bypass; detail=tokens", await AskAsync(site, "/test/tokens"));
    }

    /// <summary>What the worker does at a start, and by hand; a fixture with a fault too.</summary>
    private async Task WorkAsync()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var test = new Activity("test").Start();
        AboveTheWorker = test.SpanId;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Cookbook.MigrationService",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var database = await servers.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        var worker = new Worker(database) { Seed = "sample", Input = "Once upon a time, 42 pans\n" };
        (await worker.RunAsync()).MustSucceed();
        (await worker.RunAsync("createsuperuser", "--email", "cook@example.com")).MustSucceed();
        (await worker.RunAsync("generate", "--recipes", "20")).MustSucceed();
        (await worker.LoadAsync(Json.Fixture(Json.Ingredient(1, 999, 999)))).MustFail("999");
        WorkerSpans = [.. ended.Where(span => span.TraceId == test.TraceId)];
        _database = new RecipeDatabase(database);
    }

    private WebSite Start(string? redis, params (string Key, string Value)[] settings)
    {
        (string, string)[] always = [("OutputCaching:Jitter", "0"), ("OutputCaching:ThrowOnUndeclaredRead", "false")];
        var site = new WebSite(_database!.ConnectionString, redis, [.. always, .. settings])
        {
            Adjust = services =>
            {
                services.AddSingleton<TimeProvider>(_clock);
                services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddInMemoryExporter(Exported));
            },
        }.Start();
        _measured.Add(new Measurements(site.Services));
        return site;
    }

    private Task<string> AskAsync(WebSite site, string address, params (string Name, string Value)[] headers) =>
        AskAsync(site, HttpMethod.Get, address, headers);

    /// <returns>Cache-Status.</returns>
    private async Task<string> AskAsync(WebSite site, HttpMethod method, string address, params (string Name, string Value)[] headers)
    {
        using var response = await site.SendAsync(method, address, [("traceparent", $"00-{_trace}-{ActivitySpanId.CreateRandom()}-01"), .. headers]);
        return Assert.Single(response.Headers.GetValues("Cache-Status"));
    }

    private static Func<HttpContext, Task> Doing(Action<HttpContext> answer) => context =>
    {
        answer(context);
        return Task.CompletedTask;
    };
}
