using StackExchange.Redis;

namespace Cookbook.Tests.Caching;

/// <summary>A Redis that a test may stop, fill and spoil.</summary>
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

    /// <summary>Skips the test where Garnet stands in for Redis.</summary>
    /// <param name="bytes">0 is without limit.</param>
    /// <param name="policy">What goes when it is full.</param>
    public async Task LimitAsync(int bytes, string policy = "noeviction")
    {
        try
        {
            await ExecuteAsync("CONFIG", "SET", "maxmemory-policy", policy);
            await ExecuteAsync("CONFIG", "SET", "maxmemory", bytes);
        }
        catch (RedisServerException refusal) when (refusal.Message.Contains("Unknown option", StringComparison.Ordinal))
        {
            Assert.Skip("Garnet has no maxmemory; install redis-server.");
        }
    }

    public async Task ExecuteAsync(string command, params object[] arguments)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(ConnectionString);
        await redis.GetDatabase().ExecuteAsync(command, arguments);
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
