using Cookbook.Benchmarks.Reports;

namespace Cookbook.Tests.Benchmarks;

/// <summary>The median of what pairs say, and how far it can be trusted. The ranks are those of a table of the sign test.</summary>
public sealed class ComparingInPairs
{
    [Theory]
    [InlineData(6, 1)]
    [InlineData(8, 1)]
    [InlineData(9, 2)]
    [InlineData(15, 4)]
    [InlineData(20, 6)]
    public void The_median_lies_between_two_of_them(int count, int rank)
    {
        var pairs = new Pairs(Enumerable.Range(1, count).Select(number => (double)number).Reverse());

        Assert.Equal(((count + 1) / 2.0, rank, count + 1 - rank), (pairs.Median, pairs.Least, pairs.Most));
    }

    [Theory]
    [InlineData(0.01, "holds")]
    [InlineData(0.09, "does not hold")]
    [InlineData(0.045, "is not decided")]
    public void A_bound_is_decided_by_both_ends(double middle, string verdict) =>
        Assert.Equal(verdict, new Pairs(Enumerable.Range(-7, 15).Select(step => middle + (step * 0.002))).Verdict(0.05));

    [Fact]
    public void Five_pairs_decide_nothing() => Assert.Equal("is not decided", new Pairs([0.01, 0.01, 0.01, 0.01, 0.01]).Verdict(0.05));
}
