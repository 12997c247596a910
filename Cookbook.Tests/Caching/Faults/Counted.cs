using System.Diagnostics.Metrics;
using Cookbook.Caching.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Caching.Faults;

/// <summary>One counter, or histogram, of one site's cache, from now on.</summary>
internal sealed class Counted : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _total;
    private int _measurements;
    private TaskCompletionSource _next = New();

    public Counted(NotesSite site, string counter)
    {
        var meter = site.Services.GetRequiredService<CacheMeter>().Meter;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == meter && instrument.Name == counter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, measurement, _, _) =>
        {
            Interlocked.Add(ref _total, measurement);
            Interlocked.Exchange(ref _next, New()).SetResult();
        });
        _listener.SetMeasurementEventCallback<double>((_, _, _, _) => Interlocked.Increment(ref _measurements));
        _listener.Start();
    }

    public long Total => Interlocked.Read(ref _total);

    /// <summary>How often something was measured, for a histogram.</summary>
    public int Measurements => Volatile.Read(ref _measurements);

    /// <summary>Returns when something has been counted after this call.</summary>
    public Task NextAsync() => Volatile.Read(ref _next).Task.WaitAsync(Eventually.Deadline);

    public void Dispose() => _listener.Dispose();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
