using Cookbook.Benchmarks.Load;
using Cookbook.Benchmarks.Reports;
using Cookbook.Benchmarks.Requests;

namespace Cookbook.Tests.Benchmarks;

/// <summary>The benchmark of the requests, a moment of each: it still measures, and what it compares gives the same bytes. No figure is judged.</summary>
public sealed class MeasuringBriefly
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Every_way_to_a_page_is_measured_and_has_the_same_bytes()
    {
        var report = await RequestBenchmark.MeasureAsync(new OwnLoad(), warmUp: Moment, time: Moment, rounds: 1, TestContext.Current.CancellationToken);

        var page = report.Subjects[0];
        Assert.InRange(page.Bytes, 2000, 4000);
        Assert.Equal(
            [
                Candidate.Naive, Candidate.Anew, Candidate.Stock, Candidate.SecondLevel, Candidate.FirstLevel, Candidate.Fixed,
                Candidate.NotModified, Candidate.Brotli,
            ],
            page.Rows.Where(row => row.Rate > 0 && row.Name is not (Candidate.Nginx or Candidate.Redis)).Select(row => row.Name));
        Assert.All(page.Rows.Where(row => row.Missing is null), row => Assert.InRange(row.Rate, 1, double.MaxValue));
        Assert.Contains("| first level / fixed bytes |", Markdown.Of(report), StringComparison.Ordinal);
    }
}
