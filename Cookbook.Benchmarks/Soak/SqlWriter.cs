using System.Data.Common;
using System.Diagnostics;
using Npgsql;

namespace Cookbook.Benchmarks.Soak;

/// <summary>Writes past the site, and then looks how long it takes until each replica shows it.</summary>
internal sealed class SqlWriter : IAsyncDisposable
{
    private readonly SoakRun _run;
    private readonly LagWatch _watch;
    private readonly int[] _ids;
    private readonly NpgsqlDataSource _database;

    /// <param name="run">The run.</param>
    /// <param name="visitor">Who looks whether a write is shown.</param>
    /// <param name="ids">Of the recipes.</param>
    /// <param name="postgres">The connection string.</param>
    public SqlWriter(SoakRun run, Visitor visitor, int[] ids, string postgres)
    {
        (_run, _watch, _ids) = (run, new LagWatch(run, visitor, LagWatch.Patience), ids);

        // Without a wait for the server's word that it has given up: it may be the server that hangs.
        _database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(postgres) { CommandTimeout = 5, Timeout = 5, CancellationTimeout = -1 });
    }

    /// <returns>True if Postgres said that it is stored.</returns>
    public async Task<bool> WriteAsync(int recipe, int version, CancellationToken cancellationToken)
    {
        if (!await IsStoredAsync(recipe, version, cancellationToken))
        {
            return false;
        }

        var at = Stopwatch.GetTimestamp();
        _run.Log.Acknowledge(recipe, version, at);
        await Task.WhenAll(Enumerable.Range(0, _run.Replicas.Count).Select(replica => _watch.LookAsync(replica, recipe, version, at, cancellationToken)));
        return true;
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async Task<bool> IsStoredAsync(int recipe, int version, CancellationToken cancellationToken)
    {
        // A write that was given up may still arrive, after the next one: the older version then loses.
        await using var command = _database.CreateCommand(
            """
            WITH changed AS (
              UPDATE recipe SET description = $1, instructions = $2, updated_at = now()
              WHERE id = $3 AND split_part(split_part(description, ' ', 1), '-', 3)::int < $4 RETURNING id)
            UPDATE ingredient SET description = $5 FROM changed WHERE recipe_id = changed.id AND position = 0
            """);
        foreach (var value in (object[])[SoakRecipes.Description(recipe, version), SoakRecipes.Steps(recipe, version), _ids[recipe], version, SoakRecipes.Line(recipe, version)])
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        try
        {
            return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
        }
        catch (Exception exception) when (exception is DbException or TimeoutException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // Nobody knows what has become of it.
            return false;
        }
    }
}
