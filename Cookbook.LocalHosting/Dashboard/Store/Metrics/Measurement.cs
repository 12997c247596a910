namespace Cookbook.LocalHosting.Dashboard.Store.Metrics;

/// <summary>What an instrument says of one of its series.</summary>
/// <param name="Instrument">Which one.</param>
/// <param name="Attributes">Of the series.</param>
/// <param name="Start">Since when it counts, in nanoseconds since 1970; 0 if it does not say.</param>
/// <param name="Time">Until when.</param>
/// <param name="IsDelta">Whether it counts since the measurement before; otherwise since the process began.</param>
/// <param name="Exemplars">Some single values, with the spans during which they came up.</param>
internal abstract record Measurement(
    Instrument Instrument, TelemetryAttribute[] Attributes, long Start, long Time, bool IsDelta, Exemplar[] Exemplars);

internal sealed record NumberMeasurement(
    Instrument Instrument, TelemetryAttribute[] Attributes, long Start, long Time, bool IsDelta, Exemplar[] Exemplars, double Value)
    : Measurement(Instrument, Attributes, Start, Time, IsDelta, Exemplars);

internal sealed record HistogramMeasurement(
    Instrument Instrument, TelemetryAttribute[] Attributes, long Start, long Time, bool IsDelta, Exemplar[] Exemplars, Distribution Values)
    : Measurement(Instrument, Attributes, Start, Time, IsDelta, Exemplars);

/// <summary>A single value, and the span during which it came up. The time is in nanoseconds since 1970.</summary>
internal readonly record struct Exemplar(long Time, double Value, TraceId Trace, SpanId Span);
