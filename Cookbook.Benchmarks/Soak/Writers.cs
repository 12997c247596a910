using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Cookbook.Benchmarks.Soak;

/// <summary>Half of all writes go through the forms of the admin site, half past the site, by SQL.</summary>
internal sealed class Writers : IAsyncDisposable
{
    private readonly SoakRun _run;
    private readonly LagWatch _watch;
    private readonly Editor _editor;
    private readonly int[] _ids;
    private readonly NpgsqlDataSource _database;
    private readonly SemaphoreSlim[] _turns;

    /// <param name="run">The run.</param>
    /// <param name="visitor">Who looks whether a write is shown.</param>
    /// <param name="editor">Signed in.</param>
    /// <param name="ids">Of the recipes.</param>
    /// <param name="postgres">The connection string for those who write past the site.</param>
    public Writers(SoakRun run, Visitor visitor, Editor editor, int[] ids, string postgres)
    {
        (_run, _watch, _editor, _ids) = (run, new LagWatch(run, visitor, LagWatch.Patience), editor, ids);

        // Without a wait for the server's word that it has given up: it may be the server that hangs.
        _database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(postgres) { CommandTimeout = 5, Timeout = 5, CancellationTimeout = -1 });
        _turns = [.. ids.Select(_ => new SemaphoreSlim(1))];
    }

    /// <summary>Writes until it is cancelled.</summary>
    public Task WriteAsync(CancellationToken cancellationToken)
    {
        var each = TimeSpan.FromSeconds(2 / (_run.Options.Rate * _run.Options.Writes));
        return Task.WhenAll(
            RepeatAsync(each, new Dice(_run.Options.Seed + 1), ByFormAsync, cancellationToken),
            RepeatAsync(each, new Dice(_run.Options.Seed + 2), BySqlAsync, cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Array.ForEach(_turns, turn => turn.Dispose());
    }

    private async Task RepeatAsync(TimeSpan each, Dice dice, Func<Dice, int, int, CancellationToken, Task<bool>> writeAsync, CancellationToken cancellationToken)
    {
        var popular = new Zipf(_ids.Length);
        using var ticks = new PeriodicTimer(each);
        try
        {
            while (await ticks.WaitForNextTickAsync(cancellationToken))
            {
                var (tally, recipe) = (_run.Now, popular.At(dice.Chance()));
                await _turns[recipe].WaitAsync(cancellationToken);
                try
                {
                    tally.Add(await writeAsync(dice, recipe, _run.Log.Begin(recipe), cancellationToken) ? Count.WritesAcknowledged : Count.WritesRefused);
                }
                catch (Exception exception) when (exception is HttpRequestException or IOException or DbException or TimeoutException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
                {
                    // Nobody knows what has become of it.
                    tally.Add(Count.WritesRefused);
                }
                finally
                {
                    _turns[recipe].Release();
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    private async Task<bool> ByFormAsync(Dice dice, int recipe, int version, CancellationToken cancellationToken)
    {
        var (replica, before) = (dice.Below(_run.Replicas.Count), _run.Log.Acknowledged());
        (string, string)[] fields =
        [
            ("Description", SoakRecipes.Description(recipe, version)),
            ("Lines[0].Written", SoakRecipes.Line(recipe, version)),
            ("Instructions", string.Create(CultureInfo.InvariantCulture, $"1. Chop everything.\r\n2. Cook step-{recipe}-{version}.\r\n")),
        ];
        if (!await _editor.SaveAsync(replica, _ids[recipe], fields, cancellationToken))
        {
            return false;
        }

        var at = Stopwatch.GetTimestamp();
        _run.Log.Acknowledge(recipe, version, at);
        before[recipe] = version;
        _run.Log.Fence(replica, before);
        return true;
    }

    private async Task<bool> BySqlAsync(Dice dice, int recipe, int version, CancellationToken cancellationToken)
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

        if (await command.ExecuteNonQueryAsync(cancellationToken) != 1)
        {
            return false;
        }

        var at = Stopwatch.GetTimestamp();
        _run.Log.Acknowledge(recipe, version, at);
        await Task.WhenAll(Enumerable.Range(0, _run.Replicas.Count).Select(replica => _watch.LookAsync(replica, recipe, version, at, cancellationToken)));
        return true;
    }
}
