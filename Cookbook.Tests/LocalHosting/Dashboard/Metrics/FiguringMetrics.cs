using Cookbook.LocalHosting.Dashboard.Pages.Metrics;
using Cookbook.LocalHosting.Dashboard.Pages.Shared;
using Cookbook.LocalHosting.Dashboard.Store.Metrics;

namespace Cookbook.Tests.LocalHosting.Dashboard.Metrics;

/// <summary>What the charts and tables are made of.</summary>
public sealed class FiguringMetrics
{
    private const long Second = 1_000_000_000;

    /// <summary>Those that the framework gives its durations.</summary>
    private static readonly double[] Bounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    private readonly MetricsReceiver _receiver = new();

    private long Now => _receiver.Now;

    private TimeGrid Grid => TimeGrid.Until(Now, 300 * Second, 5 * Second);

    [Fact]
    public void A_counters_rate_is_what_it_grows_by_each_second()
    {
        var start = Now;
        for (var second = 1; second <= 60; second++)
        {
            _receiver.Time.Advance(TimeSpan.FromSeconds(1));
            _receiver.Send(Otlp.Counter("requests", Otlp.Point(start, Now, 7 * second)));
        }

        var growth = Growth.Of(_receiver.Read("requests"), Grid);
        Assert.Equal(7 * 60, growth.Total, 6);
        var rates = growth.PerSecond.OfType<double>().ToArray();
        Assert.InRange(rates.Length, 12, 13);
        Assert.All(rates, rate => Assert.Equal(7, rate, 6));
    }

    [Fact]
    public void A_process_that_begins_anew_gives_no_negative_rate()
    {
        foreach (var value in (double[])[100, 200, 5, 10, 15])
        {
            _receiver.Time.Advance(TimeSpan.FromSeconds(5));
            _receiver.Send(Otlp.Counter("requests", Otlp.Point(1, Now, value)));
        }

        var growth = Growth.Of(_receiver.Read("requests"), Grid);
        Assert.All(growth.PerSecond.OfType<double>(), rate => Assert.True(rate >= 0));
        Assert.Equal(100 + 5 + 5 + 5, growth.Total, 6);
    }

    [Fact]
    public void The_first_request_of_a_route_is_counted_where_the_process_was_watched_before()
    {
        var start = Now;
        for (var second = 1; second <= 60; second++)
        {
            _receiver.Time.Advance(TimeSpan.FromSeconds(1));
            var other = Otlp.Point(start, Now, 3, ("route", "/other"));
            _receiver.Send(second < 41 ? Otlp.Counter("requests", other) : Otlp.Counter("requests", other, Otlp.Point(start, Now, 1, ("route", "/"))));
        }

        var first = Growth.Of(_receiver.Read("requests").Where(series => series.Attributes[0].Value == "/"), Grid);
        Assert.Equal(1, first.Total, 6);

        // When it came, and not since the process began.
        Assert.Equal(1, first.PerSecond.Count(rate => rate > 0));
    }

    [Fact]
    public void What_a_process_had_counted_before_anybody_watched_is_no_rate()
    {
        _receiver.Time.Advance(TimeSpan.FromSeconds(5));
        _receiver.Send(Otlp.Counter("requests", Otlp.Point(0, Now, 1_000_000)));
        _receiver.Time.Advance(TimeSpan.FromSeconds(1));
        _receiver.Send(Otlp.Counter("requests", Otlp.Point(0, Now, 1_000_002)));
        Assert.Equal(2, Growth.Of(_receiver.Read("requests"), Grid).Total, 6);
    }

    [Fact]
    public void Where_nothing_was_sent_there_is_a_gap()
    {
        var start = Now;
        for (var second = 1; second <= 180; second++)
        {
            _receiver.Time.Advance(TimeSpan.FromSeconds(1));
            if (second is < 60 or > 120)
            {
                _receiver.Send(Otlp.Counter("requests", Otlp.Point(start, Now, second)), Otlp.Gauge("temperature", Otlp.Point(0, Now, 20)));
            }
        }

        var grid = Grid;
        var (from, to) = (start + (60 * Second), start + (120 * Second));
        var gap = Enumerable.Range(0, grid.Cells).Where(cell => grid.Start(cell) >= from && grid.Start(cell + 1) <= to).ToArray();
        Assert.InRange(gap.Length, 11, 12);
        var rates = Growth.Of(_receiver.Read("requests"), grid).PerSecond;
        var values = Cells.Values(_receiver.Number("temperature").Slots, grid);
        Assert.All(gap, cell => Assert.True(rates[cell] is null && values[cell] is null));
        Assert.Equal(20.0, values[gap[0] - 1]);
        Assert.Equal(20.0, values[gap[^1] + 2]);
    }

    [Fact]
    public void Whoever_sends_each_minute_has_no_gaps()
    {
        var start = Now;
        for (var minute = 1; minute <= 10; minute++)
        {
            _receiver.Time.Advance(TimeSpan.FromMinutes(1));
            _receiver.Send(Otlp.Counter("requests", Otlp.Point(start, Now, 60 * minute)), Otlp.Gauge("temperature", Otlp.Point(0, Now, 20)));
        }

        Assert.All(Growth.Of(_receiver.Read("requests"), Grid).PerSecond.SkipLast(1), rate => Assert.Equal(1, rate!.Value, 6));
        Assert.All(Cells.Values(_receiver.Number("temperature").Slots, Grid).SkipLast(1), value => Assert.Equal(20.0, value));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.99)]
    public void A_percentile_lies_in_the_bucket_of_the_exact_one(double share)
    {
        var random = new Random(7);
        var values = Enumerable.Range(0, 10_000).Select(_ => Math.Exp((random.NextDouble() * 7) - 5)).ToArray();
        var start = Now;
        _receiver.Time.Advance(TimeSpan.FromSeconds(3));
        _receiver.Send(Otlp.Histogram("durations", Otlp.Point(start, Now, Bounds, values)));

        var sizes = Sizes.Of(_receiver.Read("durations"), Grid);
        var exact = values.Order().ElementAt((int)(share * values.Length));
        var found = sizes.Percentile(share)!.Value;
        Assert.Equal(Bounds.Count(bound => bound < exact), Bounds.Count(bound => bound < found));
        Assert.Equal(exact, found, exact / 10);
        Assert.Equal(values.Length, sizes.Count, 6);
        Assert.Equal(values.Sum(), sizes.Sum!.Value, 6);
    }

    [Fact]
    public void Values_that_lie_evenly_have_the_exact_percentiles()
    {
        double[] bounds = [.. Enumerable.Range(1, 10).Select(bound => 10.0 * bound)];
        var distribution = new Distribution(1000, 50_000, 0, 100, bounds, [.. Enumerable.Repeat(100L, 10), 0]);
        Assert.Equal(50, distribution.Percentile(0.5)!.Value, 9);
        Assert.Equal(90, distribution.Percentile(0.9)!.Value, 9);
        Assert.Equal(99, distribution.Percentile(0.99)!.Value, 9);
        Assert.Equal(100, distribution.Percentile(1)!.Value, 9);
    }

    [Theory]
    [InlineData(null, null, 2.0)]
    [InlineData(0.3, 7.0, 6.9)]
    public void Above_the_last_bound_one_knows_the_bound_unless_the_greatest_is_told(double? min, double? max, double expected) =>
        Assert.Equal(expected, new Distribution(100, null, min, max, [1, 2], [0, 0, 100]).Percentile(0.98)!.Value, 9);

    [Fact]
    public void Without_values_there_is_no_percentile() => Assert.Null(Distribution.Empty.Percentile(0.5));

    [Fact]
    public void Histograms_of_different_bounds_are_put_together()
    {
        var start = Now;
        _receiver.Time.Advance(TimeSpan.FromSeconds(3));
        _receiver.Send(Otlp.Histogram(
            "durations", Otlp.Point(start, Now, [1, 2], [0.5, 1.5], ("a", "1")), Otlp.Point(start, Now, [1, 4], [0.5, 3], ("a", "2"))));
        var sizes = Sizes.Of(_receiver.Read("durations"), Grid);
        Assert.Equal(4, sizes.Count, 9);
        Assert.Equal(1, sizes.Percentile(0.5)!.Value, 9);
        Assert.Equal(2, sizes.Percentile(0.75)!.Value, 9);
        Assert.Equal(4, sizes.Percentile(1)!.Value, 9);
    }

    [Theory]
    [InlineData("s", 0.0123, "12.3 ms")]
    [InlineData("s", 2.5, "2.5 s")]
    [InlineData("s", 0, "0 s")]
    [InlineData("ms", 1500, "1.5 s")]
    [InlineData("By", 52_428_800, "50 MB")]
    [InlineData("By", 2048, "2 KB")]
    [InlineData("{request}", 1, "1 request")]
    [InlineData("{request}", 1234, "1,234 requests")]
    [InlineData("{query}", 2, "2 queries")]
    [InlineData("{work_item}", 2, "2 work items")]
    [InlineData("1", 0.25, "0.25")]
    [InlineData("", 3, "3")]
    [InlineData("Cel", 21, "21 Cel")]
    public void A_value_is_written_in_the_size_that_suits(string unit, double value, string written) =>
        Assert.Equal(written, Unit.Of(unit).Text(value));

    [Fact]
    public void A_rate_is_written_as_one()
    {
        Assert.Equal("2 requests/s", Unit.Of("{request}").PerSecond().Text(2));
        Assert.Equal("1 KB/s", Unit.Of("By").PerSecond().Text(1024));
        Assert.Equal("0.5/s", Unit.Of("").PerSecond().Text(0.5));
    }

    [Fact]
    public void An_axis_has_round_figures_and_goes_beyond_the_greatest_value()
    {
        var chart = new Chart("", Grid, Unit.Of("By"), [new ChartLine("", [10_000_000, null, 190_000_000])]);
        Assert.Equal(["0 MB", "50 MB", "100 MB", "150 MB", "200 MB"], chart.Marks.Select(chart.Mark));
        Assert.Equal(0, chart.Y(chart.Marks[^1]), 9);
        Assert.Equal(Chart.PlotHeight, chart.Y(0), 9);
    }

    [Fact]
    public void A_line_is_broken_where_nothing_is_known_and_a_value_alone_is_a_dot()
    {
        var chart = new Chart("", new TimeGrid(0, 1, 5), Unit.Of(""), [new ChartLine("", [1, 1, null, 1, null])]);
        Assert.Equal("M100 0L300 0", chart.Path(chart.Lines[0]));
        Assert.Equal("M700 0h0", chart.Alone(chart.Lines[0]));
    }

    [Fact]
    public void An_axis_goes_by_powers_of_ten_where_the_small_values_could_not_be_seen()
    {
        var chart = new Chart("", Grid, Unit.Of("s"), [new ChartLine("", [0.003, 3.4])]) { MayBeLogarithmic = true };
        Assert.Equal(["1 ms", "10 ms", "100 ms", "1 s", "10 s"], chart.Marks.Select(chart.Mark));
        Assert.Equal(Chart.PlotHeight / 4.0, chart.Y(1), 6);
        Assert.Equal(Chart.PlotHeight, chart.Y(0), 6);
        Assert.False((chart with { Lines = [new ChartLine("", [0.1, 3.4])] }).IsLogarithmic);
    }
}
