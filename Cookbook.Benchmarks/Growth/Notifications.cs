using Cookbook.Caching.Schema;
using Npgsql;

namespace Cookbook.Benchmarks.Growth;

/// <summary>Hears what a replica would hear.</summary>
internal sealed class Notifications(NpgsqlConnection connection) : IAsyncDisposable
{
    /// <summary>What the cache itself sends after a write, to know when it has heard of it.</summary>
    private const string Fence = "fence ";

    private int _heard;

    public static async Task<Notifications> ListenAsync(string connectionString, CancellationToken cancellationToken)
    {
        var listening = new Notifications(new NpgsqlConnection(connectionString));
        await listening.StartAsync(cancellationToken);
        return listening;
    }

    /// <summary>Of changed tokens, since the last call.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        // What committed before is delivered at the latest with this answer.
        await RunAsync("SELECT 1", cancellationToken);
        return Interlocked.Exchange(ref _heard, 0);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        connection.Notification += (_, notification) =>
        {
            if (!notification.Payload.StartsWith(Fence, StringComparison.Ordinal))
            {
                _heard++;
            }
        };
        await connection.OpenAsync(cancellationToken);
        await RunAsync($"LISTEN {TokenSchema.Channel}", cancellationToken);
    }

    private async Task RunAsync(string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // Both are constants.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
