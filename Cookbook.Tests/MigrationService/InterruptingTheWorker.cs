using Cookbook.MigrationService;
using Npgsql;

namespace Cookbook.Tests.MigrationService;

public sealed class InterruptingTheWorker(TestServers databases)
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stop_rolls_back_and_frees_the_lock()
    {
        var connectionString = await databases.CreateDatabaseAsync(CancellationToken);
        var worker = new Worker(connectionString) { Seed = "sample" };
        await new Worker(connectionString).RunAsync();
        await using var other = new NpgsqlConnection(connectionString);
        await other.OpenAsync(CancellationToken);
        await using var transaction = await other.BeginTransactionAsync(CancellationToken);
        await other.ExecuteAsync("LOCK TABLE ingredient IN ACCESS EXCLUSIVE MODE", CancellationToken);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken);
        var running = worker.RunUntilAsync(stop.Token);
        await other.UntilAsync("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = 'ingredient'::regclass)", CancellationToken);
        await stop.CancelAsync();
        var end = await running;

        Assert.Equal(ExitCode.Stopped, end.ExitCode);
        Assert.StartsWith("Stopped before the end.", end.Error, StringComparison.Ordinal);
        await transaction.RollbackAsync(CancellationToken);
        await other.UntilAsync("SELECT NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND database = "
            + "(SELECT oid FROM pg_database WHERE datname = current_database()))", CancellationToken);
        Assert.Equal(new RowCounts(), await worker.CountRowsAsync());
        (await worker.RunAsync()).MustSucceed();
    }

    [Fact]
    public async Task A_connection_that_is_lost_in_the_middle_is_bridged()
    {
        var connectionString = await databases.CreateDatabaseAsync(CancellationToken);
        (await new Worker(connectionString).RunAsync()).MustSucceed();
        await using var other = new NpgsqlConnection(connectionString);
        await other.OpenAsync(CancellationToken);
        await using var transaction = await other.BeginTransactionAsync(CancellationToken);
        await other.ExecuteAsync("LOCK TABLE ingredient IN ACCESS EXCLUSIVE MODE", CancellationToken);

        var worker = new Worker(connectionString) { Seed = "sample" };
        var running = worker.RunAsync();
        await other.UntilAsync(
            "SELECT count(pg_terminate_backend(pid)) > 0 FROM pg_locks WHERE NOT granted AND relation = 'ingredient'::regclass", CancellationToken);
        await transaction.RollbackAsync(CancellationToken);

        Assert.Contains("(seed sample)", (await running).MustSucceed().Output, StringComparison.Ordinal);
        Assert.Equal(1, (await worker.CountRowsAsync()).LoadedSeeds);
    }

    /// <summary>Asked for right away, over a connection that is there already, so that the server has no time to end the worker's.</summary>
    [Fact]
    public async Task A_worker_that_has_ended_has_given_the_lock_back()
    {
        var connectionString = await databases.CreateDatabaseAsync(CancellationToken);
        var worker = new Worker(connectionString);
        (await worker.RunAsync()).MustSucceed();
        await using var other = new NpgsqlConnection(connectionString);
        await other.OpenAsync(CancellationToken);

        for (var i = 0; i < 20; i++)
        {
            (await worker.RunAsync()).MustSucceed();

            await using var take = new NpgsqlCommand($"SELECT pg_try_advisory_lock({DatabaseLock.Key})", other);
            Assert.Equal(true, await take.ExecuteScalarAsync(CancellationToken));
            await other.ExecuteAsync($"SELECT pg_advisory_unlock({DatabaseLock.Key})", CancellationToken);
        }
    }

    [Fact]
    public async Task A_worker_that_waits_can_be_stopped()
    {
        var connectionString = await databases.CreateDatabaseAsync(CancellationToken);
        await using var other = new NpgsqlConnection(connectionString);
        await other.OpenAsync(CancellationToken);
        await other.ExecuteAsync($"SELECT pg_advisory_lock({DatabaseLock.Key})", CancellationToken);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken);
        var running = new Worker(connectionString).RunUntilAsync(stop.Token);
        await other.UntilAsync("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND locktype = 'advisory' AND database = "
            + "(SELECT oid FROM pg_database WHERE datname = current_database()))", CancellationToken);
        await stop.CancelAsync();
        var end = await running;

        Assert.Equal(ExitCode.Stopped, end.ExitCode);
        Assert.Contains("Another worker is at this database; waiting for it.", end.Output, StringComparison.Ordinal);
    }
}
