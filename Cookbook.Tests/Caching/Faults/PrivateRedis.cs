using StackExchange.Redis;

namespace Cookbook.Tests.Caching.Faults;

/// <summary>A Redis that a test may stop and fill.</summary>
public sealed class PrivateRedis : IAsyncLifetime
{
    private DistributedApplication? _application;

    public string ConnectionString { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddRedis("cache");
        _application = await builder.BuildAsync();
        await _application.StartAsync();
        await _application.ResourceNotifications.WaitForResourceHealthyAsync("cache");
        ConnectionString = (await _application.GetConnectionStringAsync("cache"))!;
    }

    public Task StopAsync() => CommandAsync(KnownResourceCommands.StopCommand);

    public async Task StartAsync()
    {
        await CommandAsync(KnownResourceCommands.StartCommand);
        await _application!.ResourceNotifications.WaitForResourceHealthyAsync("cache", Eventually.Deadline);
    }

    /// <summary>0 is without limit.</summary>
    public async Task LimitAsync(int bytes)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(ConnectionString);
        await redis.GetDatabase().ExecuteAsync("CONFIG", "SET", "maxmemory-policy", "noeviction");
        await redis.GetDatabase().ExecuteAsync("CONFIG", "SET", "maxmemory", bytes);
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }
    }

    private async Task CommandAsync(string command)
    {
        var result = await _application!.ResourceCommands.ExecuteCommandAsync("cache", command, TestContext.Current.CancellationToken);
        Assert.True(result.Success, result.ErrorMessage);
    }
}
