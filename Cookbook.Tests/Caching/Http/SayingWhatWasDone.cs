using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Cookbook.Tests.Caching.Http;

/// <summary>Each response says in <c>Cache-Status</c> what the cache did.</summary>
public sealed class SayingWhatWasDone(CalmNotes notes) : IClassFixture<CalmNotes>
{
    [Fact]
    public async Task A_page_is_missed_and_stored_and_then_hit()
    {
        await using var site = await StartAsync(app => app.MapText("/page", "text"), ("OutputCaching:Jitter", "0"));

        using var miss = await site.GetAsync("/page");
        using var hit = await site.GetAsync("/page");

        Assert.Equal("cookbook; fwd=uri-miss; stored", miss.Status());
        Assert.Null(miss.Headers.Age);
        Assert.Matches("^cookbook; hit; ttl=8(99|9[0-9]); detail=l1$", hit.Status());
        Assert.InRange(hit.Headers.Age!.Value.TotalSeconds, 0, 10);
        Assert.Equal(1, site.Gates.RendersOf("/page"));
    }

    [Fact]
    public async Task Age_and_time_to_live_are_told_in_seconds()
    {
        var time = new FakeTimeProvider();
        await using var site = await NotesSite.StartAsync(
            notes.Database, configure: services => services.AddSingleton<TimeProvider>(time), map: app => app.MapText("/page", "text"), settings: ("OutputCaching:Jitter", "0"));
        await site.ReadAsync("/page");

        time.Advance(TimeSpan.FromSeconds(30.5));
        using var hit = await site.GetAsync("/page");
        time.Advance(TimeSpan.FromSeconds(870));
        using var late = await site.GetAsync("/page");

        Assert.Equal("cookbook; hit; ttl=869; detail=l1", hit.Status());
        Assert.Equal("30", hit.Header("Age"));
        Assert.Equal("cookbook; hit; ttl=-1; detail=stale-while-revalidate", late.Status());
        Assert.Equal("900", late.Header("Age"));
    }

    [Fact]
    public async Task Another_replica_hits_in_the_second_level_once()
    {
        var prefix = $"test-{Guid.NewGuid():N}";
        await using var one = await NotesSite.StartAsync(notes.Database, notes.Redis, prefix: prefix, map: Map);
        await using var other = await NotesSite.StartAsync(notes.Database, notes.Redis, prefix: prefix, map: Map);
        await one.ReadAsync("/warm");
        await Eventually.IsTrue("the page is in Redis", async () => (await other.StatusAsync("/warm")).Contains("hit", StringComparison.Ordinal));
        await one.ReadAsync("/page");

        // Stores leave in order and one by one: a page that was stored later is there later.
        await one.ReadAsync("/last");
        await Eventually.IsTrue("the last is in Redis", async () => (await other.StatusAsync("/last")).Contains("hit", StringComparison.Ordinal));

        Assert.Matches("^cookbook; hit; ttl=[0-9]+; detail=l2$", await other.StatusAsync("/page"));
        Assert.Matches("^cookbook; hit; ttl=[0-9]+; detail=l1$", await other.StatusAsync("/page"));
        Assert.Equal(0, other.Gates.RendersOf("/page"));

        static void Map(WebApplication app)
        {
            app.MapText("/warm", "text");
            app.MapText("/page", "text");
            app.MapText("/last", "text");
        }
    }

    [Fact]
    public async Task Who_waits_for_another_s_render_is_collapsed()
    {
        await using var site = await NotesSite.StartAsync(notes.Database);
        site.Gates.Close("before read");

        var first = site.StatusAsync("/notes/1");
        await site.Gates.ReachedAsync("before read");
        var second = site.StatusAsync("/notes/1");
        site.Gates.Open("before read");

        Assert.Equal("cookbook; fwd=uri-miss; stored", await first);
        Assert.Matches("^cookbook; (fwd=uri-miss; collapsed|hit; ttl=[0-9]+; detail=l1)$", await second);
        Assert.Equal(1, site.Gates.RendersOf("/notes/1"));
    }

    [Fact]
    public async Task Answers_without_a_body_say_it_too()
    {
        await using var site = await StartAsync(app => app.MapText("/page", "text"));
        using var miss = await site.GetAsync("/page");
        using var fresh = await site.GetAsync("/page", ("If-None-Match", miss.Header("ETag")!));
        using var head = await site.SendAsync(HttpMethod.Head, "/page");

        Assert.Equal(HttpStatusCode.NotModified, fresh.StatusCode);
        Assert.Matches("^cookbook; hit; ttl=[0-9]+; detail=l1$", fresh.Status());
        Assert.NotNull(fresh.Headers.Age);
        Assert.Matches("^cookbook; hit; ttl=[0-9]+; detail=l1$", head.Status());
        Assert.NotNull(head.Headers.Age);
    }

    public static TheoryData<string, string, string?, string> Bypasses => new()
    {
        { "GET", "/page", "Authorization: Basic YTpi", "cookbook; fwd=bypass; detail=auth" },
        { "GET", "/page", "Cookie: session=1", "cookbook; fwd=bypass; detail=cookie" },
        { "GET", "/page", "Cookie: _ga=1; session=1", "cookbook; fwd=bypass; detail=cookie" },
        { "GET", "/page", "Cookie: _ga=1, session=1", "cookbook; fwd=bypass; detail=cookie" },
        { "GET", "/page", "X-User: ada", "cookbook; fwd=bypass; detail=user" },
        { "HEAD", "/page", "X-User: ada", "cookbook; fwd=bypass; detail=user" },
        { "POST", "/page", null, "cookbook; fwd=method" },
        { "OPTIONS", "/page", null, "cookbook; fwd=method" },
        { "GET", "/plain", null, "cookbook; fwd=bypass; detail=no-policy" },
        { "GET", "/nowhere", null, "cookbook; fwd=bypass; detail=no-policy" },
        { "GET", "/static", null, "cookbook; fwd=bypass; detail=no-policy" },
        { "GET", "/never", null, "cookbook; fwd=bypass; detail=policy" },
        { "GET", "/page%07", null, "cookbook; fwd=bypass; detail=control-characters" },
        { "GET", "/page?x=%1E", null, "cookbook; fwd=bypass; detail=control-characters" },
        { "GET", "/page?x%0d%0a=1", null, "cookbook; fwd=bypass; detail=control-characters" },
    };

    [Theory]
    [MemberData(nameof(Bypasses))]
    public async Task What_the_cache_keeps_out_of_is_a_bypass(string method, string address, string? header, string expected)
    {
        await using var site = await NotesSite.StartAsync(
            notes.Database,
            map: app =>
            {
                app.MapText("/page", "text");
                app.MapCounted("/plain", context => Pages.WriteAsync(context, "plain"));
                app.MapText("/never", "text", policy => policy.NoCache());
            },
            outside: app => app.Use(SignIn),
            between: app => app.Map("/static", files => files.Run(context => Pages.WriteAsync(context, "file"))),
            settings: ("OutputCaching:HarmlessCookies:0", "_ga"));
        var sent = header?.Split(": ") is { } pair ? new[] { (pair[0], pair[1]) } : [];

        // The second time around, the page lies in memory.
        using var cold = await site.SendAsync(new HttpMethod(method), address, sent);
        await site.ReadAsync("/page");
        Assert.Contains("hit", await site.StatusAsync("/page", ("Cookie", "_ga=1; _gat=2")), StringComparison.Ordinal);
        using var warm = await site.SendAsync(new HttpMethod(method), address, sent);

        Assert.Equal(expected, cold.Status());
        Assert.Equal(expected, warm.Status());
        Assert.Equal(cold.StatusCode, warm.StatusCode);
        Assert.Null(warm.Headers.Age);
        Assert.Equal(expected.Contains("control", StringComparison.Ordinal), warm.StatusCode == HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Switched_off_it_says_so()
    {
        await using var site = await StartAsync(app => app.MapText("/page", "text"), ("OutputCaching:Enabled", "false"));

        Assert.Equal("cookbook; fwd=bypass; detail=disabled", await site.StatusAsync("/page"));
        Assert.Equal("cookbook; fwd=bypass; detail=disabled", await site.StatusAsync("/page"));
        Assert.Equal(2, site.Gates.RendersOf("/page"));
    }

    [Theory]
    [InlineData(404, "cookbook; fwd=uri-miss; detail=status", "cookbook; fwd=bypass; detail=status")]
    [InlineData(500, "cookbook; fwd=uri-miss; detail=status", "cookbook; fwd=uri-miss; detail=status")]
    public async Task Errors_say_that_they_were_not_stored(int code, string first, string then)
    {
        await using var site = await StartAsync(app => app.MapPage("/page", context =>
        {
            context.Response.StatusCode = code;
            return Pages.WriteAsync(context, "sorry");
        }));

        using var response = await site.GetAsync("/page");

        Assert.Equal((HttpStatusCode)code, response.StatusCode);
        Assert.Equal("sorry", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(first, response.Status());
        Assert.Equal(then, await site.StatusAsync("/page"));
    }

    [Fact]
    public async Task An_exception_is_a_miss_that_was_not_stored()
    {
        await using var site = await NotesSite.StartAsync(
            notes.Database,
            map: app => app.MapPage("/page", _ => throw new InvalidOperationException("broken")),
            between: app => app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = context => Pages.WriteAsync(context, "sorry") }));

        using var response = await site.GetAsync("/page");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("cookbook; fwd=uri-miss; detail=status", response.Status());
    }

    [Fact]
    public async Task An_exception_that_only_something_around_the_cache_handles_says_so_too()
    {
        await using var site = await NotesSite.StartAsync(
            notes.Database,
            map: app => app.MapPage("/page", _ => throw new InvalidOperationException("broken")),
            outside: app => app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = context => Pages.WriteAsync(context, "sorry") }));

        using var response = await site.GetAsync("/page");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("cookbook; fwd=uri-miss; detail=exception", response.Status());
    }

    [Fact]
    public async Task The_last_good_copy_says_that_it_is_stale()
    {
        var broken = false;
        await using var site = await NotesSite.StartAsync(
            notes.Database,
            map: app => app.MapPage(
                "/page",
                context => broken ? throw new InvalidOperationException("broken") : Pages.WriteAsync(context, "good"),
                policy => policy.Tag("last-good")),
            settings: ("OutputCaching:Jitter", "0"));
        await site.ReadAsync("/page");

        broken = true;
        await site.Services.GetRequiredService<IOutputCacheStore>().EvictByTagAsync("last-good", TestContext.Current.CancellationToken);
        using var stale = await site.GetAsync("/page");
        using var resting = await site.GetAsync("/page");

        Assert.Equal("good", await stale.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("cookbook; hit; ttl=-1; detail=stale-if-error", stale.Status());
        Assert.Equal("cookbook; hit; ttl=-1; detail=stale-if-error", resting.Status());
        Assert.Equal(2, site.Gates.RendersOf("/page"));
    }

    [Fact]
    public async Task An_error_page_that_is_cached_itself_never_takes_the_place_of_the_page()
    {
        var broken = true;
        await using var site = await NotesSite.StartAsync(
            notes.Database,
            map: app =>
            {
                app.MapPage("/page", context => broken ? throw new InvalidOperationException("broken") : Pages.WriteAsync(context, "good"));
                app.MapText("/error", "sorry");
            },
            between: app => app.UseExceptionHandler("/error"));

        using var response = await site.GetAsync("/page");
        broken = false;

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("good", await site.ReadAsync("/page"));
    }

    [Fact]
    public async Task A_cached_error_page_is_not_kept_as_the_page_that_broke()
    {
        var broken = true;
        await using var site = await NotesSite.StartAsync(
            notes.Database,
            map: app =>
            {
                app.MapCounted("/page", context => broken ? throw new InvalidOperationException("broken") : Pages.WriteAsync(context, "good"));
                app.MapText("/error", "sorry");
            },
            between: app => app.UseExceptionHandler("/error"));

        using var response = await site.GetAsync("/page");
        broken = false;

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("good", await site.ReadAsync("/page"));
    }

    [Fact]
    public void What_the_header_may_not_say_fails_these_tests()
    {
        Assert.All(
            (string[])["other; hit", "cookbook", "cookbook; hit; ttl=1; fwd=stale", "cookbook; hit", "cookbook; fwd=why", "cookbook; fwd=stale; ttl=1", "cookbook; fwd=stale;stored"],
            value => Assert.ThrowsAny<Exception>(() => CacheStatus.Parse(value)));
        Assert.Equal(new CacheStatus(true, null, -3, false, false, "l1"), CacheStatus.Parse("cookbook; hit; ttl=-3; detail=l1"));
    }

    /// <summary>Whoever says who they are is believed.</summary>
    private static Task SignIn(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers["X-User"].ToString() is { Length: > 0 } user)
        {
            context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, user)], "test"));
        }

        return next(context);
    }

    private Task<NotesSite> StartAsync(Action<WebApplication> map, params (string Key, string Value)[] settings) =>
        NotesSite.StartAsync(notes.Database, map: map, settings: settings);
}
