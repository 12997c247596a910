using System.Collections.Immutable;

namespace Cookbook.MigrationService.Generating;

/// <summary>
/// Chance that falls the same on every machine and in every version of .NET, which <see cref="Random"/> does not promise: SplitMix64
/// (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
/// </summary>
internal struct Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>For one recipe of a set; those of its neighbours have nothing to do with it.</summary>
    public static Dice For(int seed, int number) => new(Mix(((ulong)(uint)seed << 32) | (uint)number));

    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>From 0 to <paramref name="sides"/> - 1.</summary>
    public int Throw(int sides) => (int)(Next() % (ulong)sides);

    /// <summary>Both ends can come.</summary>
    public int Between(int least, int most) => least + Throw(most - least + 1);

    public bool OneIn(int sides) => Throw(sides) == 0;

    public T Of<T>(ImmutableArray<T> choices) => choices[Throw(choices.Length)];

    /// <summary>From 0 to less than 1, in steps that every machine can represent.</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    private ulong Next() => Mix(_state += 0x9E3779B97F4A7C15);
}
