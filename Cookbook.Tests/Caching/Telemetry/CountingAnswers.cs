using Cookbook.Caching.Tokens;
using Cookbook.Tests.Caching.Http;
using Cookbook.Tests.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Caching.Telemetry;

/// <summary>The metrics add up to what the responses said.</summary>
public sealed class CountingAnswers(CalmNotes calm, TestServers servers) : IClassFixture<CalmNotes>
{
    [Fact]
    public async Task The_answers_that_are_counted_are_those_that_were_given()
    {
        var (told, measured) = await CountAsync();

        Assert.Equal(Told(told), Counted(measured));
        Assert.All(
            told.Where(status => status.Detail is not null).CountBy(status => status.Detail!),
            pair => Assert.Equal(pair.Value, measured.Of("requests").Count(one => one.Tag("reason") == pair.Key)));

        // Few-valued: nothing of an address, no key, no id.
        Assert.Equal(
            ["encoding", "level", "policy", "reason", "result"],
            measured.All.SelectMany(one => one.Tags).Select(tag => tag.Key).Distinct().Order());
        Assert.All(measured.All.SelectMany(one => one.Tags), tag => Assert.Matches("^[A-Za-z][A-Za-z0-9-]*$", tag.Value));
        Assert.True(measured.All.SelectMany(one => one.Tags).Distinct().Count() < 40);
    }

    /// <summary>The counterpart: somebody outside passes hits off as misses, and answers one address without asking.</summary>
    [Theory]
    [InlineData("cookbook; hit; ttl=1; detail=l1", "cookbook; fwd=uri-miss; stored")]
    [InlineData(null, "cookbook; hit; ttl=1; detail=l1")]
    public async Task Answers_that_say_something_else_than_was_done_do_not_add_up(string? done, string said)
    {
        var (told, measured) = await CountAsync(app => app.Use((HttpContext context, RequestDelegate next) =>
        {
            if (done is null && context.Request.Path == "/plain")
            {
                context.Response.Headers["Cache-Status"] = said;
                return Task.CompletedTask;
            }

            context.Response.OnStarting(() =>
            {
                context.Response.Headers["Cache-Status"] = done is not null && context.Response.Headers["Cache-Status"].ToString().EndsWith("detail=l1", StringComparison.Ordinal)
                    ? said
                    : context.Response.Headers["Cache-Status"];
                return Task.CompletedTask;
            });
            return next(context);
        }));

        Assert.NotEqual(Told(told), Counted(measured));
    }

    [Fact]
    public async Task Everything_has_a_unit_and_a_plausible_value()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(
            notes, servers.Redis, map: app => app.MapText("/page", Pages.Long), settings: ("OutputCaching:FirstLevelBytes", "200000"));
        using var measured = new Measurements(site);

        await site.ReadAsync("/page");
        await site.ReadAsync("/page");
        await site.ReadAsync("/notes/1");
        await site.WriteAsync(1, "new");
        await Eventually.IsTrue("the write is heard", () => measured.Of("purges").Count > 0);

        Assert.Equal(
            new Dictionary<string, string?>
            {
                ["requests"] = "{request}",
                ["lookup.duration"] = "s",
                ["render.duration"] = "s",
                ["stored.bytes"] = "By",
                ["store.dropped"] = "{page}",
                ["store.unreadable"] = "{value}",
                ["purges"] = "{slot}",
                ["purge.lag"] = "s",
                ["time_saved"] = "s",
                ["l1.bytes"] = "By",
                ["l1.evictions"] = "{page}",
                ["breaker.state"] = "1",
                ["tokens.unsure"] = "1",
            }.OrderBy(pair => pair.Key),
            measured.Instruments.ToDictionary(pair => pair.Key, pair => pair.Value.Unit).OrderBy(pair => pair.Key));
        Assert.Equal(2, measured.Of("render.duration").Count);
        Assert.All(measured.Of("render.duration"), one => Assert.InRange(one.Value, 0, 30));
        Assert.Contains(measured.Of("lookup.duration"), one => one.Tag("level") == "l2");
        Assert.All(measured.Of("lookup.duration"), one => Assert.InRange(one.Value, 0, 5));
        Assert.Equal(2, measured.Sum("purges"));
        Assert.InRange(Assert.Single(measured.Of("purge.lag")).Value, 0.000_001, 2);
        Assert.InRange(measured.Sum("time_saved"), 0.000_001, 30);
        Assert.InRange(measured.Observe("l1.bytes"), Pages.Long.Length, 200_000);
        Assert.Equal(0, measured.Observe("l1.evictions"));
        Assert.Equal(0, measured.Observe("breaker.state"));
        Assert.Equal(0, measured.Observe("tokens.unsure"));
        site.Services.GetRequiredService<TokenBook>().Doubt();
        Assert.Equal(1, measured.Observe("tokens.unsure"));

        // Each coding once, whoever asks for it afterwards.
        var stored = measured.Of("stored.bytes").Where(one => one.Tag("encoding") != "identity").ToList();
        Assert.Equal(["br", "gzip"], stored.Select(one => one.Tag("encoding")).Order());
        Assert.All(stored, one => Assert.InRange(one.Value, 1, Pages.Long.Length));
        for (var i = 0; i < 10; i++)
        {
            using var hit = await site.GetAsync("/page", ("Accept-Encoding", i % 2 == 0 ? "br" : "gzip"));
        }

        Assert.Equal(stored.Count, measured.Of("stored.bytes").Count(one => one.Tag("encoding") != "identity"));
    }

    [Fact]
    public async Task What_memory_gives_up_is_counted()
    {
        await using var site = await NotesSite.StartAsync(
            calm.Database,
            map: app => app.MapPage("/page/{id}", context => Pages.WriteAsync(context, Pages.Long)),
            settings: ("OutputCaching:FirstLevelBytes", "30000"));
        using var measured = new Measurements(site);

        for (var i = 0; i < 30; i++)
        {
            await site.ReadAsync($"/page/{i}");
        }

        Assert.InRange(measured.Observe("l1.evictions"), 10, 30);
        Assert.InRange(measured.Observe("l1.bytes"), 10_000, 30_000);
    }

    [Fact]
    public async Task A_breaker_that_is_open_shows()
    {
        using var closed = new ClosedPort();
        await using var site = await NotesSite.StartAsync(
            calm.Database, $"{closed.Redis},abortConnect=false", map: app => app.MapText("/page", "text"), settings: ("OutputCaching:RedisPause", "00:01:00"));
        using var measured = new Measurements(site);

        await site.ReadAsync("/page");

        Assert.Equal(1, measured.Observe("breaker.state"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hit_in_memory_names_its_route_once_wherever_routing_stands(bool outside)
    {
        await using var site = await NotesSite.StartAsync(
            calm.Database, map: app => app.MapText("/page/{id}", "text"), between: outside ? null : app => app.UseRouting());
        using var measured = new Measurements(site, "http.server.request.duration");

        await site.ReadAsync("/page/1");
        await site.ReadAsync("/page/1");

        await Eventually.IsTrue("both are measured", () => measured.Of("http.server.request.duration").Count == 2);
        Assert.All(
            measured.Of("http.server.request.duration"),
            one => Assert.Equal("/page/{id}", Assert.Single(one.Tags, tag => tag.Key == "http.route").Value));
    }

    /// <summary>How many answers there were in all, how many hits, bypasses and misses.</summary>
    private static (int All, int Hits, int Bypasses, int Misses) Told(List<CacheStatus> told) => (
        told.Count,
        told.Count(status => status.Hit),
        told.Count(status => status.Forwarded is "bypass" or "method"),
        told.Count(status => status.Forwarded is "uri-miss" or "stale"));

    private static (int All, int Hits, int Bypasses, int Misses) Counted(Measurements measured) => (
        (int)measured.Sum("requests"),
        measured.Of("requests").Count(one => one.Tag("result") is "hit" or "stale"),
        measured.Of("requests").Count(one => one.Tag("result") == "bypass"),
        measured.Of("requests").Count(one => one.Tag("result") == "miss"));

    /// <summary>Requests of every kind, and what was said and counted of them.</summary>
    private async Task<(List<CacheStatus> Told, Measurements Measured)> CountAsync(Action<WebApplication>? outside = null)
    {
        var site = await NotesSite.StartAsync(
            calm.Database,
            calm.Redis,
            outside: outside,
            between: app => app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = context => Pages.WriteAsync(context, "sorry") }),
            map: app =>
            {
                app.MapPage("/page/{id}", context => Pages.WriteAsync(context, context.Request.Path + Pages.Long));
                app.MapCounted("/plain", context => Pages.WriteAsync(context, "plain"));
                app.MapPage("/cookie", context =>
                {
                    context.Response.Cookies.Append("a", "b");
                    return Pages.WriteAsync(context, "cookie");
                });
                app.MapPage("/broken", _ => throw new InvalidOperationException("broken"));
                app.MapPage("/missing", context =>
                {
                    context.Response.StatusCode = 404;
                    return Task.CompletedTask;
                });
            });
        using var measured = new Measurements(site);
        var told = new List<CacheStatus>();
        string[] addresses = ["/page/1", "/page/2", "/page/3?x=1", "/plain", "/cookie", "/broken", "/missing", "/nowhere", "/page/1?x=%07", "/notes/1"];
        (string, string)[][] headers = [[], [("Cookie", "a=b")], [("Authorization", "x")], [("If-None-Match", "*")], [("Accept-Encoding", "br")]];
        var requests =
            from method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head, HttpMethod.Post]
            from address in addresses
            from header in headers
            select (method, address, header);

        // An answer is counted when its request is over, of which the visitor may have heard a little earlier.
        await using (site)
        {
            for (var round = 0; round < 2; round++)
            {
                await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (request, _) =>
                {
                    using var response = await site.SendAsync(request.method, request.address, request.header);
                    lock (told)
                    {
                        told.Add(CacheStatus.Of(response));
                    }
                });
            }
        }

        Assert.Equal(2 * requests.Count(), told.Count);
        return (told, measured);
    }
}
