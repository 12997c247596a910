namespace Cookbook.MigrationService.Generating;

/// <summary>
/// The numbers from 0 to <paramref name="count"/> - 1 in another order for each seed, each once, without keeping a list of them: a
/// Feistel network of four rounds, gone through again until the result is one of the numbers (Black, Rogaway: Ciphers with Arbitrary
/// Finite Domains, 2002).
/// </summary>
internal sealed class Shuffle(int seed, int count)
{
    private const int Rounds = 4;

    private readonly int _half = (BitsOf(count) + 1) / 2;

    /// <param name="number">From 0 to count - 1.</param>
    public int At(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, count);

        do
        {
            number = Once(number);
        }
        while (number >= count);
        return number;
    }

    private int Once(int number)
    {
        var mask = (1 << _half) - 1;
        var (left, right) = (number >> _half, number & mask);
        for (var round = 0; round < Rounds; round++)
        {
            var mixed = Dice.Mix(((ulong)(uint)seed << 32) | (uint)((right << 3) | round));
            (left, right) = (right, left ^ ((int)(mixed & int.MaxValue) & mask));
        }

        return (left << _half) | right;
    }

    private static int BitsOf(int count) => 32 - int.LeadingZeroCount(count - 1);
}
