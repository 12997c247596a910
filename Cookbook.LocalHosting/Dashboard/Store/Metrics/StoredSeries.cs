namespace Cookbook.LocalHosting.Dashboard.Store.Metrics;

/// <summary>One combination of attributes of an instrument, and what is kept of it.</summary>
internal abstract class StoredSeries(StoredInstrument instrument, SeriesKey key)
{
    /// <summary>The latest, of each series.</summary>
    public const int MostExemplars = 20;

    private const int OwnWeight = 600;

    private readonly int _keyWeight = key.Weight;
    private Exemplar[] _exemplars = [];

    public StoredInstrument Instrument => instrument;

    public SeriesKey Key => key;

    /// <summary>Of the latest measurement.</summary>
    public long Time { get; private set; }

    /// <summary>Roughly, in bytes: what it takes of the memory that the store may use.</summary>
    public int Weight => OwnWeight + _keyWeight + PointsWeight + (40 * _exemplars.Length);

    protected IReadOnlyList<Exemplar> Exemplars => _exemplars;

    protected abstract int PointsWeight { get; }

    /// <param name="measurement">Of this series.</param>
    /// <param name="watchedSince">When the sender's export before this one was, in which this series was not yet; 0 without.</param>
    /// <returns>Whether it can be kept: not if it is older than what is there.</returns>
    public bool TryTake(Measurement measurement, long watchedSince)
    {
        if (measurement.Time < Time || (measurement.IsDelta && measurement.Time == Time))
        {
            return false;
        }

        Take(measurement, CountsSince(measurement, watchedSince));
        Time = measurement.Time;
        if (measurement.Exemplars.Length > 0)
        {
            // An SDK sends an exemplar again and again, until there is another.
            _exemplars = [.. _exemplars.Union(measurement.Exemplars).OrderBy(exemplar => exemplar.Time).TakeLast(MostExemplars)];
        }

        return true;
    }

    /// <param name="since">Nanoseconds since 1970, from which on points are wanted.</param>
    public abstract SeriesReading Read(long since);

    /// <param name="measurement">To be kept.</param>
    /// <param name="countsSince">When what it counts began to be counted, if that is not the point before; 0 otherwise.</param>
    protected abstract void Take(Measurement measurement, long countsSince);

    private long CountsSince(Measurement measurement, long watchedSince)
    {
        if (measurement.Start >= measurement.Time || measurement.Start <= measurement.Time - Slots<NumberSlot>.Kept)
        {
            return 0;
        }

        return Time > 0 ? (measurement.Start > Time + Slots<NumberSlot>.Length ? measurement.Start : 0)
            : !measurement.IsDelta && watchedSince < measurement.Time ? Math.Max(measurement.Start, watchedSince)
            : measurement.Start;
    }
}
