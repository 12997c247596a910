using System.Globalization;
using StackExchange.Redis;

namespace Cookbook.Benchmarks.Growth;

/// <summary>Counts the commands that Redis has carried out, those aside that clients send to see whether it is there.</summary>
internal sealed class RedisCommands(string connectionString) : IAsyncDisposable
{
    private static readonly string[] Housekeeping = ["info", "ping", "hello", "client", "config", "cluster", "command", "echo", "subscribe", "auth", "select", "sentinel"];

    private readonly ConnectionMultiplexer _redis = ConnectionMultiplexer.Connect($"{connectionString},allowAdmin=true");

    public async Task<long> CountAsync()
    {
        var statistics = await _redis.GetServers()[0].InfoAsync("commandstats");
        return statistics.SelectMany(section => section)
            .Where(line => !Housekeeping.Contains(line.Key["cmdstat_".Length..].Split('|')[0]))
            .Sum(line => long.Parse(line.Value.Split(',')[0]["calls=".Length..], CultureInfo.InvariantCulture));
    }

    public ValueTask DisposeAsync() => _redis.DisposeAsync();
}
