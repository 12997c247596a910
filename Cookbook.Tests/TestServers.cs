using System.Collections.Concurrent;
using Npgsql;

[assembly: AssemblyFixture(typeof(Cookbook.Tests.TestServers))]

namespace Cookbook.Tests;

/// <summary>A Postgres and a Redis for the tests that run a program in their own process. Each test makes its own database.</summary>
public sealed class TestServers : IAsyncLifetime
{
    /// <summary>Hundreds of databases share this server's connections, so a pool gives back at once what its test has done with.</summary>
    private const string Briefly = "Connection Idle Lifetime=2;Connection Pruning Interval=1";

    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _filled = new();
    private DistributedApplication? _application;
    private string? _postgres;
    private int _databases;

    public string Redis { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddPostgres("postgres");
        builder.AddRedis("cache");
        _application = await builder.BuildAsync();
        await _application.StartAsync();
        await _application.ResourceNotifications.WaitForResourceHealthyAsync("postgres");
        await _application.ResourceNotifications.WaitForResourceHealthyAsync("cache");
        _postgres = await _application.GetConnectionStringAsync("postgres");
        Redis = (await _application.GetConnectionStringAsync("cache"))!;

        // It goes round all databases once a minute, whether they are still used or not: with hundreds of them it would never rest.
        await ExecuteAsync("ALTER SYSTEM SET autovacuum = off", TestContext.Current.CancellationToken);
        await ExecuteAsync("SELECT pg_reload_conf()", TestContext.Current.CancellationToken);
    }

    /// <summary>The connection string of a new, empty database.</summary>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken) => $"{At(await CreateAsync("template1", cancellationToken))};{Briefly}";

    /// <summary>The connection string of a new database that is a copy of another one: copying costs a tenth of filling.</summary>
    /// <param name="what">What is in it: each name is filled once.</param>
    /// <param name="fill">Fills the first one, and is done with it when it returns.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<string> CopyDatabaseAsync(string what, Func<string, Task> fill, CancellationToken cancellationToken)
    {
        var filled = _filled.GetOrAdd(what, _ => new(async () =>
        {
            var name = await CreateAsync("template1", cancellationToken);
            await fill($"{At(name)};Pooling=false");
            return name;
        }));
        return $"{At(await CreateAsync(await filled.Value, cancellationToken))};{Briefly}";
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }
    }

    private async Task<string> CreateAsync(string template, CancellationToken cancellationToken)
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template}", cancellationToken);
        return name;
    }

    private string At(string database) => $"{_postgres};Database={database}";

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection($"{At("postgres")};Pooling=false");
        await connection.OpenAsync(cancellationToken);
#pragma warning disable CA2100 // These statements take no parameters, and the names in them are made here.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
