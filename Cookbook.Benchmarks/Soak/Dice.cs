namespace Cookbook.Benchmarks.Soak;

#pragma warning disable CA5394 // Dice are all that is needed.

/// <summary>The same seed falls the same way each time. One thread at a time.</summary>
internal sealed class Dice(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>From 0 to below 1.</summary>
    public double Chance() => _random.NextDouble();

    /// <summary>From 0 to below <paramref name="count"/>.</summary>
    public int Below(int count) => _random.Next(count);

    public T OneOf<T>(IReadOnlyList<T> all) => all[_random.Next(all.Count)];
}
