namespace Cookbook.LocalHosting.Dashboard.Store.Console;

/// <summary>The latest lines of a resource, or of one replica of it, in bounded memory: the oldest go first.</summary>
internal sealed class ResourceLines(IResource resource, string id)
{
    /// <summary>Lines.</summary>
    public const int Most = 10_000;

    /// <summary>Bytes, roughly (<see cref="KeptLine.Weight"/>): 10,000 lines of 200 characters fit.</summary>
    internal const long Heaviest = 5L * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly Queue<KeptLine> _lines = new();
    private TextStyle _style;
    private long _last;
    private long _weight;

    public IResource Resource { get; } = resource;

    /// <summary>The resource's name; for the replicas of one, the name with their number.</summary>
    public string Id { get; } = id;

    public Changes Changes { get; } = new();

    /// <summary>How many there have been.</summary>
    public long Written
    {
        get
        {
            lock (_gate)
            {
                return _last;
            }
        }
    }

    public void Add(long at, string text)
    {
        lock (_gate)
        {
            var line = new KeptLine(++_last, at, text, _style);
            _style = EscapeReader.Closing(text, _style);
            _lines.Enqueue(line);
            _weight += line.Weight;
            while (_lines.Count > Most || _weight > Heaviest)
            {
                _weight -= _lines.Dequeue().Weight;
            }
        }

        Changes.Announce();
    }

    /// <summary>Those with a higher number, the oldest first.</summary>
    public KeptLine[] After(long number)
    {
        lock (_gate)
        {
            var passed = number - (_last - _lines.Count);
            return passed <= 0 ? [.. _lines] : passed >= _lines.Count ? [] : [.. _lines.Skip((int)passed)];
        }
    }
}
