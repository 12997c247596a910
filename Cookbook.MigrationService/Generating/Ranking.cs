using System.Collections.Immutable;

namespace Cookbook.MigrationService.Generating;

/// <summary>Choices of which the first are taken most, as words and tags are: the one of rank n with the weight 1/n (Zipf's law).</summary>
internal sealed class Ranking<T>
{
    private readonly ImmutableArray<T> _choices;
    private readonly double[] _upTo;

    public Ranking(ImmutableArray<T> choices)
    {
        _choices = choices;
        _upTo = new double[choices.Length];
        var sum = 0.0;
        for (var rank = 0; rank < choices.Length; rank++)
        {
            sum += 1.0 / (rank + 1);
            _upTo[rank] = sum;
        }
    }

    public IEnumerable<T> All => _choices;

    public T Of(ref Dice dice)
    {
        var found = Array.BinarySearch(_upTo, dice.Fraction() * _upTo[^1]);
        return _choices[found < 0 ? ~found : found + 1];
    }
}
