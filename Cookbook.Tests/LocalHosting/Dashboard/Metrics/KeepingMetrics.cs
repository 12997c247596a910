using Cookbook.LocalHosting.Dashboard.Store.Metrics;

namespace Cookbook.Tests.LocalHosting.Dashboard.Metrics;

public sealed class KeepingMetrics
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly MetricsReceiver _receiver = new();

    private long Now => _receiver.Now;

    [Fact]
    public void An_hour_is_kept_and_no_more_a_point_for_each_five_seconds_the_latest_in_them()
    {
        var start = Now;
        for (var second = 1; second <= 2 * 3600; second++)
        {
            _receiver.Time.Advance(Second);
            _receiver.Send(Otlp.Gauge("temperature", Otlp.Point(0, Now, second)));
        }

        var slots = _receiver.Number("temperature").Slots;
        Assert.Equal(721, slots.Length);
        Assert.Equal(7200, slots[^1].Value);
        Assert.Equal(7199, slots[^2].Value);
        Assert.Equal(7194, slots[^3].Value);
        Assert.All(slots.Skip(1).SkipLast(2).Zip(slots.Skip(2)), pair => Assert.Equal(5_000_000_000, pair.Second.Time - pair.First.Time));
        Assert.InRange(slots[0].Time, start + (3600L * 1_000_000_000), start + (3605L * 1_000_000_000));
    }

    [Fact]
    public void Points_that_come_seldom_go_after_an_hour_too()
    {
        for (var minute = 1; minute <= 180; minute++)
        {
            _receiver.Time.Advance(TimeSpan.FromMinutes(1));
            Assert.Null(_receiver.Send(Otlp.Gauge("temperature", Otlp.Point(0, Now, minute))).PartialSuccess);
        }

        Assert.Equal(61, _receiver.Number("temperature").Slots.Length);
    }

    [Fact]
    public void A_process_that_sends_no_more_is_forgotten_after_an_hour_with_its_weight()
    {
        _receiver.SendFrom("old", Otlp.Gauge("of the old", Otlp.Point(0, Now, 1)));
        _receiver.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Contains(_receiver.Store.Instruments, listed => listed.Instrument.Name == "of the old");

        _receiver.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Empty(_receiver.Store.Instruments);
        _receiver.SendFrom("new", Otlp.Gauge("of the new", Otlp.Point(0, Now, 1)));
        var withNew = _receiver.Store.Weight;
        _receiver.Store.Clear();
        _receiver.SendFrom("new", Otlp.Gauge("of the new", Otlp.Point(0, Now, 1)));
        Assert.Equal(_receiver.Store.Weight, withNew);
    }

    [Fact]
    public void A_process_may_have_two_thousand_series_and_what_is_measured_now_does_not_give_way()
    {
        var points = Enumerable.Range(0, MetricStore.MostSeries + 10).Select(id => Otlp.Point(0, Now, 1, ("id", $"{id}"))).ToArray();
        var answer = _receiver.Send(Otlp.Gauge("many", points));
        Assert.Equal(10, answer.PartialSuccess.RejectedDataPoints);
        Assert.Contains("fewer attributes", answer.PartialSuccess.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(MetricStore.MostSeries, _receiver.Read("many").Count);
    }

    [Fact]
    public void The_series_that_was_not_measured_for_the_longest_time_gives_way_to_a_new_one()
    {
        _receiver.Send(Otlp.Gauge("many", [.. Enumerable.Range(0, MetricStore.MostSeries).Select(id => Otlp.Point(0, Now, 1, ("id", $"{id}")))]));
        _receiver.Time.Advance(TimeSpan.FromMinutes(2));
        _receiver.Send(Otlp.Gauge("many", Otlp.Point(0, Now, 1, ("id", "0"))));
        Assert.Null(_receiver.Send(Otlp.Gauge("many", Otlp.Point(0, Now, 1, ("id", "new")))).PartialSuccess);

        var ids = _receiver.Read("many").Select(series => series.Attributes[0].Value).ToArray();
        Assert.Equal(MetricStore.MostSeries, ids.Length);
        Assert.Contains("0", ids);
        Assert.Contains("new", ids);
        Assert.DoesNotContain("1", ids);
    }

    [Fact]
    public void A_histogram_of_which_little_is_measured_needs_little_room()
    {
        double[] bounds = [.. Enumerable.Range(1, 14).Select(bound => (double)bound)];
        var start = Now;
        for (var slot = 0; slot < 720; slot++)
        {
            _receiver.Time.Advance(TimeSpan.FromSeconds(5));
            _receiver.Send(Otlp.Histogram("durations", [.. Enumerable.Range(0, 200).Select(
                id => Otlp.Point(start, Now, bounds, [3, 5], ("route", $"/{id}")))]));
        }

        Assert.Equal(200, _receiver.Read("durations").Count);
        Assert.InRange(_receiver.Store.Weight, 0, 200 * 40 * 1024);
        Assert.All(_receiver.Read("durations").Cast<HistogramReading>(), series => Assert.Equal(2, series.Slots.Sum(slot => slot.Count)));
    }

    [Fact]
    public async Task Readers_see_a_whole_series_while_it_is_written()
    {
        var start = Now;
        _receiver.Send(Otlp.Counter("requests", Otlp.Point(start, Now + 1, 1)));
        var reading = Task.Run(
            () =>
            {
                for (var i = 0; i < 2_000; i++)
                {
                    var slots = _receiver.Number("requests").Slots;
                    Assert.Equal(slots.Select(slot => slot.Time).Order(), slots.Select(slot => slot.Time));
                    Assert.Equal(slots.Select(slot => slot.Value).Order(), slots.Select(slot => slot.Value));
                }
            },
            TestContext.Current.CancellationToken);
        for (var i = 2; i < 3_000; i++)
        {
            _receiver.Time.Advance(Second);
            _receiver.Send(Otlp.Counter("requests", Otlp.Point(start, Now, i)));
        }

        await reading;
    }
}
