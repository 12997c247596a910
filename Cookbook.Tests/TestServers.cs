using Npgsql;

[assembly: AssemblyFixture(typeof(Cookbook.Tests.TestServers))]

namespace Cookbook.Tests;

/// <summary>A Postgres and a Redis for the tests that run a program in their own process. Each test makes its own database.</summary>
public sealed class TestServers : IAsyncLifetime
{
    /// <summary>Hundreds of databases share this server's connections, so a pool gives back at once what its test has done with.</summary>
    private const string Briefly = "Connection Idle Lifetime=2;Connection Pruning Interval=1";

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
    }

    /// <summary>The connection string of a new, empty database.</summary>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection($"{_postgres};Database=postgres;Pooling=false");
        await connection.OpenAsync(cancellationToken);
#pragma warning disable CA2100 // CREATE DATABASE takes no parameters, and the name is made here.
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
#pragma warning restore CA2100
        await create.ExecuteNonQueryAsync(cancellationToken);
        return $"{_postgres};Database={name};{Briefly}";
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }
    }
}
