using System.Diagnostics.Metrics;
using Cookbook.Caching.Telemetry;

namespace Cookbook.Web.Caching.Live;

/// <summary>Hears the cache's meter, for as long as it lives, and adds up what it hears. The names are those of docs/telemetry.md.</summary>
internal sealed class CacheMeasurements : IDisposable
{
    private const string Requests = "requests";
    private const string TimeSaved = "time_saved";
    private const string PurgeLag = "purge.lag";
    private const string Breaker = "breaker.state";

    private readonly Lock _lock = new();
    private readonly MeterListener _listener = new();
    private long _hits;
    private long _misses;
    private long _others;
    private double _saved;
    private double? _lag;
    private bool _isLeftAlone;

    /// <param name="meters">This application's: another in the same process, as in the tests, has another.</param>
    public CacheMeasurements(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters)
                && instrument is { Meter.Name: CacheTelemetry.Name, Name: Requests or TimeSaved or PurgeLag or Breaker })
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, tags, _) => Count(count, ResultIn(tags)));
        _listener.SetMeasurementEventCallback<int>((_, state, _, _) => _isLeftAlone = state > 0);
        _listener.SetMeasurementEventCallback<double>((instrument, seconds, _, _) => Add(instrument.Name, seconds));
        _listener.Start();
    }

    /// <summary>What was heard since the last time; forgets it.</summary>
    public CacheSample Take(DateTimeOffset now)
    {
        _listener.RecordObservableInstruments();
        lock (_lock)
        {
            var sample = new CacheSample(now, _hits, _misses, _others, _saved, _lag, _isLeftAlone);
            (_hits, _misses, _others, _saved, _lag) = (0, 0, 0, 0, null);
            return sample;
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Count(long count, string? result)
    {
        lock (_lock)
        {
            _ = result switch
            {
                "hit" or "stale" => _hits += count,
                "miss" => _misses += count,
                _ => _others += count,
            };
        }
    }

    private void Add(string instrument, double seconds)
    {
        lock (_lock)
        {
            if (instrument == PurgeLag)
            {
                _lag = Math.Max(_lag ?? 0, seconds * 1000);
            }
            else
            {
                _saved += seconds;
            }
        }
    }

    private static string? ResultIn(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (name, value) in tags)
        {
            if (name == "result")
            {
                return value as string;
            }
        }

        return null;
    }
}
