using System.Net.Sockets;
using Cookbook.Caching.Inspection;
using Cookbook.Caching.Resilience;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Cookbook.Caching.Store;

/// <summary>The application's connection to Redis. It is made in the background, so that nothing waits for a Redis that hangs.</summary>
internal sealed class RedisConnection
{
    private static readonly TimeSpan BetweenComplaints = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan ForALook = TimeSpan.FromSeconds(2);

    private readonly IServiceProvider _services;
    private readonly Circuit _circuit;
    private readonly TimeProvider _time;
    private readonly ILogger<RedisConnection> _logger;
    private readonly Lock _lock = new();
    private long _complainsAt = long.MinValue;
    private Task<IDatabase>? _database;

    public RedisConnection(
        IServiceProvider services, IServiceProviderIsService registered, IOptions<CoherentOutputCacheOptions> options, TimeProvider time, ILogger<RedisConnection> logger)
    {
        (_services, _time, _logger) = (services, time, logger);
        IsConfigured = registered.IsService(typeof(IConnectionMultiplexer));
        _circuit = new Circuit(options.Value.RedisBudget, options.Value.RedisPause, time)
        {
            Opened = exception => logger.RedisAway(CauseOf(exception.GetBaseException())),
            Closed = logger.RedisBack,
        };
    }

    /// <summary>False if the application has registered no <see cref="IConnectionMultiplexer"/>.</summary>
    public bool IsConfigured { get; }

    /// <summary>Whether Redis is left alone for now.</summary>
    public bool IsAway => _circuit.IsOpen;

    /// <summary>Returns when the connection is there, or cannot be made.</summary>
    public Task ConnectAsync() => IsConfigured ? DatabaseAsync().ContinueWith(_ => { }, TaskScheduler.Default) : Task.CompletedTask;

    /// <summary>
    /// What Redis answers; <paramref name="otherwise"/> if it does not, or refuses. A refusal is an answer: a Redis that is full and takes
    /// no more still finds what it has.
    /// </summary>
    public Task<T> TryAsync<T>(Func<IDatabase, Task<T>> command, T otherwise) =>
        _circuit.TryAsync(
            async () =>
            {
                try
                {
                    return await command(await DatabaseAsync());
                }
                catch (RedisServerException refusal)
                {
                    Complain(refusal);
                    return otherwise;
                }
            },
            otherwise);

    /// <summary>
    /// For somebody who looks at the cache: in a time of its own, and whatever comes of it, visitors' lookups are tried or not tried as before.
    /// </summary>
    /// <exception cref="CacheUnavailableException">Redis is not configured, is being left alone, does not answer or refuses.</exception>
    public async Task<T> LookAsync<T>(Func<IDatabase, Task<T>> look, CancellationToken cancellationToken)
    {
        if (!IsConfigured)
        {
            throw new CacheUnavailableException("No Redis is configured, so each replica has the pages in its memory and no others.");
        }

        if (IsAway)
        {
            throw new CacheUnavailableException("Redis has failed and is left alone for a moment; try again in some seconds.");
        }

        // The client cancels what is under way when it gives a connection up.
        try
        {
            return await LookAsync().WaitAsync(ForALook, _time, cancellationToken);
        }
        catch (Exception failure) when (IsOfTheConnection(failure) || failure is OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new CacheUnavailableException($"Redis does not answer ({CauseOf(failure)}).", failure);
        }

        async Task<T> LookAsync() => await look(await DatabaseAsync());
    }

    private void Complain(RedisServerException refusal)
    {
        var now = _time.GetTimestamp();
        var at = Interlocked.Read(ref _complainsAt);
        if (now >= at && Interlocked.CompareExchange(ref _complainsAt, now + (long)(BetweenComplaints.TotalSeconds * _time.TimestampFrequency), at) == at)
        {
            _logger.RedisRefuses(refusal.Message);
        }
    }

    private Task<IDatabase> DatabaseAsync()
    {
        lock (_lock)
        {
            return _database is null or { IsFaulted: true }
                ? _database = Task.Run(() => _services.GetRequiredService<IConnectionMultiplexer>().GetDatabase())
                : _database;
        }
    }

    /// <summary>A command that is under way when its connection breaks ends with what the client's pipe or socket threw.</summary>
    private static bool IsOfTheConnection(Exception failure) =>
        failure is RedisException or TimeoutException or IOException or SocketException or InvalidOperationException;

    /// <summary>Short: a RedisConnectionException's message is a page of counters, with the key in it.</summary>
    private static string CauseOf(Exception exception) => exception switch
    {
        TimeoutException or OperationCanceledException => "no answer in time",
        RedisConnectionException connection => connection.FailureType.ToString(),
        _ => exception.Message,
    };
}
