using Cookbook.Caching.Schema;
using Npgsql;

namespace Cookbook.Caching.Tokens;

/// <summary>The table of tokens in Postgres.</summary>
internal sealed class TokenTable(NpgsqlDataSource database) : IDisposable, IAsyncDisposable
{
    private const string ReadAllSql = $"SELECT slot, token FROM {TokenSchema.Table}";

    private const string ReadSql = $"SELECT slot, token FROM {TokenSchema.Table} WHERE slot = ANY($1)";

    private const string TouchSql = $"SELECT {TokenSchema.Touch}($1)";

    private const string NotifySql = "SELECT pg_notify($1, $2)";

    /// <summary>All tokens, over the connection that listens.</summary>
    public static async Task<List<SlotToken>> ReadAllAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(ReadAllSql, connection);
        return await ReadAsync(command, TokenSchema.Slots + 1, cancellationToken);
    }

    /// <summary>The tokens of some slots, as they are now.</summary>
    public async Task<List<SlotToken>> ReadAsync(int[] slots, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadOnceAsync(slots, cancellationToken);
        }
        catch (NpgsqlException exception) when (exception.InnerException is not TimeoutException && !cancellationToken.IsCancellationRequested)
        {
            // Connections that were cut while they lay in the pool say nothing of Postgres: it may be back, and written to, already. One that
            // is slow, or that none is free, does: new ones for all would make it slower still.
            database.Clear();
            return await ReadOnceAsync(slots, cancellationToken);
        }
    }

    /// <summary>Gives each slot a new token: what carries it is stale, everywhere.</summary>
    public async Task TouchAsync(int[] slots, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(TouchSql);
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = slots });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Sends a message to all who listen. Postgres delivers it after those of every transaction that has committed before.</summary>
    public async Task NotifyAsync(string payload, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(NotifySql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = TokenSchema.Channel });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = payload });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public void Dispose() => database.Dispose();

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private async Task<List<SlotToken>> ReadOnceAsync(int[] slots, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(ReadSql);
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = slots });
        return await ReadAsync(command, slots.Length, cancellationToken);
    }

    private static async Task<List<SlotToken>> ReadAsync(NpgsqlCommand command, int expected, CancellationToken cancellationToken)
    {
        var tokens = new List<SlotToken>(expected);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            tokens.Add(new SlotToken(reader.GetInt32(0), reader.GetInt64(1)));
        }

        return tokens;
    }
}
