namespace Cookbook.LocalHosting.Dashboard.Store.Metrics;

/// <summary>One hour of what the processes measure, in bounded memory: what has not been measured for the longest time goes first.</summary>
internal sealed class MetricStore(TimeProvider time)
{
    /// <summary>Of one process.</summary>
    public const int MostSeries = 2_000;

    /// <summary>Bytes, roughly (<see cref="StoredSeries.Weight"/>): 4,000 series of numbers fit, an hour of each.</summary>
    public const long Heaviest = 48L * 1024 * 1024;

    /// <summary>In nanoseconds: how much later than this clock a point may be.</summary>
    private const long Ahead = 60_000_000_000;

    private static readonly TimeSpan PruneInterval = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<Sender, SenderMetrics> _senders = new(ReferenceEqualityComparer.Instance);
    private long _weight;
    private long _pruned = time.GetTimestamp();

    public Changes Changes { get; } = new();

    /// <summary>Bytes, roughly.</summary>
    public long Weight
    {
        get
        {
            lock (_gate)
            {
                return _weight;
            }
        }
    }

    /// <summary>Those that were measured within the hour.</summary>
    public IReadOnlyList<ListedInstrument> Instruments
    {
        get
        {
            var oldest = Oldest;
            lock (_gate)
            {
                return
                [
                    .. _senders.Values.SelectMany(sender => sender.Instruments)
                        .Select(instrument => new ListedInstrument(instrument.Description, instrument.Series.Count, instrument.Time))
                        .Where(listed => listed.Time >= oldest),
                ];
            }
        }
    }

    private long Oldest => time.GetUnixNanoseconds() - Slots<NumberSlot>.Kept;

    /// <summary>Takes in one export.</summary>
    /// <returns>For each measurement that could not be kept, why.</returns>
    public IReadOnlyList<string> Add(IReadOnlyCollection<Measurement> measurements)
    {
        var refused = new List<string>();
        var now = time.GetUnixNanoseconds();
        lock (_gate)
        {
            foreach (var ofSender in measurements.GroupBy(measurement => measurement.Instrument.Sender, ReferenceEqualityComparer.Instance))
            {
                Add((Sender)ofSender.Key!, ofSender, now, refused);
            }

            if (time.GetElapsedTime(_pruned) >= PruneInterval)
            {
                _pruned = time.GetTimestamp();
                Prune(now - Slots<NumberSlot>.Kept);
            }
        }

        Changes.Announce();
        return refused;
    }

    /// <summary>The series that were measured since then, each with its points.</summary>
    /// <param name="instrument">Of the sender, scope and name of this one.</param>
    /// <param name="since">Nanoseconds since 1970; points older than an hour there are none.</param>
    public IReadOnlyList<SeriesReading> Read(Instrument instrument, long since)
    {
        since = Math.Max(since, Oldest);
        lock (_gate)
        {
            return _senders.TryGetValue(instrument.Sender, out var sender) && sender.Find(instrument.Scope, instrument.Name) is { } stored
                ? [.. stored.Series.Values.Where(series => series.Time >= since).Select(series => series.Read(since))]
                : [];
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _senders.Clear();
            _weight = 0;
        }

        Changes.Announce();
    }

    private void Add(Sender sender, IEnumerable<Measurement> measurements, long now, List<string> refused)
    {
        if (!_senders.TryGetValue(sender, out var metrics))
        {
            _senders.Add(sender, metrics = new SenderMetrics());
        }

        foreach (var measurement in measurements)
        {
            var before = metrics.Weight;
            var reason = measurement.Time > now + Ahead || measurement.Time < now - Slots<NumberSlot>.Kept
                ? "A point must have a time, of the hour that is kept."
                : metrics.Take(measurement);
            _weight += metrics.Weight - before;
            if (reason is not null)
            {
                refused.Add(reason);
            }
        }

        while (_weight > Heaviest && _senders.Values.Where(other => other.Oldest is not null).MinBy(other => other.Oldest!.Time) is { } heavy)
        {
            RemoveOldest(heavy);
        }

        if (metrics.Series == 0)
        {
            _senders.Remove(sender);
        }
    }

    private void Prune(long oldest)
    {
        foreach (var (sender, metrics) in _senders)
        {
            while (metrics.Oldest is { } series && series.Time < oldest)
            {
                RemoveOldest(metrics);
            }

            if (metrics.Series == 0)
            {
                _senders.Remove(sender);
            }
        }
    }

    private void RemoveOldest(SenderMetrics metrics)
    {
        var before = metrics.Weight;
        metrics.RemoveOldest();
        _weight += metrics.Weight - before;
    }
}
