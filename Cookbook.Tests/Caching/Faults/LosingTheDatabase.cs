using System.Diagnostics;
using System.Net;

namespace Cookbook.Tests.Caching.Faults;

/// <summary>Without Postgres nobody knows what has changed: every page that was ever kept is served, and says that it may be stale.</summary>
[Collection(nameof(Alone))]
public sealed class LosingTheDatabase(TestServers servers)
{
    private const string StandingIn = "^cookbook; hit; ttl=-[0-9]+; detail=stale-if-error$";

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("refused", true)]
    [InlineData("refused", false)]
    [InlineData("hung", true)]
    [InlineData("hung", false)]
    public async Task Kept_pages_are_served_and_fresh_again_by_themselves(string fault, bool firstLevel)
    {
        await using var direct = await NotesDatabase.CreateAsync(servers);
        await using var line = Line.ToPostgres(direct.ConnectionString);
        await using var notes = NotesDatabase.At(line.ConnectionString);
        await using var site = await NotesSite.StartAsync(
            notes, servers.Redis, settings: [("OutputCaching:FirstLevelBytes", firstLevel ? "1000000" : "0"), ("OutputCaching:Heartbeat", "00:00:00.2")]);
        foreach (var address in (string[])["/notes/1", "/shelf"])
        {
            await Eventually.IsTrue("the page is kept", async () => (await site.StatusAsync(address)).Contains("; hit;", StringComparison.Ordinal));
        }

        if (fault == "refused")
        {
            await line.CutAsync();
        }
        else
        {
            line.Hold();
        }

        // Nobody is told anything but 200, from the first moment on.
        var (began, times) = (Stopwatch.GetTimestamp(), new List<TimeSpan>());
        await Eventually.IsTrue("the site has noticed", async () =>
        {
            var visit = await VisitAsync(site, "/notes/1");
            times.Add(visit.Time);
            return visit.Status.EndsWith("stale-if-error", StringComparison.Ordinal);
        });
        var noticed = Stopwatch.GetElapsedTime(began);

        // A heartbeat of 0.2 seconds and a second for its answer; a lost line is noticed at once.
        Assert.InRange(noticed, TimeSpan.Zero, TimeSpan.FromSeconds(3));
        while (Stopwatch.GetElapsedTime(began) < noticed + TimeSpan.FromSeconds(1.5))
        {
            foreach (var address in (string[])["/notes/1", "/shelf"])
            {
                var visit = await VisitAsync(site, address);
                Assert.Matches(StandingIn, visit.Status);
                times.Add(visit.Time);
            }
        }

        times.Sort();
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{fault}, first level {firstLevel}: noticed after {noticed.TotalMilliseconds:0} ms; {times.Count} visits, median {times[times.Count / 2].TotalMilliseconds:0.0} ms, most {times[^1].TotalMilliseconds:0.0} ms");
        Assert.InRange(times[times.Count / 2], TimeSpan.Zero, TimeSpan.FromMilliseconds(50));

        // One visitor a second asks Postgres, for as long as such a question may take.
        Assert.InRange(times[^1], TimeSpan.Zero, TimeSpan.FromSeconds(1.5));

        await direct.WriteAsync(1, "new");
        line.Mend();
        began = Stopwatch.GetTimestamp();
        await Eventually.IsTrue("the page is fresh", async () =>
        {
            var visit = await VisitAsync(site, "/notes/1");
            Assert.True(visit.Text == "new" || visit.Status.EndsWith("stale-if-error", StringComparison.Ordinal), $"{visit.Text} as {visit.Status}");
            return visit.Text == "new";
        });
        TestContext.Current.TestOutputHelper!.WriteLine($"fresh again after {Stopwatch.GetElapsedTime(began).TotalMilliseconds:0} ms");
        await Eventually.IsTrue("the cache works", async () => (await VisitAsync(site, "/shelf")) is { Text: "new 0", Status: var status } && status.Contains("; hit; ttl=8", StringComparison.Ordinal));
        await site.WriteAsync(1, "newer");
        Assert.Equal("newer", await site.ReadAsync("/notes/1"));
    }

    [Fact]
    public async Task What_is_not_kept_fails_at_once_and_a_write_is_not_acknowledged()
    {
        await using var direct = await NotesDatabase.CreateAsync(servers);
        await using var line = Line.ToPostgres(direct.ConnectionString);
        await using var notes = NotesDatabase.At(line.ConnectionString);
        await using var site = await NotesSite.StartAsync(notes, servers.Redis);
        await site.ReadAsync("/notes/1");
        await line.CutAsync();

        var began = Stopwatch.GetTimestamp();
        using var page = await site.GetAsync("/notes/2");
        using var write = await site.Client.PutAsync("/notes/1", new StringContent("new"), CancellationToken);
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(2));

        Assert.Equal(HttpStatusCode.InternalServerError, page.StatusCode);
        Assert.Equal(HttpStatusCode.InternalServerError, write.StatusCode);
        Assert.Equal("0", await direct.ReadAsync(1, CancellationToken));

        line.Mend();
        await Eventually.IsTrue("the page comes", async () =>
        {
            using var again = await site.GetAsync("/notes/2");
            return again.StatusCode == HttpStatusCode.OK;
        });
    }

    /// <summary>A write has made the page stale, and then Postgres is gone.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_last_good_copy_remains_and_the_stock_cache_has_none(bool stock)
    {
        await using var direct = await NotesDatabase.CreateAsync(servers);
        await using var line = Line.ToPostgres(direct.ConnectionString);
        await using var notes = NotesDatabase.At(line.ConnectionString);
        await using var site = await NotesSite.StartAsync(notes, stock: stock);
        await site.ReadAsync("/notes/1");
        await site.WriteAsync(1, "new");

        await line.CutAsync();
        using var response = await site.GetAsync("/notes/1");

        Assert.Equal(stock ? HttpStatusCode.InternalServerError : HttpStatusCode.OK, response.StatusCode);
        Assert.True(stock || response.Headers.GetValues("Cache-Status").Single().EndsWith("stale-if-error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_waits_for_a_render_when_Postgres_begins_to_hang_is_shown_the_last_good_copy()
    {
        await using var direct = await NotesDatabase.CreateAsync(servers);
        await using var line = Line.ToPostgres(direct.ConnectionString);
        await using var notes = NotesDatabase.At(line.ConnectionString);
        await using var site = await NotesSite.StartAsync(notes, servers.Redis, settings: ("OutputCaching:Heartbeat", "00:00:00.2"));
        await Eventually.IsTrue("the page is kept", async () => (await site.StatusAsync("/notes/1")).Contains("; hit;", StringComparison.Ordinal));
        await site.WriteAsync(1, "new");

        line.Hold();
        var visit = await VisitAsync(site, "/notes/1");

        // Noticed after 1.2 seconds, asked about within a second more; a render is given up after 15.
        Assert.Equal("0", visit.Text);
        Assert.Matches(StandingIn, visit.Status);
        Assert.InRange(visit.Time, TimeSpan.Zero, TimeSpan.FromSeconds(6));
        line.Mend();
        await Eventually.IsTrue("the page is fresh", async () => (await VisitAsync(site, "/notes/1")).Text == "new");
    }

    /// <summary>Nobody knows the tokens, so the visitor's render is shared with nobody: it is given up all the same.</summary>
    [Fact]
    public async Task While_Postgres_hangs_what_is_not_kept_is_given_up_and_what_needs_no_Postgres_is_shown()
    {
        var page = new TestPage();
        await using var direct = await NotesDatabase.CreateAsync(servers);
        await using var line = Line.ToPostgres(direct.ConnectionString);
        await using var notes = NotesDatabase.At(line.ConnectionString);
        await using var site = await NotesSite.StartAsync(
            notes, servers.Redis, map: page.Map, settings: [("OutputCaching:Heartbeat", "00:00:00.2"), ("OutputCaching:RenderTimeout", "00:00:00.5")]);
        await Eventually.IsTrue("the page is kept", async () => (await site.StatusAsync("/notes/1")).Contains("; hit;", StringComparison.Ordinal));
        line.Hold();
        await Eventually.IsTrue("the site has noticed", async () => (await VisitAsync(site, "/notes/1")).Status.EndsWith("stale-if-error", StringComparison.Ordinal));

        var began = Stopwatch.GetTimestamp();
        var responses = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => site.GetAsync("/notes/2")));

        // A second at most for the tokens, half a second for the render.
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        foreach (var response in responses)
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.Equal("cookbook; fwd=uri-miss; detail=timeout", Assert.Single(response.Headers.GetValues("Cache-Status")));
            Assert.NotNull(response.Headers.RetryAfter);
            response.Dispose();
        }

        var other = await VisitAsync(site, TestPage.Address);
        Assert.Equal("page", other.Text);
        Assert.Equal("cookbook; fwd=bypass; detail=tokens", other.Status);
        line.Mend();
        await Eventually.IsTrue("the page comes", async () =>
        {
            using var again = await site.GetAsync("/notes/2");
            return again.StatusCode == HttpStatusCode.OK;
        });
    }

    [Fact]
    public async Task A_Postgres_that_is_stopped_and_started_is_followed_again()
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddPostgres("postgres");
        await using var application = await builder.BuildAsync(CancellationToken);
        await application.StartAsync(CancellationToken);
        await application.ResourceNotifications.WaitForResourceHealthyAsync("postgres", Eventually.Deadline);
        await using var notes = NotesDatabase.At($"{await application.GetConnectionStringAsync("postgres", CancellationToken)};Database=postgres");
        await notes.FillAsync(3);
        await using var site = await NotesSite.StartAsync(notes, servers.Redis);
        await site.WriteAsync(1, "one");
        Assert.Equal("one", await site.ReadAsync("/notes/1"));

        await CommandAsync(KnownResourceCommands.StopCommand);
        for (var i = 0; i < 10; i++)
        {
            var visit = await VisitAsync(site, "/notes/1");
            Assert.Equal("one", visit.Text);
            Assert.Matches(StandingIn, visit.Status);
        }

        await CommandAsync(KnownResourceCommands.StartCommand);
        await application.ResourceNotifications.WaitForResourceHealthyAsync("postgres", Eventually.Deadline);
        await Eventually.IsTrue("the site hears of changes again", async () => (await VisitAsync(site, "/notes/1")).Status.EndsWith("detail=l1", StringComparison.Ordinal));

        // The application's own pool may still hold connections to the Postgres that was.
        await Eventually.IsTrue("a write succeeds", async () =>
        {
            using var write = await site.Client.PutAsync("/notes/1", new StringContent("two"), CancellationToken);
            return write.IsSuccessStatusCode;
        });
        Assert.Equal("two", await site.ReadAsync("/notes/1"));

        async Task CommandAsync(string command)
        {
            var result = await application.ResourceCommands.ExecuteCommandAsync("postgres", command, CancellationToken);
            Assert.True(result.Success, result.ErrorMessage);
        }
    }

    private static async Task<(string Text, string Status, TimeSpan Time)> VisitAsync(NotesSite site, string address)
    {
        var began = Stopwatch.GetTimestamp();
        using var response = await site.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadAsStringAsync(CancellationToken), response.Headers.GetValues("Cache-Status").Single(), Stopwatch.GetElapsedTime(began));
    }
}
