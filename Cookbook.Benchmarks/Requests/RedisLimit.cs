using System.Globalization;
using System.Net;
using Cookbook.Benchmarks.Load;
using CliWrap;
using CliWrap.Buffered;
using StackExchange.Redis;

namespace Cookbook.Benchmarks.Requests;

/// <summary>How often Redis itself can give a value of the page's size: the limit of every cache that asks it once a hit.</summary>
internal sealed class RedisLimit(string program, ConfigurationOptions redis)
{
    private const string Key = "cookbook-benchmarks:value";

    private const int ToBeginWith = 20_000;

    /// <summary>Requests a second, of the last run; it says how many make one of the wanted length.</summary>
    private double _rate;

    /// <summary>Null where redis-benchmark is not installed.</summary>
    public static async Task<RedisLimit?> PrepareAsync(string connectionString, byte[] value)
    {
        if (InstalledProgram.Find("redis-benchmark") is not { } program)
        {
            return null;
        }

        var options = ConfigurationOptions.Parse(connectionString);
        await using var connection = await ConnectionMultiplexer.ConnectAsync(options);
        await connection.GetDatabase().StringSetAsync(Key, value);
        return new RedisLimit(program, options);
    }

    public async Task<Measured> RunAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        if (_rate == 0)
        {
            _rate = (await RunAsync(ToBeginWith, cancellationToken)).Rate;
        }

        var run = await RunAsync((long)(_rate * time.TotalSeconds), cancellationToken);
        _rate = run.Rate;
        return run;
    }

    private async Task<Measured> RunAsync(long requests, CancellationToken cancellationToken)
    {
        var (host, port) = redis.EndPoints[0] switch
        {
            DnsEndPoint name => (name.Host, name.Port),
            IPEndPoint address => (address.Address.ToString(), address.Port),
            var other => throw new InvalidOperationException($"Redis is at {other}, where redis-benchmark cannot go."),
        };
        string[] arguments =
        [
            "-h", host, "-p", Text(port), .. redis.Password is { Length: > 0 } password ? (string[])["-a", password] : [],
            .. redis.Ssl ? (string[])["--tls", "--insecure"] : [],
            "-c", Text(LoadGenerator.Connections), "-n", Text(requests), "--csv", "GET", Key,
        ];
        var output = (await Cli.Wrap(program).WithArguments(arguments).ExecuteBufferedAsync(cancellationToken)).StandardOutput;

        // "test","rps","avg_latency_ms","min_latency_ms","p50_latency_ms","p95_latency_ms","p99_latency_ms","max_latency_ms"
        var numbers = output.Trim().Split('\n')[^1].Split(',').Select(cell => cell.Trim('"', '\r')).ToArray();
        return new Measured(Number(numbers[^7]), Number(numbers[^4]), Number(numbers[^2]));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
