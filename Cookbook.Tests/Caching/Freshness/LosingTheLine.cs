using Cookbook.Caching.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Caching.Freshness;

/// <summary>While a process does not hear of changes, it asks; and it notices.</summary>
public sealed class LosingTheLine(TestServers servers)
{
    private const string Cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'cache tokens'";

    [Theory]
    [InlineData(" AND query LIKE '%LISTEN%' OR query = 'SELECT slot, token FROM cache_token'")]
    [InlineData("")]
    public async Task Cut_during_writes_it_shows_nothing_old(string which)
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes, servers.Redis);
        var cut = which.Length == 0 ? Cut : $"{Cut} AND ({which[5..]})";
        for (var i = 1; i <= 40; i++)
        {
            await site.ReadAsync("/notes/1");
            await site.ReadAsync("/shelf");
            var writing = site.WriteAsync(1, $"{i}");
            if (i % 10 == 5)
            {
                await notes.ExecuteAsync(cut);
            }

            await writing;
            Assert.Equal($"{i}", await site.ReadAsync("/notes/1"));
            Assert.Equal($"{i} 0", await site.ReadAsync("/shelf"));
        }

        await IsSure(site);
        await site.ReadAsync("/notes/1");
        Assert.Contains("detail=l1", await site.StatusAsync("/notes/1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unsure_it_asks_for_the_tokens_and_still_keeps_pages()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var line = new PostgresLine(notes.ConnectionString);
        await using var site = await NotesSite.StartAsync(notes, servers.Redis, settings: ("ConnectionStrings:notes", line.ConnectionString));
        await IsSure(site);
        await site.ReadAsync("/notes/1");
        site.Services.GetRequiredService<TokenBook>().Doubt();

        Assert.Contains("; hit; ", await site.StatusAsync("/notes/1"), StringComparison.Ordinal);
        await site.WriteAsync(1, "new");
        Assert.Equal("new", await site.ReadAsync("/notes/1"));
        Assert.Contains("; hit; ", await site.StatusAsync("/notes/1"), StringComparison.Ordinal);
        Assert.Null(site.Services.GetRequiredService<TokenBook>().Sure);
    }

    [Fact]
    public async Task A_line_that_hangs_is_noticed_by_who_writes_at_once()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var line = new PostgresLine(notes.ConnectionString);
        await using var site = await NotesSite.StartAsync(notes, servers.Redis, settings: ("ConnectionStrings:notes", line.ConnectionString));
        await IsSure(site);
        await site.ReadAsync("/notes/1");

        line.HangListeners();
        await site.WriteAsync(1, "new");

        Assert.Equal("new", await site.ReadAsync("/notes/1"));
        await IsSure(site);
        await site.WriteAsync(1, "newer");
        Assert.Equal("newer", await site.ReadAsync("/notes/1"));
    }

    /// <summary>From then on the tokens are read with each request, so there is nothing left to wait for.</summary>
    [Fact]
    public async Task A_write_whose_line_is_cut_while_it_waits_is_answered_at_once()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var line = new PostgresLine(notes.ConnectionString);
        await using var site = await NotesSite.StartAsync(
            notes, servers.Redis, settings: [("ConnectionStrings:notes", line.ConnectionString), ("OutputCaching:TokenBudget", "00:01:00")]);
        await IsSure(site);
        await site.ReadAsync("/notes/1");

        // Its notification and the fence's.
        line.HoldNotifications();
        var writing = site.WriteAsync(1, "new");
        await line.ArrivedAsync(2);
        await notes.ExecuteAsync(Cut);

        await writing.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal("new", await site.ReadAsync("/notes/1"));
    }

    [Fact]
    public async Task A_line_that_hangs_is_noticed_within_seconds()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var line = new PostgresLine(notes.ConnectionString);
        await using var site = await NotesSite.StartAsync(
            notes, servers.Redis, settings: [("ConnectionStrings:notes", line.ConnectionString), ("OutputCaching:Heartbeat", "00:00:00.500")]);
        await IsSure(site);
        await site.ReadAsync("/notes/1");

        line.HangListeners();
        await notes.WriteAsync(1, "new");

        // A heartbeat, three seconds for its answer, and what a loaded machine takes.
        await Eventually.IsTrue("the page shows it", async () => await site.ReadAsync("/notes/1") == "new", seconds: 15);
        await IsSure(site);
        await site.WriteAsync(1, "newer");
        Assert.Equal("newer", await site.ReadAsync("/notes/1"));
    }

    [Fact]
    public async Task A_write_that_is_answered_while_the_tokens_are_being_read_counts()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var line = new PostgresLine(notes.ConnectionString);
        await using var site = await NotesSite.StartAsync(notes, servers.Redis, settings: ("ConnectionStrings:notes", line.ConnectionString));
        await IsSure(site);
        await site.ReadAsync("/notes/1");

        // The tokens are on their way, from before the write; and what Postgres says next is late.
        line.HoldTokens();
        await notes.ExecuteAsync(Cut);
        await line.TokensHeldAsync();
        line.HoldNotifications();
        var writing = site.WriteAsync(1, "new");
        await line.ArrivedAsync(1);
        await Task.WhenAny(writing, line.ArrivedAsync(2));
        line.ReleaseTokens();
        if (!writing.IsCompleted)
        {
            await line.ReleaseAsync();
        }

        await writing;
        await Eventually.IsTrue("it is sure", () => site.Services.GetRequiredService<TokenBook>().Sure is not null);
        Assert.Equal("new", await site.ReadAsync("/notes/1"));
    }

    /// <summary>The counterpart of all these: to ask Postgres while the line is lost is what keeps the pages right.</summary>
    [Theory]
    [InlineData("doubted")]
    [InlineData("cut")]
    [InlineData("hung, noticed by who writes")]
    [InlineData("hung, noticed by the heartbeat")]
    public async Task If_it_believed_what_it_last_knew_it_would_show_old_data(string how)
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var line = new PostgresLine(notes.ConnectionString);
        await using var site = await NotesSite.StartAsync(
            notes,
            servers.Redis,
            configure: WrongTokens.Believed,
            settings: [("ConnectionStrings:notes", line.ConnectionString), ("OutputCaching:Heartbeat", how.EndsWith("heartbeat", StringComparison.Ordinal) ? "00:00:00.200" : "00:01:00")]);
        var book = site.Services.GetRequiredService<TokenBook>();
        await IsSure(site);
        await site.ReadAsync("/notes/1");

        // Whatever becomes of the line, all tokens are not read again.
        line.HoldTokens();
        switch (how)
        {
            case "doubted":
                book.Doubt();
                break;
            case "cut":
                await notes.ExecuteAsync(Cut);
                await line.TokensHeldAsync();
                break;
            default:
                line.HangListeners();
                break;
        }

        await (how.EndsWith("heartbeat", StringComparison.Ordinal) ? notes.WriteAsync(1, "new") : site.WriteAsync(1, "new"));
        await Eventually.IsTrue("it has noticed", () => book.Sure is null);

        Assert.Equal("0", await site.ReadAsync("/notes/1"));
        line.ReleaseTokens();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reading_from_before_a_doubt_does_not_count_and_would_show_old_data_if_it_did(bool counts)
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes, servers.Redis);
        var book = site.Services.GetRequiredService<TokenBook>();
        await IsSure(site);
        await site.ReadAsync("/notes/1");
        var (before, doubts) = (WrongTokens.All(site), book.Doubts);
        book.Doubt();
        await site.WriteAsync(1, "new");

        book.Replace(before, [], counts ? null : doubts);

        Assert.Equal(counts ? "0" : "new", await site.ReadAsync("/notes/1"));
    }

    private static Task IsSure(NotesSite site) =>
        Eventually.IsTrue("it is sure again", () => site.Services.GetRequiredService<TokenBook>().Sure is not null);
}
