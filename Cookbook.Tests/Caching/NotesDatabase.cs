using System.Globalization;
using Cookbook.Caching.Schema;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Npgsql;

namespace Cookbook.Tests.Caching;

/// <summary>A table of notes, whose changes make <c>note:{id}</c> and <c>notes</c> stale. Nothing of recipes.</summary>
internal sealed class NotesDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;

    private NotesDatabase(string connectionString)
    {
        ConnectionString = connectionString;
        _source = NpgsqlDataSource.Create(connectionString);
    }

    public string ConnectionString { get; }

    /// <summary>With the notes 1 to <paramref name="notes"/>, each of which says "0".</summary>
    public static async Task<NotesDatabase> CreateAsync(TestServers servers, int notes = 3)
    {
        return new NotesDatabase(await servers.CopyDatabaseAsync($"notes, {notes}", FillAsync, TestContext.Current.CancellationToken));

        async Task FillAsync(string connectionString)
        {
            await using var database = At(connectionString);
            await database.FillAsync(notes);
        }
    }

    /// <summary>The same database, reached in another way; or one that is to be filled.</summary>
    public static NotesDatabase At(string connectionString) => new(connectionString);

    public async Task FillAsync(int notes)
    {
        await ExecuteAsync("CREATE TABLE note (id integer PRIMARY KEY, text text NOT NULL, shelf integer)");
        await MigrateAsync(migration =>
        {
            migration.CreateCacheTokens();
            migration.MakesStale("note", "note:{id}", "shelf:{shelf}", "notes");
        });
        await ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO note SELECT id, '0' FROM generate_series(1, {notes}) AS id"));
    }

    public async Task MigrateAsync(Action<MigrationBuilder> migrate)
    {
        var migration = new MigrationBuilder("Npgsql.EntityFrameworkCore.PostgreSQL");
        migrate(migration);
        foreach (var operation in migration.Operations.Cast<SqlOperation>())
        {
            await ExecuteAsync(operation.Sql);
        }
    }

    public async Task<NpgsqlConnection> OpenAsync() => await _source.OpenConnectionAsync(TestContext.Current.CancellationToken);

    public async Task WriteAsync(int note, string text)
    {
        await using var command = _source.CreateCommand("UPDATE note SET text = $2 WHERE id = $1");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = note });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = text });
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public async Task<string> ReadAsync(int note, CancellationToken cancellationToken)
    {
        await using var command = _source.CreateCommand("SELECT text FROM note WHERE id = $1");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = note });
        return (string)(await command.ExecuteScalarAsync(cancellationToken) ?? "no such note");
    }

    /// <summary>As somebody with psql would.</summary>
    public async Task ExecuteAsync(string sql)
    {
#pragma warning disable CA2100 // The tests' own.
        await using var command = _source.CreateCommand(sql);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
