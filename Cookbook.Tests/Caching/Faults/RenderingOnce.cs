using System.Diagnostics;
using System.Net;
using Cookbook.Tests.Caching.Freshness;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace Cookbook.Tests.Caching.Faults;

/// <summary>However many ask at once, one render.</summary>
[Collection(nameof(Alone))]
public sealed class RenderingOnce(TestServers servers)
{
    private const int Burst = 50;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_burst_on_a_cold_or_a_stale_page_is_one_render(bool stale)
    {
        var arrivals = new Arrivals();
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes, servers.Redis, configure: services => services.AddSingleton<IStartupFilter>(arrivals));
        if (stale)
        {
            await site.ReadAsync("/notes/1");
            await site.WriteAsync(1, "new");
        }

        site.Gates.Close("before read");
        var before = (Renders: site.Gates.RendersOf("/notes/1"), arrivals.Arrived);
        var burst = Enumerable.Range(0, Burst).Select(_ => site.GetAsync("/notes/1")).ToList();
        await site.Gates.ReachedAsync("before read");
        await Eventually.IsTrue("all are there", () => arrivals.Arrived >= before.Arrived + Burst);
        site.Gates.OpenAll();
        var responses = await Task.WhenAll(burst);

        Assert.Equal(before.Renders + 1, site.Gates.RendersOf("/notes/1"));
        var statuses = new List<string>();
        foreach (var response in responses)
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(stale ? "new" : "0", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            statuses.Add(Assert.Single(response.Headers.GetValues("Cache-Status")));
            response.Dispose();
        }

        Assert.Single(statuses, status => status.EndsWith("; stored", StringComparison.Ordinal));
        Assert.Equal(Burst - 1, statuses.Count(status => status.EndsWith("; collapsed", StringComparison.Ordinal) || status.Contains("; hit;", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_burst_that_nobody_holds_is_one_render_too()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes, servers.Redis);
        await Task.WhenAll(Enumerable.Range(0, Burst).Select(_ => site.ReadAsync("/notes/2")));
        await site.ReadAsync("/notes/1");
        await site.WriteAsync(1, "new");

        var times = await Task.WhenAll(Enumerable.Range(0, Burst).Select(async _ =>
        {
            var began = Stopwatch.GetTimestamp();
            Assert.Equal("new", await site.ReadAsync("/notes/1"));
            return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }));

        Array.Sort(times);
        TestContext.Current.TestOutputHelper!.WriteLine($"{Burst} at once on a stale page: median {times[Burst / 2]:0.0} ms, most {times[^1]:0.0} ms");
        Assert.Equal(2, site.Gates.RendersOf("/notes/1"));
        Assert.Equal(1, site.Gates.RendersOf("/notes/2"));
    }

    /// <summary>Whoever comes after a write does not join a render that began before it.</summary>
    [Fact]
    public async Task A_burst_after_a_write_is_one_new_render_beside_the_old_one()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes, servers.Redis);

        Assert.All(await BurstAfterAWriteAsync(site), text => Assert.Equal("new", text));
        Assert.Equal(2, site.Gates.RendersOf("/notes/1"));
    }

    [Fact]
    public async Task A_burst_after_a_write_gets_the_old_page_from_the_stock_cache()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes, stock: true);

        Assert.All(await BurstAfterAWriteAsync(site), text => Assert.Equal("0", text));
    }

    /// <summary>The counterpart on our own cache: if tokens took no part in sharing a render.</summary>
    [Fact]
    public async Task A_burst_after_a_write_that_knows_no_tokens_would_join_the_old_render()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes, servers.Redis, configure: WrongTokens.Frozen);

        Assert.All(await BurstAfterAWriteAsync(site), text => Assert.Equal("0", text));
        Assert.Equal(1, site.Gates.RendersOf("/notes/1"));
    }

    [Fact]
    public async Task Two_replicas_that_ask_at_once_render_once()
    {
        await using var replicas = await ReplicasAsync(servers.Redis, "00:00:30");
        replicas.Close();

        var burst = replicas.Burst();
        await Task.WhenAny(replicas.One.Gates.ReachedAsync("before read"), replicas.Other.Gates.ReachedAsync("before read"));
        await Eventually.IsTrue("both are there", () => replicas.Arrivals.Arrived >= Burst);
        replicas.Open();

        Assert.All(await burst, text => Assert.Equal("0", text));
        Assert.Equal(1, replicas.Renders);
    }

    /// <summary>It looked before the page was there, and gets the lease when whoever had it has stored the page.</summary>
    [Fact]
    public async Task A_replica_that_comes_late_to_the_lease_looks_again()
    {
        var (prefix, asked, held) = ($"test-{Guid.NewGuid():N}", new TaskCompletionSource(), new TaskCompletionSource());
        await using var redis = await ConnectionMultiplexer.ConnectAsync(servers.Redis);
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var one = await NotesSite.StartAsync(notes, servers.Redis, prefix: prefix);
        var clock = new Clock();
        clock.Set(TimeProvider.System.GetUtcNow() - clock.GetUtcNow());
        await using var late = await NotesSite.StartAsync(
            notes,
            prefix: prefix,
            configure: services => services.AddSingleton<TimeProvider>(clock).AddSingleton(Intercepted.Around(redis, (database, method, arguments) =>
                arguments!.Contains(When.NotExists) ? LeaseAsync(() => (Task<bool>)method.Invoke(database, arguments)!) : method.Invoke(database, arguments))),
            settings: [("OutputCaching:RedisBudget", "00:00:20"), ("OutputCaching:LeaseWait", "00:00:30")]);
        var lateRead = late.ReadAsync("/notes/1");
        await asked.Task.WaitAsync(Eventually.Deadline);

        Assert.Equal("0", await one.ReadAsync("/notes/1"));
        await Eventually.IsTrue("the page is stored and the lease is given back", async () =>
            await redis.GetServers()[0].KeysAsync(pattern: $"{prefix}:*").ToListAsync() is [var only] && !only.ToString().Contains("lease", StringComparison.Ordinal));
        clock.Advance(TimeSpan.FromSeconds(1));
        held.SetResult();

        Assert.Equal("0", await lateRead);
        Assert.Equal((1, 0), (one.Gates.RendersOf("/notes/1"), late.Gates.RendersOf("/notes/1")));

        async Task<bool> LeaseAsync(Func<Task<bool>> lease)
        {
            asked.TrySetResult();
            await held.Task;
            return await lease();
        }
    }

    /// <summary>The counterpart: the lease is what keeps it at one.</summary>
    [Fact]
    public async Task Without_the_lease_each_replica_renders()
    {
        await using var replicas = await ReplicasAsync(servers.Redis, "00:00:00");
        await RenderTwiceAsync(replicas);
    }

    [Fact]
    public async Task Without_Redis_each_replica_renders_once()
    {
        await using var line = Line.ToRedis(servers.Redis);
        await using var replicas = await ReplicasAsync(line.ConnectionString, "00:00:30");
        await line.CutAsync();
        await RenderTwiceAsync(replicas);
    }

    /// <summary>It looked before the page was there, and asks for a render when it is.</summary>
    [Fact]
    public async Task A_visitor_whose_look_at_Redis_outlasts_a_render_gets_what_was_rendered()
    {
        await using var line = Line.ToRedis(servers.Redis);
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes, line.ConnectionString, settings: [("OutputCaching:RedisBudget", "00:00:20"), ("OutputCaching:LeaseWait", "00:00:00")]);
        using var lookups = new Counted(site, "lookup.duration");
        site.Gates.Close("before read");
        var first = site.ReadAsync("/notes/1");
        await site.Gates.ReachedAsync("before read");

        line.Hold();
        var second = site.ReadAsync("/notes/1");
        await Eventually.IsTrue("the second has looked into memory", () => lookups.Measurements == 3);
        site.Gates.OpenAll();
        Assert.Equal("0", await first);
        line.Mend();

        Assert.Equal("0", await second);
        Assert.Equal(1, site.Gates.RendersOf("/notes/1"));
    }

    /// <summary>A replica that holds the lease and does not come back with a page, as one that has died.</summary>
    [Fact]
    public async Task A_lease_that_nobody_serves_is_waited_for_no_longer_than_said()
    {
        await using var replicas = await ReplicasAsync(servers.Redis, "00:00:01");
        replicas.One.Gates.Close("before read");
        var dead = replicas.One.ReadAsync("/notes/1");
        await replicas.One.Gates.ReachedAsync("before read");

        var clock = Stopwatch.StartNew();
        Assert.Equal("0", await replicas.Other.ReadAsync("/notes/1"));
        TestContext.Current.TestOutputHelper!.WriteLine($"waited {clock.ElapsedMilliseconds} ms for a lease of nobody");

        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(2.5));
        Assert.Equal(1, replicas.Renders);
        replicas.Open();
        Assert.Equal("0", await dead);
    }

    [Fact]
    public async Task A_render_that_fails_gives_its_lease_back()
    {
        var (page, prefix) = (new TestPage(), $"test-{Guid.NewGuid():N}");
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var one = await NotesSite.StartAsync(notes, servers.Redis, prefix: prefix, map: page.Map);
        await using var other = await NotesSite.StartAsync(notes, servers.Redis, prefix: prefix, map: page.Map, settings: ("OutputCaching:LeaseWait", "00:00:30"));
        page.Fails();
        using (var failed = await one.GetAsync(TestPage.Address))
        {
            Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        }

        page.Says("page");
        Assert.Equal("page", await other.ReadAsync(TestPage.Address).WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));
    }

    private static async Task<List<string>> BurstAfterAWriteAsync(NotesSite site)
    {
        site.Gates.Close("after read");
        var before = site.ReadAsync("/notes/1");
        await site.Gates.ReachedAsync("after read");
        await site.WriteAsync(1, "new");

        var burst = Enumerable.Range(0, Burst).Select(_ => site.ReadAsync("/notes/1")).ToList();
        await Task.WhenAny([.. burst, Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken)]);
        site.Gates.OpenAll();
        await before;
        return [.. await Task.WhenAll(burst)];
    }

    private static async Task RenderTwiceAsync(Replicas replicas)
    {
        replicas.Close();
        var burst = replicas.Burst();
        await replicas.One.Gates.ReachedAsync("before read");
        await replicas.Other.Gates.ReachedAsync("before read");
        await Eventually.IsTrue("all are there", () => replicas.Arrivals.Arrived >= Burst);
        replicas.Open();

        Assert.All(await burst, text => Assert.Equal("0", text));
        Assert.Equal((1, 1), (replicas.One.Gates.RendersOf("/notes/1"), replicas.Other.Gates.RendersOf("/notes/1")));
    }

    private async Task<Replicas> ReplicasAsync(string redis, string leaseWait)
    {
        var (arrivals, prefix, notes) = (new Arrivals(), $"test-{Guid.NewGuid():N}", await NotesDatabase.CreateAsync(servers));
        return new Replicas(notes, await StartAsync(), await StartAsync(), arrivals);

        Task<NotesSite> StartAsync() => NotesSite.StartAsync(
            notes, redis, prefix: prefix, configure: services => services.AddSingleton<IStartupFilter>(arrivals), settings: ("OutputCaching:LeaseWait", leaseWait));
    }

    private sealed record Replicas(NotesDatabase Notes, NotesSite One, NotesSite Other, Arrivals Arrivals) : IAsyncDisposable
    {
        public int Renders => One.Gates.RendersOf("/notes/1") + Other.Gates.RendersOf("/notes/1");

        public void Close()
        {
            One.Gates.Close("before read");
            Other.Gates.Close("before read");
        }

        public void Open()
        {
            One.Gates.OpenAll();
            Other.Gates.OpenAll();
        }

        public Task<string[]> Burst() => Task.WhenAll(Enumerable.Range(0, RenderingOnce.Burst).Select(i => (i % 2 == 0 ? One : Other).ReadAsync("/notes/1")));

        public async ValueTask DisposeAsync()
        {
            await One.DisposeAsync();
            await Other.DisposeAsync();
            await Notes.DisposeAsync();
        }
    }
}
