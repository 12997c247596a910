using System.Data;
using Cookbook.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Cookbook.MigrationService;

/// <summary>
/// One worker at a time: a session-level advisory lock on a connection of its own, outside every transaction. It is free again when that
/// connection ends, however it ends.
/// </summary>
internal sealed class DatabaseLock : IAsyncDisposable
{
    /// <summary>"Cookbook" in ASCII.</summary>
    public const long Key = 0x43_6F_6F_6B_62_6F_6F_6B;

    private readonly NpgsqlConnection _connection;

    private DatabaseLock(NpgsqlConnection connection) => _connection = connection;

    /// <summary>Makes the database if it is missing, then waits for the lock as long as another worker has it.</summary>
    public static async Task<DatabaseLock> TakeCreatingAsync(CookbookDbContext db, Func<Task> onWait, CancellationToken cancellationToken)
    {
        try
        {
            return await TakeAsync(db, onWait, cancellationToken);
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            await CreateDatabaseAsync(db, cancellationToken);
            return await TakeAsync(db, onWait, cancellationToken);
        }
    }

    /// <summary>Waits for the lock as long as another worker has it.</summary>
    public static Task<DatabaseLock> TakeAsync(CookbookDbContext db, Func<Task> onWait, CancellationToken cancellationToken) =>
        Spans.StepAsync("lock", async span =>
        {
            var connection = await db.Database.CreateExecutionStrategy().ExecuteAsync(token => OpenAsync(db, token), cancellationToken);
            try
            {
                var atOnce = await TryTakeAsync(connection, cancellationToken);
                span?.SetTag("cookbook.lock.waited", !atOnce);
                if (!atOnce)
                {
                    await onWait();
                    await WaitAsync(connection, cancellationToken);
                }

                return new DatabaseLock(connection);
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
        });

    /// <summary>Gives the lock back before the connection goes: the server ends that when it comes to it, and the next worker would wait meanwhile.</summary>
    public async ValueTask DisposeAsync()
    {
        await using (_connection)
        {
            if (_connection.FullState == ConnectionState.Open)
            {
                await GiveBackAsync();
            }
        }
    }

    private async Task GiveBackAsync()
    {
        try
        {
            await using var command = new NpgsqlCommand("SELECT pg_advisory_unlock($1)", _connection) { Parameters = { new() { Value = Key } } };
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // The connection has broken, and the lock is free with it.
        }
    }

    private static async Task<NpgsqlConnection> OpenAsync(CookbookDbContext db, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString())
        {
            // A pooled connection would take the lock with it into the pool; and a firewall must not cut one that only waits.
            Pooling = false,
            KeepAlive = 30,
        }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task<bool> TryTakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock($1)", connection) { Parameters = { new() { Value = Key } } };
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private static async Task WaitAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pg_advisory_lock($1)", connection)
        {
            Parameters = { new() { Value = Key } },
            CommandTimeout = 0,
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task CreateDatabaseAsync(CookbookDbContext db, CancellationToken cancellationToken)
    {
        try
        {
            await db.GetService<IRelationalDatabaseCreator>().CreateAsync(cancellationToken);
        }
        catch (PostgresException there) when (there.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another worker made it in the meantime.
        }
    }
}
