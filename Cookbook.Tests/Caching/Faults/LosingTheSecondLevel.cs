using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Cookbook.Tests.Caching.Faults;

/// <summary>
/// Whatever becomes of Redis, pages are there at once and a write makes them stale; with the budget and the pause that are set outside
/// of tests.
/// </summary>
/// <remarks>The bound tells the budget of 100 ms from the Redis client's own time-outs; the rest is for a machine that has other things to do.</remarks>
[Collection(nameof(Alone))]
public sealed class LosingTheSecondLevel(TestServers servers, PrivateRedis own) : IClassFixture<PrivateRedis>
{
    private static readonly TimeSpan Bound = TimeSpan.FromMilliseconds(900);

    /// <summary>Each fault once; all of them with and without a first level in the long form.</summary>
    public static TheoryData<string, bool> Faults
    {
        get
        {
            var faults = new TheoryData<string, bool>();
            foreach (var (fault, firstLevel) in new[] { ("refused", false), ("hung", false), ("killed", true), ("slow", true), ("full", false) })
            {
                faults.Add(fault, firstLevel);
                if (LongTests.AreOn)
                {
                    faults.Add(fault, !firstLevel);
                }
            }

            return faults;
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Pages_are_there_at_once_and_a_write_makes_them_stale(string fault, bool firstLevel)
    {
        await using var line = Line.ToRedis(fault is "killed" or "full" ? own.ConnectionString : servers.Redis);
        await using var notes = await NotesDatabase.CreateAsync(servers, notes: 100);
        var prefix = $"test-{Guid.NewGuid():N}";
        await using var site = await StartAsync(notes, line, firstLevel, prefix);
        foreach (var note in (string[])["/notes/1", "/notes/2"])
        {
            await Eventually.IsTrue("the page is kept", async () => (await site.StatusAsync(note)).Contains("hit", StringComparison.Ordinal));
        }

        await BreakAsync(fault, line);
        try
        {
            // Hit; then a miss; then a write, and what it made stale.
            var times = new List<(string What, TimeSpan Time)>
            {
                ("first", await TimeOfAsync(async () => Assert.Equal("0", await site.ReadAsync("/notes/1")))),
                ("miss", await TimeOfAsync(async () => Assert.Equal("0", await site.ReadAsync("/notes/3")))),
                ("write", await TimeOfAsync(() => site.WriteAsync(1, "new"))),
                ("stale", await TimeOfAsync(async () => Assert.Equal("new", await site.ReadAsync("/notes/1")))),
                ("other", await TimeOfAsync(async () => Assert.Equal("0", await site.ReadAsync("/notes/2")))),
            };
            var later = new List<TimeSpan>();
            for (var i = 4; i <= (LongTests.AreOn ? 100 : 30); i++)
            {
                later.Add(await TimeOfAsync(async () => Assert.Equal("0", await site.ReadAsync(string.Create(CultureInfo.InvariantCulture, $"/notes/{i}")))));
                later.Add(await TimeOfAsync(async () => Assert.Equal("new", await site.ReadAsync("/notes/1"))));
            }

            later.Sort();
            TestContext.Current.TestOutputHelper!.WriteLine(
                $"{fault}, first level {firstLevel}: {string.Join(", ", times.Select(time => $"{time.What} {time.Time.TotalMilliseconds:0.0} ms"))}; "
                + $"later median {later[later.Count / 2].TotalMilliseconds:0.0} ms, p99 {later[^(1 + (later.Count / 100))].TotalMilliseconds:0.0} ms, most {later[^1].TotalMilliseconds:0.0} ms");
            Assert.All(times, time => Assert.InRange(time.Time, TimeSpan.Zero, Bound));
            Assert.InRange(later[^1], TimeSpan.Zero, Bound);

            // One request in two seconds tries Redis again; the others do not wait for it.
            Assert.InRange(later[later.Count / 2], TimeSpan.Zero, TimeSpan.FromMilliseconds(50));
        }
        finally
        {
            await MendAsync(fault, line);
        }

        await using var other = await NotesSite.StartAsync(notes, line.ConnectionString, prefix: prefix, settings: ("OutputCaching:FirstLevelBytes", "0"));
        await Eventually.IsTrue(
            "pages are shared over Redis again",
            async () =>
            {
                await site.WriteAsync(1, "again");
                Assert.Equal("again", await site.ReadAsync("/notes/1"));
                return (await other.StatusAsync("/notes/1")).Contains("l2", StringComparison.Ordinal);
            });
    }

    [Fact]
    public async Task What_lies_in_a_full_Redis_is_still_read()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var line = Line.ToRedis(own.ConnectionString);
        await using var site = await StartAsync(notes, line, firstLevel: false);
        await Eventually.IsTrue("the page is kept", async () => (await site.StatusAsync("/notes/1")).Contains("l2", StringComparison.Ordinal));

        await own.LimitAsync(1);
        try
        {
            for (var i = 0; i < 3; i++)
            {
                Assert.StartsWith("cookbook; fwd=uri-miss", await site.StatusAsync("/notes/2"), StringComparison.Ordinal);
                Assert.EndsWith("detail=l2", await site.StatusAsync("/notes/1"), StringComparison.Ordinal);
            }

            Assert.Single(site.Log.Lines, text => text.Contains("OOM", StringComparison.Ordinal));
        }
        finally
        {
            await own.LimitAsync(0);
        }
    }

    [Fact]
    public async Task Another_replica_follows_a_write_although_Redis_keeps_silent()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var line = Line.ToRedis(servers.Redis);
        var prefix = $"test-{Guid.NewGuid():N}";
        await using var one = await StartAsync(notes, line, firstLevel: true, prefix);
        await using var other = await StartAsync(notes, line, firstLevel: true, prefix);
        Assert.Equal("0", await one.ReadAsync("/notes/1"));
        Assert.Equal("0", await other.ReadAsync("/notes/1"));

        line.Hold();
        await one.WriteAsync(1, "new");

        await Eventually.IsTrue("the other shows the new text", async () => await other.ReadAsync("/notes/1") == "new", seconds: 2);
        line.Mend();
    }

    /// <summary>The same visits to the stock cache: neither the page nor the write is there in time.</summary>
    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    public async Task The_stock_cache_keeps_visitors_waiting(string method)
    {
        await using var line = Line.ToRedis(own.ConnectionString);
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes, line.ConnectionString, stock: true);
        Assert.Equal("0", await site.ReadAsync("/notes/1"));

        line.Hold();
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        impatient.CancelAfter(Bound * 2);
        using var request = new HttpRequestMessage(new HttpMethod(method), "/notes/1") { Content = new StringContent("new") };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => site.Client.SendAsync(request, impatient.Token));
        line.Mend();
    }

    [Fact]
    public async Task The_stock_cache_denies_a_write_that_has_happened()
    {
        await using var line = Line.ToRedis(own.ConnectionString);
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes, line.ConnectionString + ",connectTimeout=200,syncTimeout=500,asyncTimeout=500", stock: true);
        Assert.Equal("0", await site.ReadAsync("/notes/1"));

        await line.CutAsync();
        using var response = await site.Client.PutAsync("/notes/1", new StringContent("new"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("new", await notes.ReadAsync(1, TestContext.Current.CancellationToken));
    }

    private static Task<NotesSite> StartAsync(NotesDatabase notes, Line line, bool firstLevel, string? prefix = null) => NotesSite.StartAsync(
        notes,
        line.ConnectionString,
        prefix: prefix,
        settings:
        [
            ("OutputCaching:RedisBudget", "00:00:00.1"),
            ("OutputCaching:RedisPause", "00:00:02"),
            ("OutputCaching:FirstLevelBytes", firstLevel ? "1000000" : "0"),
        ]);

    private static async Task<TimeSpan> TimeOfAsync(Func<Task> what)
    {
        var began = Stopwatch.GetTimestamp();
        await what();
        return Stopwatch.GetElapsedTime(began);
    }

    private Task BreakAsync(string fault, Line line)
    {
        switch (fault)
        {
            case "refused":
                return line.CutAsync();
            case "killed":
                return own.StopAsync();
            case "full":
                return own.LimitAsync(1);
            case "hung":
                line.Hold();
                return Task.CompletedTask;
            default:
                line.Delay(TimeSpan.FromSeconds(2));
                return Task.CompletedTask;
        }
    }

    private Task MendAsync(string fault, Line line)
    {
        line.Mend();
        return fault switch
        {
            "killed" => own.StartAsync(),
            "full" => own.LimitAsync(0),
            _ => Task.CompletedTask,
        };
    }
}
