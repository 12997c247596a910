using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Cookbook.Caching.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Caching.Telemetry;

/// <summary>What one site measures; other sites of the process are left out.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener _listener = new();

    public Measurements(NotesSite site, params string[] further)
        : this(site.Services, further)
    {
    }

    public Measurements(IServiceProvider site, params string[] further)
    {
        var meters = site.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters) && (instrument.Meter.Name == CacheTelemetry.Name || further.Contains(instrument.Name)))
            {
                Instruments[instrument.Name] = instrument;
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public ConcurrentDictionary<string, Instrument> Instruments { get; } = new();

    public ConcurrentQueue<Measurement> All { get; } = new();

    public IReadOnlyList<Measurement> Of(string instrument) => [.. All.Where(measurement => measurement.Instrument == instrument)];

    public double Sum(string instrument) => Of(instrument).Sum(measurement => measurement.Value);

    public double Observe(string instrument)
    {
        _listener.RecordObservableInstruments();
        return Of(instrument)[^1].Value;
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        All.Enqueue(new Measurement(instrument.Name, value, [.. tags.ToArray().Select(tag => KeyValuePair.Create(tag.Key, tag.Value?.ToString() ?? ""))]));
}

internal sealed record Measurement(string Instrument, double Value, IReadOnlyList<KeyValuePair<string, string>> Tags)
{
    public string? Tag(string name) => Tags.FirstOrDefault(tag => tag.Key == name).Value;
}
