namespace Cookbook.Benchmarks.Reports;

/// <summary>
/// What pairs of neighbours say of a difference, each for itself: what else the machine does meets both. Their median, and the two of them
/// between which the true median lies with a chance of at least 95 %, however they are spread (the sign test's interval).
/// </summary>
internal sealed class Pairs(IEnumerable<double> differences)
{
    private const double Tail = 0.025;

    private readonly List<double> _sorted = [.. differences.Order()];

    public double Median => _sorted.Median();

    /// <summary>Fewer than six pairs bound nothing.</summary>
    public double Least => Rank is > 0 and var rank ? _sorted[rank - 1] : double.NegativeInfinity;

    public double Most => Rank is > 0 and var rank ? _sorted[^rank] : double.PositiveInfinity;

    /// <summary>Whether the difference is at most this much: "holds", "does not hold", or "is not decided".</summary>
    public string Verdict(double bound) => Most <= bound ? "holds" : Least > bound ? "does not hold" : "is not decided";

    /// <summary>How many of them may lie on the wrong side of the median together, and one more: by tossing a coin for each.</summary>
    private int Rank
    {
        get
        {
            var (rank, ways, sum) = (0, 1.0, 0.0);
            while (rank < _sorted.Count / 2 && (sum += ways * Math.Pow(0.5, _sorted.Count)) <= Tail)
            {
                ways *= (double)(_sorted.Count - rank) / (rank + 1);
                rank++;
            }

            return rank;
        }
    }
}
