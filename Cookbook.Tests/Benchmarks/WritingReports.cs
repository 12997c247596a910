using System.Globalization;
using System.Text.Json;
using Cookbook.Benchmarks.Load;
using Cookbook.Benchmarks.Reports;
using Cookbook.Benchmarks.Requests;
using Cookbook.Benchmarks.Toolbar;

namespace Cookbook.Tests.Benchmarks;

/// <summary>What a run of the benchmarks leaves behind.</summary>
public sealed class WritingReports
{
    private readonly Report _report = new(
        new Surroundings(
            2, "A processor", 23.5, "Linux", ".NET 10", "18.3", "8.6", Wrk: null, Nginx: null, "abc123 + changes",
            new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)),
        "a load",
        IsQuick: false,
        [
            new MeasuredSubject("/cookbook/", 3000, 700,
            [
                Row(Candidate.Naive, 900, 1000, 1100),
                Row(Candidate.Anew, 2400, 2400, 2400),
                Row(Candidate.SecondLevel, 20_000, 31_000, 36_600),
                Row(Candidate.FirstLevel, 45_000, 44_000, 60_000),
                Row(Candidate.Fixed, 50_000, 40_000, 60_000),
                new MeasuredRow(Candidate.Nginx, [], "nginx is not installed"),
            ]),
            new MeasuredSubject("/api/recipes/dal-tadka", 0, 0, []),
        ],
        Writes: []);

    [Fact]
    public void The_table_has_medians_spread_and_what_each_is_of_fixed_bytes() =>
        Assert.Contains($"| {Candidate.Naive} | 1,000 | 900 to 1,100 | 0.02 | 0.50 | 2.0 |", Markdown.Of(_report), StringComparison.Ordinal);

    [Fact]
    public void A_median_is_the_middle_or_the_middle_of_two()
    {
        Assert.Equal(2, new double[] { 3, 1, 2 }.Median());
        Assert.Equal(2.5, new double[] { 4, 1, 3, 2 }.Median());
        Assert.Equal(0, Array.Empty<double>().Median());
    }

    [Fact]
    public void A_ratio_is_the_median_of_the_ratios_of_each_round() =>
        Assert.Contains($"| {Candidate.SecondLevel} | 31,000 | 20,000 to 36,600 | 0.61 |", Markdown.Of(_report), StringComparison.Ordinal);

    [Fact]
    public void What_is_missing_is_said()
    {
        var markdown = Markdown.Of(_report);

        Assert.Contains($"| {Candidate.Nginx} | nginx is not installed |", markdown, StringComparison.Ordinal);
        Assert.Contains("wrk: not installed; nginx: not installed", markdown, StringComparison.Ordinal);
        Assert.Contains("/api/recipes/dal-tadka: the site has no such address", markdown, StringComparison.Ordinal);
        Assert.Contains("commit abc123 + changes; 2026-03-01 12:00 UTC", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_is_missed_is_said_to_be()
    {
        Assert.Equal(
            [("first level / fixed bytes", true), ("second level / fixed bytes", true), ("rendered anew / naive EF Core", false), ("bytes of brotli / of identity", true)],
            Ratio.Of(_report).Select(ratio => (ratio.What, ratio.IsReached)));
        Assert.Contains("| rendered anew / naive EF Core | 2.400 | 2.400 | at least 2.50 | no |", Markdown.Of(_report), StringComparison.Ordinal);
    }

    [Fact]
    public void A_ratio_that_only_rounding_lets_reach_its_target_does_not()
    {
        var page = new MeasuredSubject("/cookbook/", 3000, 700, [Row(Candidate.FirstLevel, 895), Row(Candidate.Fixed, 1000)]);

        Assert.False(Ratio.Of(_report with { Subjects = [page] }).Single(ratio => ratio.What == "first level / fixed bytes").IsReached);
    }

    [Fact]
    public void A_ratio_stands_beside_that_of_the_printed_medians() =>
        Assert.Contains("| second level / fixed bytes | 0.610 | 0.620 | at least 0.60 | yes |", Markdown.Of(_report), StringComparison.Ordinal);

    [Fact]
    public async Task Figures_are_numbers_in_the_file_for_programs_and_formatted_for_people()
    {
        var table = new Table(("milliseconds", null), ("p50", "0.0"));
        table.Add("a write", 1.25);
        var folder = Directory.CreateTempSubdirectory("cookbook-reports-");
        try
        {
            await ReportFolder.Open(folder.FullName).WriteAsync("writes", Outcome.Of(_report.Surroundings, [table]), TestContext.Current.CancellationToken);

            using var json = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder.FullName, "writes.json"), TestContext.Current.CancellationToken));
            Assert.Equal(1.25, json.RootElement.GetProperty("tables")[0].GetProperty("rows")[0].GetProperty("p50").GetDouble());
            Assert.Equal("abc123 + changes", json.RootElement.GetProperty("surroundings").GetProperty("commit").GetString());
            var markdown = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "writes.md"), TestContext.Current.CancellationToken);
            Assert.Contains("| milliseconds | p50 |\n|---|---:|\n| a write | 1.3 |", markdown, StringComparison.Ordinal);
            Assert.Equal(2, folder.GetFiles().Length);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_toolbars_report_has_what_it_costs_in_all_and_for_each_request()
    {
        var starts = Enumerable.Repeat(Start(970), 6).ToList();

        var report = string.Concat(ToolbarBenchmark.Tables([("rendered anew", true, starts), ("first level", false, starts)]));

        Assert.Contains("| rendered anew | 1,000 | 970 | 3.0 | 3.0 | 3.0 | holds |", report, StringComparison.Ordinal);
        Assert.Contains("| first level | 1,000 | 970 | 3.0 | 3.0 | 3.0 |  |", report, StringComparison.Ordinal);
        Assert.Contains("| rendered anew: allocated, KB | 10.0 | 12.5 | 2.5 | 2.5 | 2.5 |", report, StringComparison.Ordinal);
        Assert.Contains("| first level: processor time, µs | 200.0 | 206.0 | 6.0 | 6.0 | 6.0 |", report, StringComparison.Ordinal);
    }

    [Fact]
    public void One_start_that_was_slower_leaves_the_toolbars_bound_undecided_however_many_pairs_it_had()
    {
        var starts = Enumerable.Repeat(Start(970), 5).Append(Start(900)).ToList();

        var report = string.Concat(ToolbarBenchmark.Tables([("rendered anew", true, starts)]));

        Assert.Contains("| rendered anew | 1,000 | 970 | 3.0 | 3.0 | 10.0 | is not decided |", report, StringComparison.Ordinal);
    }

    [Fact]
    public void The_chart_says_in_words_what_it_draws()
    {
        var chart = Chart.Of(_report).Root!;

        Assert.Equal("img", chart.Attribute("role")?.Value);
        Assert.Equal(
            chart.Attribute("aria-labelledby")?.Value.Split(' '),
            chart.Elements().Where(element => element.Attribute("id") is not null).Select(element => element.Attribute("id")!.Value));
        Assert.Contains("naive EF Core 1,000; rendered anew 2,400;", chart.Elements().Single(element => element.Name.LocalName == "desc").Value, StringComparison.Ordinal);
        Assert.Equal(5, chart.Elements().Count(element => element.Name.LocalName == "rect"));
    }

    [Fact]
    public void Nothing_is_drawn_beyond_the_edge()
    {
        var chart = Chart.Of(_report).Root!;
        var width = int.Parse(chart.Attribute("viewBox")!.Value.Split(' ')[2], CultureInfo.InvariantCulture);

        Assert.All(
            chart.Elements().Where(element => element.Name.LocalName == "rect"),
            bar => Assert.InRange((int)bar.Attribute("x")! + (int)bar.Attribute("width")!, 1, width));
    }

    private static (ToolbarCost Off, ToolbarCost On)[] Start(double rate) =>
        [.. Enumerable.Repeat((new ToolbarCost(1000, 10, 200), new ToolbarCost(rate, 12.5, 206)), 7)];

    private static MeasuredRow Row(string name, params double[] rates) => new(name, [.. rates.Select(rate => new Measured(rate, 0.5, 2))], Missing: null);
}
