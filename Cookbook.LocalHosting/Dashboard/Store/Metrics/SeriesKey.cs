namespace Cookbook.LocalHosting.Dashboard.Store.Metrics;

/// <summary>A series' attributes, in whatever order they were sent.</summary>
internal sealed class SeriesKey : IEquatable<SeriesKey>
{
    private readonly int _hash;

    public SeriesKey(TelemetryAttribute[] attributes)
    {
        Attributes = [.. attributes.OrderBy(attribute => attribute.Key, StringComparer.Ordinal)];
        var hash = default(HashCode);
        foreach (var attribute in Attributes)
        {
            hash.Add(attribute);
        }

        _hash = hash.ToHashCode();
    }

    /// <summary>By their keys.</summary>
    public TelemetryAttribute[] Attributes { get; }

    /// <summary>Roughly, in bytes.</summary>
    public int Weight => 80 + Attributes.Sum(attribute => 64 + (2 * (attribute.Key.Length + attribute.Value.Length)));

    public bool Equals(SeriesKey? other) => other is not null && _hash == other._hash && Attributes.AsSpan().SequenceEqual(other.Attributes);

    public override bool Equals(object? obj) => Equals(obj as SeriesKey);

    public override int GetHashCode() => _hash;
}
