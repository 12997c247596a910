using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using StackExchange.Redis.Profiling;

namespace Cookbook.Tests.Caching.Faults;

/// <summary>However many ask at once for a page that only Redis has, one command; and each judges for itself what it found.</summary>
public sealed class AskingRedisOnce(TestServers servers)
{
    private const int Burst = 50;

    [Fact]
    public async Task A_burst_on_pages_that_another_replica_rendered_is_one_command_for_each_page()
    {
        await using var line = Line.ToRedis(servers.Redis);
        await using var notes = await NotesDatabase.CreateAsync(servers);
        var (arrivals, prefix) = (new Arrivals(), $"test-{Guid.NewGuid():N}");
        await using var other = await StartAsync(notes, servers.Redis, prefix);
        await using var site = await StartAsync(notes, line.ConnectionString, prefix, arrivals);
        await KeepAsync(other, prefix, "/notes/1");
        await KeepAsync(other, prefix, "/notes/2");
        var commands = await WatchAsync(site);

        line.Hold();
        var burst = Enumerable.Range(0, Burst).SelectMany(_ => (Task<HttpResponseMessage>[])[site.GetAsync("/notes/1"), site.GetAsync("/notes/2")]).ToList();
        await Eventually.IsTrue("all are there", () => arrivals.Arrived >= 2 * Burst);
        line.Mend();

        foreach (var response in await Task.WhenAll(burst))
        {
            Assert.Equal((HttpStatusCode.OK, "0"), (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
            Assert.Contains("hit", Assert.Single(response.Headers.GetValues("Cache-Status")), StringComparison.Ordinal);
            response.Dispose();
        }

        Assert.Equal(2, commands.FinishProfiling().Count(command => command.Command == "GET"));
        Assert.Equal((0, 0), (site.Gates.RendersOf("/notes/1"), site.Gates.RendersOf("/notes/2")));
    }

    [Fact]
    public async Task Who_comes_after_a_write_is_not_shown_what_was_asked_for_before_it()
    {
        await using var line = Line.ToRedis(servers.Redis);
        await using var notes = await NotesDatabase.CreateAsync(servers);
        var (arrivals, prefix) = (new Arrivals(), $"test-{Guid.NewGuid():N}");
        await using var other = await StartAsync(notes, servers.Redis, prefix);
        await using var site = await StartAsync(notes, line.ConnectionString, prefix, arrivals);
        await KeepAsync(other, prefix, "/notes/1");
        var commands = await WatchAsync(site);

        line.Hold();
        var before = site.ReadAsync("/notes/1");
        await Eventually.IsTrue("it is there", () => arrivals.Arrived >= 1);
        await site.WriteAsync(1, "new");
        var after = site.ReadAsync("/notes/1");
        await Eventually.IsTrue("it is there", () => arrivals.Arrived >= 3);
        line.Mend();

        Assert.Contains(await before, (string[])["0", "new"]);
        Assert.Equal("new", await after);
        Assert.Equal(1, commands.FinishProfiling().Count(command => command.Command == "GET"));
    }

    private static async Task<NotesSite> StartAsync(NotesDatabase notes, string redis, string prefix, Arrivals? arrivals = null) =>
        await NotesSite.StartAsync(
            notes,
            redis,
            prefix: prefix,
            configure: services => services.AddSingleton<IStartupFilter>(arrivals ?? new Arrivals()),
            settings: [("OutputCaching:RedisBudget", "00:00:30"), ("OutputCaching:LeaseWait", "00:00:00")]);

    private static async Task KeepAsync(NotesSite site, string prefix, string note)
    {
        await site.ReadAsync(note);
        var redis = site.Services.GetRequiredService<IConnectionMultiplexer>();
        await Eventually.IsTrue(
            "the page is in Redis",
            async () => await redis.GetServers()[0].KeysAsync(pattern: $"{prefix}:*:{note}").AnyAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>What the site sends from now on; it is connected.</summary>
    private static async Task<ProfilingSession> WatchAsync(NotesSite site)
    {
        var redis = site.Services.GetRequiredService<IConnectionMultiplexer>();
        await redis.GetDatabase().PingAsync();
        var session = new ProfilingSession();
        redis.RegisterProfiler(() => session);
        return session;
    }
}
