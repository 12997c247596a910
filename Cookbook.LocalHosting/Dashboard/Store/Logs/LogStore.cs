namespace Cookbook.LocalHosting.Dashboard.Store.Logs;

/// <summary>The latest records of each resource, in bounded memory: the oldest go first.</summary>
internal sealed class LogStore
{
    /// <summary>Records of one resource, so that one that talks a lot does not displace the others'.</summary>
    public const int Most = 10_000;

    /// <summary>Bytes, roughly (<see cref="LogRecord.Weight"/>), of all resources together: 40,000 records of a kilobyte fit.</summary>
    internal const long Heaviest = 40L * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, OfResource> _resources = [];
    private long _last;
    private long _weight;

    public Changes Changes { get; } = new();

    /// <summary>Those that have logged something, by their names.</summary>
    public IReadOnlyList<Sender> Senders
    {
        get
        {
            lock (_gate)
            {
                return [.. _resources.Values.SelectMany(resource => resource.Senders).OrderBy(sender => sender.Service, StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>The number that was given last.</summary>
    public long LastNumber
    {
        get
        {
            lock (_gate)
            {
                return _last;
            }
        }
    }

    public void Add(IEnumerable<LogRecord> records)
    {
        lock (_gate)
        {
            foreach (var record in records)
            {
                Add(record);
            }
        }

        Changes.Announce();
    }

    /// <summary>All that are kept, in no particular order.</summary>
    public LogRecord[] Read()
    {
        lock (_gate)
        {
            var all = new LogRecord[_resources.Values.Sum(resource => resource.Records.Count)];
            var copied = 0;
            foreach (var resource in _resources.Values)
            {
                resource.Records.CopyTo(all, copied);
                copied += resource.Records.Count;
            }

            return all;
        }
    }

    private void Add(LogRecord record)
    {
        record.Number = ++_last;
        if (!_resources.TryGetValue(record.Sender.Service, out var resource))
        {
            _resources.Add(record.Sender.Service, resource = new OfResource());
        }

        _weight += resource.Add(record);
        if (resource.Records.Count > Most)
        {
            _weight -= resource.RemoveOldest();
        }

        // At the expense of the one that takes the most.
        while (_weight > Heaviest)
        {
            _weight -= _resources.Values.MaxBy(other => other.Weight)!.RemoveOldest();
        }
    }

    private sealed class OfResource
    {
        public Queue<LogRecord> Records { get; } = new();

        public HashSet<Sender> Senders { get; } = [];

        public long Weight { get; private set; }

        /// <returns>By how much it has become heavier.</returns>
        public int Add(LogRecord record)
        {
            Records.Enqueue(record);
            Senders.Add(record.Sender);
            var weight = record.Weight;
            Weight += weight;
            return weight;
        }

        /// <returns>By how much it has become lighter.</returns>
        public int RemoveOldest()
        {
            var weight = Records.Dequeue().Weight;
            Weight -= weight;
            return weight;
        }
    }
}
