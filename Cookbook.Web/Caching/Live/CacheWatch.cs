using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Cookbook.Web.Caching.Live;

/// <summary>
/// A sample a second of what this replica's cache does, for whoever watches. All share one listener, which is there while somebody does:
/// otherwise nothing is heard, and nothing costs anything.
/// </summary>
internal sealed class CacheWatch(IMeterFactory meters, IHostApplicationLifetime lifetime, TimeProvider time) : IDisposable
{
    /// <summary>More are turned away.</summary>
    public const int MostWatchers = 50;

    /// <summary>In samples: a browser that does not take them loses the oldest.</summary>
    private const int Backlog = 30;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Then the browser comes back by itself, and is asked anew whether it may: nobody watches for long who no longer may.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly HashSet<Channel<CacheSample>> _watchers = [];
    private CacheMeasurements? _measurements;
    private ITimer? _timer;

    public bool IsListening => _measurements is not null;

    public bool IsFull
    {
        get
        {
            lock (_lock)
            {
                return _watchers.Count >= MostWatchers;
            }
        }
    }

    /// <summary>
    /// Ends after five minutes, when the token is cancelled, and as soon as the application is to stop, which must not wait for it; at once,
    /// where others have joined since <see cref="IsFull"/> was asked.
    /// </summary>
    public async IAsyncEnumerable<CacheSample> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Longest, time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping, late.Token);
        var watcher = Channel.CreateBounded<CacheSample>(new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest });
        await using var end = ends.Token.Register(() => watcher.Writer.TryComplete());
        if (!Join(watcher))
        {
            yield break;
        }

        try
        {
            await foreach (var sample in watcher.Reader.ReadAllAsync(CancellationToken.None))
            {
                yield return sample;
            }
        }
        finally
        {
            Leave(watcher);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            StopListening();
        }
    }

    private bool Join(Channel<CacheSample> watcher)
    {
        lock (_lock)
        {
            if (_watchers.Count >= MostWatchers)
            {
                return false;
            }

            _watchers.Add(watcher);
            _measurements ??= new CacheMeasurements(meters);
            _timer ??= time.CreateTimer(_ => Tell(), null, Interval, Interval);
            return true;
        }
    }

    private void Leave(Channel<CacheSample> watcher)
    {
        lock (_lock)
        {
            _watchers.Remove(watcher);
            if (_watchers.Count == 0)
            {
                StopListening();
            }
        }
    }

    private void Tell()
    {
        lock (_lock)
        {
            if (_measurements?.Take(time.GetUtcNow()) is { } sample)
            {
                foreach (var watcher in _watchers)
                {
                    watcher.Writer.TryWrite(sample);
                }
            }
        }
    }

    private void StopListening()
    {
        _timer?.Dispose();
        _measurements?.Dispose();
        (_timer, _measurements) = (null, null);
    }
}
