using Cookbook.Caching.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Cookbook.Tests.Caching.Freshness;

/// <summary>However the database is written to: what commits makes pages stale, and nothing else does.</summary>
public sealed class WritingInEveryWay(TestServers servers)
{
    private const string WritePastTheTriggers =
        "BEGIN; ALTER TABLE note DISABLE TRIGGER ALL; UPDATE note SET text = 'new'; ALTER TABLE note ENABLE TRIGGER ALL";

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    /// <summary>And what note 1 says afterwards.</summary>
    public static TheoryData<string, string> Writes => new()
    {
        { "UPDATE note SET text = 'new' WHERE id = 1", "new" },
        { "UPDATE note SET text = 'new'", "new" },
        { "DELETE FROM note WHERE id = 1", "no such note" },
        { "TRUNCATE note", "no such note" },
        { "UPDATE note SET id = 9 WHERE id = 1", "no such note" },
        { "INSERT INTO note VALUES (1, '') ON CONFLICT (id) DO UPDATE SET text = 'new'", "new" },
        { "MERGE INTO note USING (VALUES (1)) AS v(id) ON note.id = v.id WHEN MATCHED THEN UPDATE SET text = 'new'", "new" },
        { "WITH gone AS (UPDATE note SET text = 'new' WHERE id = 1 RETURNING id) SELECT count(*) FROM gone", "new" },
        { "DO $$ BEGIN UPDATE note SET text = 'new' WHERE id = 1; END $$", "new" },
    };

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task What_somebody_types_into_psql_makes_the_page_stale(string sql, string after)
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes);
        Assert.Equal("0", await site.ReadAsync("/notes/1"));
        Assert.Contains("hit", await site.StatusAsync("/notes/1"), StringComparison.Ordinal);

        await notes.ExecuteAsync(sql);

        await Eventually.IsTrue("the page shows it", async () => await site.ReadAsync("/notes/1") == after);
    }

    /// <summary>The counterpart, of all of them.</summary>
    [Fact]
    public async Task Without_the_triggers_the_page_would_not_know()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes);
        await notes.ExecuteAsync("ALTER TABLE note DISABLE TRIGGER USER");
        await site.ReadAsync("/notes/1");

        foreach (var write in Writes)
        {
            await notes.ExecuteAsync(write.Data.Item1);
            await site.Services.GetRequiredService<TokenListener>().CatchUpAsync();

            Assert.Equal("0", await site.ReadAsync("/notes/1"));
        }
    }

    [Fact]
    public async Task A_new_row_makes_the_page_stale_that_had_missed_it()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes);
        Assert.Equal("no such note", await site.ReadAsync("/notes/9"));

        await notes.ExecuteAsync("COPY note (id, text) FROM PROGRAM 'printf \"9\\tnew\\n\"'");

        await Eventually.IsTrue("the page shows it", async () => await site.ReadAsync("/notes/9") == "new");
    }

    [Fact]
    public async Task A_row_that_goes_along_with_another_makes_its_page_stale()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await notes.ExecuteAsync("CREATE TABLE shelf (id integer PRIMARY KEY); INSERT INTO shelf VALUES (5); UPDATE note SET shelf = 5 WHERE id = 1;"
            + "ALTER TABLE note ADD FOREIGN KEY (shelf) REFERENCES shelf ON DELETE CASCADE");
        await using var site = await NotesSite.StartAsync(notes);
        Assert.Equal("0", await site.ReadAsync("/notes/1"));

        await notes.ExecuteAsync("DELETE FROM shelf");

        await Eventually.IsTrue("the page knows", async () => await site.ReadAsync("/notes/1") == "no such note");
    }

    [Fact]
    public async Task What_is_rolled_back_makes_nothing_stale()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes, map: site => site.MapPut("/no/notes/{id:int}", async (int id, NotesDatabase notes) =>
        {
            await using var connection = await notes.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await ExecuteAsync(connection, "UPDATE note SET text = 'no'; TRUNCATE note");
            await transaction.RollbackAsync();
        }));
        await site.ReadAsync("/notes/1");
        await site.ReadAsync("/shelf");

        using var response = await site.Client.PutAsync("/no/notes/1", null, CancellationToken);

        Assert.True(response.IsSuccessStatusCode);
        Assert.Contains("hit", await site.StatusAsync("/notes/1"), StringComparison.Ordinal);
        Assert.Contains("hit", await site.StatusAsync("/shelf"), StringComparison.Ordinal);
        Assert.Equal(1, site.Gates.RendersOf("/notes/1"));
    }

    [Fact]
    public async Task A_write_whose_answer_never_came_makes_the_page_stale()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes, map: site => site.MapPut("/die/notes/{id:int}", async (int id, HttpContext context, NotesDatabase notes) =>
        {
            await notes.WriteAsync(id, "new");
            context.Abort();
        }));
        await site.ReadAsync("/notes/1");

        await Assert.ThrowsAsync<HttpRequestException>(() => site.Client.PutAsync("/die/notes/1", null, CancellationToken));

        await Eventually.IsTrue("the page shows it", async () => await site.ReadAsync("/notes/1") == "new");
    }

    [Fact]
    public async Task A_process_that_died_between_commit_and_answer_makes_the_page_stale()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes);
        await site.ReadAsync("/notes/1");

        // What Postgres sees of a SIGKILL: the commit, and then nobody at the other end.
        await using (var writer = new NpgsqlConnection($"{notes.ConnectionString};Pooling=false"))
        {
            await writer.OpenAsync(CancellationToken);
            await ExecuteAsync(writer, "BEGIN; UPDATE note SET text = 'new' WHERE id = 1; COMMIT");
            await notes.ExecuteAsync($"SELECT pg_terminate_backend({writer.ProcessID})");
        }

        await Eventually.IsTrue("the page shows it", async () => await site.ReadAsync("/notes/1") == "new");
    }

    [Theory]
    [InlineData(1000, "cookbook; hit")]
    [InlineData(1001, "cookbook; fwd=stale")]
    public async Task A_write_to_very_many_rows_makes_everything_stale(int rows, string other)
    {
        await using var notes = await NotesDatabase.CreateAsync(servers, notes: 3);

        // Its rows have a slot each, none of them that of the page below.
        await notes.ExecuteAsync(
            "CREATE TABLE line (tag text);"
            + $"INSERT INTO line SELECT min(tag) FROM (SELECT 'x:' || i AS tag FROM generate_series(1, 5000) AS i) AS t WHERE cache_slot(tag) NOT IN (cache_slot('notes-read'), cache_slot('note:1')) GROUP BY cache_slot(tag) LIMIT {rows}");
        await notes.MigrateAsync(migration => Cookbook.Caching.Schema.CacheTokenMigrations.MakesStale(migration, "line", "{tag}"));
        await using var site = await NotesSite.StartAsync(notes, map: site => site.MapPut("/lines", (NotesDatabase notes) => notes.ExecuteAsync("UPDATE line SET tag = tag")));
        await site.ReadAsync("/notes/1");

        using var response = await site.Client.PutAsync("/lines", null, CancellationToken);
        response.EnsureSuccessStatusCode();

        Assert.StartsWith(other, await site.StatusAsync("/notes/1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_transaction_what_its_savepoints_kept_counts()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes, map: MapSql);
        await site.ReadAsync("/notes/1");
        await site.ReadAsync("/notes/2");
        await site.ReadAsync("/notes/3");

        await SqlAsync(
            site,
            "BEGIN;"
            + "SAVEPOINT a; UPDATE note SET text = 'no' WHERE id = 1; ROLLBACK TO a; UPDATE note SET text = 'new' WHERE id = 1;"
            + "SAVEPOINT b; UPDATE note SET text = 'new' WHERE id = 2; RELEASE b;"
            + "SAVEPOINT c; UPDATE note SET text = 'no' WHERE id = 3; ROLLBACK TO c;"
            + "COMMIT");

        Assert.Equal("new", await site.ReadAsync("/notes/1"));
        Assert.Equal("new", await site.ReadAsync("/notes/2"));
        Assert.Contains("hit", await site.StatusAsync("/notes/3"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_transactions_that_wait_for_each_other_one_fails_and_the_other_counts()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes);
        await site.ReadAsync("/notes/1");
        await site.ReadAsync("/notes/2");
        await using var one = await notes.OpenAsync();
        await using var other = await notes.OpenAsync();
        await ExecuteAsync(one, "SET deadlock_timeout = '50ms'; BEGIN; SELECT cache_touch(ARRAY[cache_slot('note:1')])");
        await ExecuteAsync(other, "SET deadlock_timeout = '10s'; BEGIN; SELECT cache_touch(ARRAY[cache_slot('note:2')])");

        var waiting = ExecuteAsync(other, "UPDATE note SET text = 'new' WHERE id = 1; COMMIT");
        var fault = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(one, "SELECT cache_touch(ARRAY[cache_slot('note:2')])"));
        await ExecuteAsync(one, "ROLLBACK");
        await waiting;

        Assert.Equal(PostgresErrorCodes.DeadlockDetected, fault.SqlState);
        await Eventually.IsTrue("the page shows it", async () => await site.ReadAsync("/notes/1") == "new");
    }

    [Theory]
    [InlineData("TRUNCATE cache_token")]
    [InlineData("DELETE FROM cache_token WHERE slot < 60000")]
    [InlineData("DELETE FROM cache_token")]
    public async Task Without_its_tokens_everything_is_stale_and_is_then_kept_again(string sql)
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes, servers.Redis, map: MapSql);
        await site.ReadAsync("/notes/1");

        await SqlAsync(site, $"{WritePastTheTriggers}; {sql}; COMMIT");

        Assert.Equal("new", await site.ReadAsync("/notes/1"));
        await Eventually.IsTrue("pages are kept again", async () => (await site.StatusAsync("/notes/1")).Contains("hit", StringComparison.Ordinal));
        await site.WriteAsync(1, "newer");
        Assert.Equal("newer", await site.ReadAsync("/notes/1"));
    }

    [Fact]
    public async Task Without_its_tokens_and_the_trigger_that_fills_them_in_old_data_would_be_shown()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes, servers.Redis, map: MapSql);
        await site.ReadAsync("/notes/1");

        await SqlAsync(site, $"{WritePastTheTriggers}; ALTER TABLE cache_token DISABLE TRIGGER USER; TRUNCATE cache_token; COMMIT");

        Assert.Equal("0", await site.ReadAsync("/notes/1"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_token_that_came_with_a_restored_database_is_not_taken_for_this_transactions_own_and_would_be_by_its_mark_alone(bool byItsRowToo)
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes);
        await using var writer = await notes.OpenAsync();
        await ExecuteAsync(writer, "BEGIN");
        await using var command = new NpgsqlCommand("SELECT pg_current_xact_id()::text", writer);
        var number = (string)(await command.ExecuteScalarAsync(CancellationToken))!;

        // A dump keeps the numbers of the old server's transactions, and the new server comes to each of them once.
        await notes.ExecuteAsync($"UPDATE cache_token SET xact = '{number}'");
        if (!byItsRowToo)
        {
            await notes.ExecuteAsync("DO $$ BEGIN EXECUTE replace(pg_get_functiondef('cache_touch'::regproc), ' OR t.xmin <> pg_current_xact_id()::xid', ''); END $$");
        }

        await site.ReadAsync("/notes/1");
        await ExecuteAsync(writer, "UPDATE note SET text = 'new' WHERE id = 1; COMMIT");

        await site.Services.GetRequiredService<TokenListener>().CatchUpAsync();
        Assert.Equal(byItsRowToo ? "new" : "0", await site.ReadAsync("/notes/1"));
    }

    private static void MapSql(WebApplication site) => site.MapPut("/sql", async (HttpRequest request, NotesDatabase notes) =>
    {
        using var reader = new StreamReader(request.Body);
        await notes.ExecuteAsync(await reader.ReadToEndAsync());
    });

    private static async Task SqlAsync(NotesSite site, string sql)
    {
        using var response = await site.Client.PutAsync("/sql", new StringContent(sql), CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // The tests' own.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(CancellationToken);
    }
}
