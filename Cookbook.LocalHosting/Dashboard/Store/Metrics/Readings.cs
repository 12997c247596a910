namespace Cookbook.LocalHosting.Dashboard.Store.Metrics;

/// <summary>What the store has of an instrument, without the points: how many series, and the time of the latest measurement.</summary>
internal sealed record ListedInstrument(Instrument Instrument, int Series, long Time);

/// <summary>A copy of what is kept of a series.</summary>
/// <param name="Attributes">By their keys.</param>
/// <param name="Exemplars">The latest, by their time.</param>
internal abstract record SeriesReading(TelemetryAttribute[] Attributes, Exemplar[] Exemplars);

/// <summary>Its slots by their time. The first may be older than was asked for: a counter has grown since then.</summary>
internal sealed record NumberReading(TelemetryAttribute[] Attributes, Exemplar[] Exemplars, NumberSlot[] Slots)
    : SeriesReading(Attributes, Exemplars);

/// <summary>
/// Its slots by their time, the first of which may be older than was asked for: it is where the second begins; and all values since the beginning.
/// </summary>
internal sealed record HistogramReading(TelemetryAttribute[] Attributes, Exemplar[] Exemplars, HistogramSlot[] Slots, Distribution Total)
    : SeriesReading(Attributes, Exemplars);
