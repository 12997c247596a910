using Npgsql;

namespace Cookbook.Tests.MigrationService;

internal static class Sql
{
    public static async Task ExecuteAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Asks until the answer is true.</summary>
    public static async Task UntilAsync(this NpgsqlConnection connection, string condition, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        await using var command = new NpgsqlCommand(condition, connection);
        while (await command.ExecuteScalarAsync(deadline.Token) is not true)
        {
            await Task.Yield();
        }
    }
}
