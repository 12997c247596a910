namespace Cookbook.Benchmarks.Soak;

/// <summary>Numbers from 0 to <paramref name="count"/> - 1, of which the k-th comes as often as 1/(k+1)^<paramref name="exponent"/> says.</summary>
internal sealed class Zipf(int count, double exponent = 1)
{
    private readonly double[] _upTo = Sums(count, exponent);

    /// <param name="chance">Evenly distributed from 0 to 1.</param>
    public int At(double chance)
    {
        var found = Array.BinarySearch(_upTo, chance * _upTo[^1]);
        return Math.Min(found < 0 ? ~found : found + 1, _upTo.Length - 1);
    }

    private static double[] Sums(int count, double exponent)
    {
        var sums = new double[count];
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            sum += 1 / Math.Pow(i + 1, exponent);
            sums[i] = sum;
        }

        return sums;
    }
}
