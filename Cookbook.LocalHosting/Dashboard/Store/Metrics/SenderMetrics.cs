namespace Cookbook.LocalHosting.Dashboard.Store.Metrics;

/// <summary>What one process measures.</summary>
internal sealed class SenderMetrics
{
    /// <summary>In nanoseconds: a series that was measured since then does not give way to a new one. Otherwise none would grow old.</summary>
    private const long Fresh = 60_000_000_000;

    /// <summary>In nanoseconds: what comes together within that time is one export, however many messages it has.</summary>
    private const long Export = 500_000_000;

    private readonly Dictionary<(string Scope, string Name), StoredInstrument> _instruments = [];
    private readonly LinkedList<StoredSeries> _byTime = [];
    private readonly Dictionary<StoredSeries, LinkedListNode<StoredSeries>> _places = [];
    private long _export;
    private long _exportBefore;

    public ICollection<StoredInstrument> Instruments => _instruments.Values;

    public int Series => _places.Count;

    /// <summary>In bytes, roughly.</summary>
    public long Weight { get; private set; }

    /// <summary>The series that has not been measured for the longest time; null without any.</summary>
    public StoredSeries? Oldest => _byTime.First?.Value;

    public StoredInstrument? Find(string scope, string name) => _instruments.GetValueOrDefault((scope, name));

    /// <returns>Null if it was kept; otherwise why not.</returns>
    public string? Take(Measurement measurement)
    {
        var described = measurement.Instrument;
        var instrument = Find(described.Scope, described.Name);
        if (instrument is not null && instrument.Description.Kind != described.Kind)
        {
            return $"An instrument has one kind: {described.Name} is a {instrument.Description.Kind}.";
        }

        var key = new SeriesKey(measurement.Attributes);
        if (instrument?.Series.GetValueOrDefault(key) is not { } series)
        {
            if (Series >= MetricStore.MostSeries)
            {
                if (Oldest!.Time > measurement.Time - Fresh)
                {
                    return $"A process may have {MetricStore.MostSeries} series. Give its instruments fewer attributes, or such with fewer values.";
                }

                RemoveOldest();
                instrument = Find(described.Scope, described.Name);
            }

            series = (instrument ?? Add(described)).Add(key);
            Weight += series.Weight;
            _places.Add(series, _byTime.AddLast(series));
        }

        if (measurement.Time >= _export + Export)
        {
            (_export, _exportBefore) = (measurement.Time, _export);
        }

        var before = series.Weight;
        if (!series.TryTake(measurement, _exportBefore))
        {
            return "A point must be later than the one before.";
        }

        Weight += series.Weight - before;
        var place = _places[series];
        _byTime.Remove(place);
        _byTime.AddLast(place);
        return null;
    }

    public void RemoveOldest()
    {
        var series = Oldest!;
        _places.Remove(series);
        _byTime.RemoveFirst();
        Weight -= series.Weight;
        var instrument = series.Instrument;
        instrument.Series.Remove(series.Key);
        if (instrument.Series.Count == 0)
        {
            _instruments.Remove((instrument.Description.Scope, instrument.Description.Name));
            Weight -= instrument.Description.Weight;
        }
    }

    private StoredInstrument Add(Instrument described)
    {
        var instrument = new StoredInstrument(described);
        _instruments.Add((described.Scope, described.Name), instrument);
        Weight += described.Weight;
        return instrument;
    }
}
