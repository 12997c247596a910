namespace Cookbook.LocalHosting.Dashboard.Store;

/// <summary>The latest traces, in bounded memory: the oldest go first.</summary>
internal sealed class TraceStore
{
    /// <summary>Traces.</summary>
    public const int Most = 10_000;

    /// <summary>Spans of one trace; what is beyond is counted.</summary>
    public const int MostSpans = 5_000;

    /// <summary>Bytes, roughly (<see cref="Span.Weight"/>): 10,000 traces of a dozen spans fit.</summary>
    private const long Heaviest = 72L * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<TraceId, Entry> _traces = [];
    private readonly LinkedList<Entry> _byArrival = [];
    private long _weight;

    public Changes Changes { get; } = new();

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _traces.Count;
            }
        }
    }

    public void Add(IEnumerable<Span> spans)
    {
        lock (_gate)
        {
            foreach (var span in spans)
            {
                Add(span);
            }
        }

        Changes.Announce();
    }

    public Trace? Find(TraceId id)
    {
        lock (_gate)
        {
            return _traces.TryGetValue(id, out var entry) ? entry.Read() : null;
        }
    }

    public bool Contains(TraceId id)
    {
        lock (_gate)
        {
            return _traces.ContainsKey(id);
        }
    }

    /// <summary>The latest first, as they began to arrive.</summary>
    /// <param name="matches">Which ones; null for all.</param>
    /// <param name="skip">So many of them are passed over.</param>
    /// <param name="take">At most so many.</param>
    /// <returns>They, and how many match in all.</returns>
    public (IReadOnlyList<Trace> Traces, int Total) Latest(Func<Trace, bool>? matches, int skip, int take)
    {
        Entry[] entries;
        lock (_gate)
        {
            entries = [.. _byArrival];
        }

        Array.Reverse(entries);
        if (matches is null)
        {
            return ([.. entries.Skip(skip).Take(take).Select(Read)], entries.Length);
        }

        var found = entries.Select(Read).Where(matches).ToArray();
        return ([.. found.Skip(skip).Take(take)], found.Length);
    }

    public void Clear()
    {
        lock (_gate)
        {
            _traces.Clear();
            _byArrival.Clear();
            _weight = 0;
        }

        Changes.Announce();
    }

    /// <summary>In short turns: whoever sends must not wait until all are read.</summary>
    private Trace Read(Entry entry)
    {
        lock (_gate)
        {
            return entry.Read();
        }
    }

    private void Add(Span span)
    {
        if (!_traces.TryGetValue(span.Trace, out var entry))
        {
            entry = new Entry(span.Trace);
            _byArrival.AddLast(entry);
            _traces.Add(span.Trace, entry);
        }

        _weight += entry.Add(span);

        // The trace that has just grown stays, however heavy it is: it is bounded by itself.
        while ((_traces.Count > Most || _weight > Heaviest) && _byArrival.First is { Value: var oldest } && oldest != entry)
        {
            _byArrival.RemoveFirst();
            _traces.Remove(oldest.Id);
            _weight -= oldest.Weight;
        }
    }

    private sealed class Entry(TraceId id)
    {
        private readonly List<Span> _spans = new(4);
        private Trace? _read;
        private int _dropped;

        public TraceId Id { get; } = id;

        public long Weight { get; private set; }

        /// <returns>By how much it has become heavier.</returns>
        public int Add(Span span)
        {
            _read = null;
            if (_spans.Count == MostSpans)
            {
                _dropped++;
                return 0;
            }

            _spans.Add(span);
            var weight = span.Weight;
            Weight += weight;
            return weight;
        }

        /// <summary>Kept until the next span: a trace that is over is put together once.</summary>
        public Trace Read() => _read ??= new Trace(Id, [.. _spans], _dropped);
    }
}
