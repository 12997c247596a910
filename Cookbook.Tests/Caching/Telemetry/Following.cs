using System.Collections.Concurrent;
using System.Diagnostics;
using Cookbook.Caching.Telemetry;
using Cookbook.Tests.Caching.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using StackExchange.Redis;

namespace Cookbook.Tests.Caching.Telemetry;

/// <summary>A trace shows at a glance where the time of a page went.</summary>
public sealed class Following(CalmNotes notes) : IClassFixture<CalmNotes>
{
    [Fact]
    public async Task A_miss_is_a_lookup_and_a_render_and_a_store_with_their_commands_below()
    {
        using var spans = new Spans();
        await using var site = await NotesSite.StartAsync(notes.Database, notes.Redis);
        var commands = new ConcurrentQueue<ActivitySpanId?>();
        site.Services.GetRequiredService<IConnectionMultiplexer>().RegisterProfiler(() =>
        {
            commands.Enqueue(Activity.Current?.SpanId);
            return null;
        });

        var trace = await spans.AskAsync(site, "/notes/1");
        await Eventually.IsTrue("the page is stored", () => spans.Of(trace, "cache store").Count == 1);

        var request = Assert.Single(spans.Of(trace), span => span.Kind == ActivityKind.Server);
        var lookup = Assert.Single(spans.Of(trace, "cache lookup"));
        var render = Assert.Single(spans.Of(trace, "cache render"));
        var store = Assert.Single(spans.Of(trace, "cache store"));
        Assert.Equal((request.SpanId, request.SpanId, render.SpanId), (lookup.ParentSpanId, render.ParentSpanId, store.ParentSpanId));
        Assert.Equal(("unnamed", "miss"), ((string?)lookup.GetTagItem("cache.policy"), (string?)lookup.GetTagItem("cache.result")));
        Assert.Equal(true, render.GetTagItem("cache.stored"));
        Assert.Equal(true, store.GetTagItem("cache.stored"));
        var sql = spans.Of(trace).Where(span => span.Source.Name == "Npgsql").ToList();
        Assert.NotEmpty(sql);
        Assert.All(sql, span => Assert.Equal(render.SpanId, span.ParentSpanId));

        // A look, the lease, the page and the end of the lease.
        Assert.Contains(lookup.SpanId, commands);
        Assert.Contains(render.SpanId, commands);
        Assert.Contains(store.SpanId, commands);
        Assert.DoesNotContain(request.SpanId, commands);
        Assert.DoesNotContain(null, commands);
    }

    [Fact]
    public async Task Listening_for_writes_leaves_no_trace()
    {
        using var spans = new Spans();
        await using var site = await NotesSite.StartAsync(notes.Database, settings: ("OutputCaching:Heartbeat", "00:00:00.100"));

        await using var postgres = NpgsqlDataSource.Create(notes.Database.ConnectionString);
        await Eventually.IsTrue("the line has been asked for a sign of life", async () =>
        {
            await using var command = postgres.CreateCommand(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'cache tokens' AND query = 'SELECT 1'");
            return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))! == 1;
        });

        Assert.DoesNotContain(spans.All, span => (span.GetTagItem("db.query.text") as string) == "SELECT 1"
            && (span.GetTagItem("db.npgsql.data_source") as string)?.Contains("cache tokens", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_hit_in_memory_is_one_lookup_and_the_request_has_its_route_s_name()
    {
        using var spans = new Spans();
        await using var site = await NotesSite.StartAsync(notes.Database, notes.Redis);
        await site.ReadAsync("/notes/1");

        var trace = await spans.AskAsync(site, "/notes/1");

        var request = Assert.Single(spans.Of(trace), span => span.Kind == ActivityKind.Server);
        var lookup = Assert.Single(spans.Of(trace), span => span != request);
        Assert.Equal("cache lookup", lookup.DisplayName);
        Assert.Equal(request.SpanId, lookup.ParentSpanId);
        Assert.Equal(("hit", "l1", "unnamed", 1), (lookup.GetTagItem("cache.result"), lookup.GetTagItem("cache.detail"), lookup.GetTagItem("cache.policy"), lookup.GetTagItem("cache.bytes")));
        Assert.InRange((double)lookup.GetTagItem("cache.age")!, 0, 60);
        Assert.Equal("GET /notes/{id:int}", request.DisplayName);
        Assert.Equal("/notes/{id:int}", request.GetTagItem("http.route"));
    }

    [Fact]
    public async Task Who_waits_is_linked_to_the_render()
    {
        using var spans = new Spans();
        await using var site = await NotesSite.StartAsync(notes.Database);
        site.Gates.Close("before read");
        var first = spans.AskAsync(site, "/notes/1");
        await site.Gates.ReachedAsync("before read");
        var second = spans.AskAsync(site, "/notes/1");
        await Eventually.IsTrue("the second waits", () => spans.Ended("cache lookup") == 2);
        site.Gates.Open("before read");

        var render = Assert.Single(spans.Of(await first, "cache render"));
        var waiting = await second;
        Assert.Empty(spans.Of(waiting, "cache render"));
        var request = Assert.Single(spans.Of(waiting), span => span.Kind == ActivityKind.Server);
        Assert.Equal(render.Context, Assert.Single(request.Links).Context);
    }

    [Fact]
    public async Task A_refresh_in_the_background_is_a_trace_of_its_own_that_is_linked_to_its_cause()
    {
        using var spans = new Spans();
        var time = new FakeTimeProvider();
        await using var site = await NotesSite.StartAsync(
            notes.Database,
            configure: services => services.AddSingleton<TimeProvider>(time),
            map: app => app.MapText("/page", "text"),
            settings: ("OutputCaching:Jitter", "0"));
        await site.ReadAsync("/page");
        time.Advance(TimeSpan.FromSeconds(901));

        var trace = await spans.AskAsync(site, "/page");

        var request = Assert.Single(spans.Of(trace), span => span.Kind == ActivityKind.Server);
        Activity? refresh = null;
        await Eventually.IsTrue(
            "the page is refreshed",
            () => (refresh = spans.All.FirstOrDefault(span => span.DisplayName == "cache render" && span.Links.Any(link => link.Context == request.Context))) is not null);
        Assert.Empty(spans.Of(trace, "cache render"));
        Assert.NotEqual(trace, refresh!.TraceId);
        Assert.Equal(default, refresh.ParentSpanId);
        Assert.Equal("stale-while-revalidate", Assert.Single(spans.Of(trace, "cache lookup")).GetTagItem("cache.detail"));
    }

    [Fact]
    public async Task A_render_that_breaks_is_an_error()
    {
        using var spans = new Spans();
        await using var site = await NotesSite.StartAsync(notes.Database, map: app => app.MapPage("/page", _ => throw new InvalidOperationException("broken")));

        var render = Assert.Single(spans.Of(await spans.AskAsync(site, "/page"), "cache render"));

        Assert.Equal(ActivityStatusCode.Error, render.Status);
        Assert.Equal("exception", render.GetTagItem("cache.not_stored.reason"));
    }

    /// <summary>Every span that ends in this process, told apart by its trace.</summary>
    private sealed class Spans : IDisposable
    {
        private readonly ActivityListener _listener;
        private readonly ConcurrentDictionary<ActivityTraceId, bool> _asked = new();

        public Spans()
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name is CacheTelemetry.Name or "Microsoft.AspNetCore" or "Npgsql",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = All.Enqueue,
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public ConcurrentQueue<Activity> All { get; } = new();

        public IReadOnlyList<Activity> Of(ActivityTraceId trace, string? name = null) =>
            [.. All.Where(span => span.TraceId == trace && (name is null || span.DisplayName == name))];

        public int Ended(string name) => All.Count(span => span.DisplayName == name && _asked.ContainsKey(span.TraceId));

        /// <summary>Returns when the request's own span has ended.</summary>
        public async Task<ActivityTraceId> AskAsync(NotesSite site, string address)
        {
            var trace = ActivityTraceId.CreateRandom();
            _asked[trace] = true;
            using var response = await site.GetAsync(address, ("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01"));
            await Eventually.IsTrue("the request's span has ended", () => Of(trace).Any(span => span.Kind == ActivityKind.Server));
            return trace;
        }

        public void Dispose() => _listener.Dispose();
    }
}
