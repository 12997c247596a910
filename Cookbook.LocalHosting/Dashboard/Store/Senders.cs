using System.Collections.Concurrent;

namespace Cookbook.LocalHosting.Dashboard.Store;

/// <summary>The processes that have sent something, each one object however often it sends.</summary>
internal sealed class Senders
{
    /// <summary>Beyond so many, senders share the one that is called <see cref="Others"/>: nobody can fill the memory by being many.</summary>
    internal const int Most = 500;

    private static readonly Sender Others = new("(others)", "", []);

    private readonly ConcurrentDictionary<(string Service, string Instance), Sender> _known = new();

    public ICollection<Sender> All => _known.Values;

    public Sender Get(string service, string instance, TelemetryAttribute[] attributes)
    {
        if (_known.TryGetValue((service, instance), out var known))
        {
            return known;
        }

        return _known.Count >= Most ? Others : _known.GetOrAdd((service, instance), _ => new Sender(service, instance, attributes));
    }
}
