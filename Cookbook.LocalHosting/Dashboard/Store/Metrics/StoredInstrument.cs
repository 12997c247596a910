namespace Cookbook.LocalHosting.Dashboard.Store.Metrics;

/// <summary>An instrument and its series.</summary>
internal sealed class StoredInstrument(Instrument description)
{
    public Instrument Description => description;

    public Dictionary<SeriesKey, StoredSeries> Series { get; } = [];

    public long Time => Series.Count == 0 ? 0 : Series.Values.Max(series => series.Time);

    public StoredSeries Add(SeriesKey key)
    {
        StoredSeries series = description.Kind == InstrumentKind.Histogram ? new HistogramSeries(this, key) : new NumberSeries(this, key);
        Series.Add(key, series);
        return series;
    }
}
