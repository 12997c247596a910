using Cookbook.LocalHosting.Dashboard.Receiver.Otlp;
using Cookbook.LocalHosting.Dashboard.Store.Metrics;
using Google.Protobuf;
using Exemplar = Cookbook.LocalHosting.Dashboard.Receiver.Otlp.Exemplar;

namespace Cookbook.Tests.LocalHosting.Dashboard.Metrics;

public sealed class ReadingMetrics
{
    private static readonly double[] Bounds = [0.01, 0.1, 1];

    private readonly MetricsReceiver _receiver = new();

    private long Now => _receiver.Now;

    [Fact]
    public void An_instrument_has_its_kind_unit_and_description()
    {
        var requests = Otlp.Counter("requests", Otlp.Point(0, Now, 1));
        (requests.Unit, requests.Description) = ("{request}", "Answers");
        _receiver.Send(
            requests,
            Otlp.Gauge("temperature", Otlp.Point(0, Now, 1)),
            Otlp.Sum("connections", isMonotonic: false, AggregationTemporality.Cumulative, Otlp.Point(0, Now, 1)),
            Otlp.Histogram("durations", Otlp.Point(0, Now, Bounds, [0.5])));

        var instruments = _receiver.Store.Instruments.ToDictionary(listed => listed.Instrument.Name, listed => listed.Instrument);
        var counter = instruments["requests"];
        Assert.Equal(
            (InstrumentKind.Counter, "{request}", "Answers", "meter", "web"),
            (counter.Kind, counter.Unit, counter.Description, counter.Scope, counter.Sender.Service));
        Assert.Equal(InstrumentKind.Gauge, instruments["temperature"].Kind);
        Assert.Equal(InstrumentKind.UpDownCounter, instruments["connections"].Kind);
        Assert.Equal(InstrumentKind.Histogram, instruments["durations"].Kind);
    }

    [Fact]
    public void Attributes_in_another_order_are_the_same_series()
    {
        _receiver.Send(Otlp.Gauge("pages", Otlp.Point(0, Now, 1, ("a", "1"), ("b", "2"))));
        _receiver.Send(Otlp.Gauge("pages", Otlp.Point(0, Now + 1, 2, ("b", "2"), ("a", "1"))));
        Assert.Equal(2, _receiver.Number("pages").Slots[^1].Value);
    }

    [Fact]
    public void A_counter_that_begins_anew_never_falls()
    {
        var start = Now;
        Count(start, 10);
        Count(start, 30);
        Count(start, 5);
        Count(Now, 40);
        Count(Now - 1, 41);

        var values = _receiver.Number("requests").Slots.Select(slot => slot.Value).ToArray();
        Assert.Equal(values.Order(), values);
        Assert.Equal(10 + 20 + 5 + 40 + 41, values[^1]);

        void Count(long since, double value)
        {
            _receiver.Time.Advance(TimeSpan.FromSeconds(6));
            Assert.Null(_receiver.Send(Otlp.Counter("requests", Otlp.Point(since, Now, value))).PartialSuccess);
        }
    }

    [Fact]
    public void What_counts_since_the_point_before_is_added_up()
    {
        var before = Now;
        foreach (var more in (double[])[3, 4, 5])
        {
            _receiver.Time.Advance(TimeSpan.FromSeconds(1));
            var point = Otlp.Point(before, Now, more);
            _receiver.Send(Otlp.Sum("requests", isMonotonic: true, AggregationTemporality.Delta, point));
            Assert.Equal(1, _receiver.Send(Otlp.Sum("requests", isMonotonic: true, AggregationTemporality.Delta, point)).PartialSuccess.RejectedDataPoints);
            _receiver.Send(Otlp.Histogram("durations", AggregationTemporality.Delta, Otlp.Point(before, Now, Bounds, [more / 10])));
            before = Now;
        }

        Assert.Equal(12, _receiver.Number("requests").Slots[^1].Value);
        var durations = _receiver.Histogram("durations");
        Assert.Equal(3, durations.Total.Count);
        Assert.Equal(1.2, durations.Total.Sum!.Value, 9);
        long[] counts = [0, 0, 3, 0];
        Assert.Equal(counts, durations.Total.Counts);
    }

    [Fact]
    public void A_histograms_sums_are_those_that_were_sent()
    {
        var random = new Random(5);
        var start = Now;
        var values = new List<double>();
        for (var i = 0; i < 100; i++)
        {
            _receiver.Time.Advance(TimeSpan.FromSeconds(1));
            values.AddRange(Enumerable.Range(0, random.Next(4)).Select(_ => random.NextDouble() * 2));
            _receiver.Send(Otlp.Histogram("durations", Otlp.Point(start, Now, Bounds, [.. values])));
        }

        var reading = _receiver.Histogram("durations");
        Assert.Equal(values.Count, reading.Total.Count);
        Assert.Equal(values.Sum(), reading.Total.Sum!.Value, 9);
        Assert.Equal(values.Count, reading.Slots.Sum(slot => slot.Count));
        Assert.Equal(values.Sum(), reading.Slots.Sum(slot => slot.Sum), 9);
        Assert.Equal(values.Count(value => value <= 0.1 && value > 0.01), reading.Slots.Sum(slot => slot.Counts.Length == 0 ? 0 : slot.Counts[1]));
    }

    [Fact]
    public void A_histogram_that_begins_anew_adds_to_what_it_had()
    {
        Send(Now, [0.5, 0.5, 0.5]);
        Send(Now, [0.05]);
        Assert.Equal((4L, 1.55), (_receiver.Histogram("durations").Total.Count, Math.Round(_receiver.Histogram("durations").Total.Sum!.Value, 9)));

        void Send(long start, double[] values)
        {
            _receiver.Time.Advance(TimeSpan.FromSeconds(6));
            _receiver.Send(Otlp.Histogram("durations", Otlp.Point(start, Now, Bounds, values)));
        }
    }

    [Fact]
    public void A_point_without_a_recorded_value_is_passed_over()
    {
        _receiver.Send(Otlp.Gauge("temperature", Otlp.Point(0, Now, 7)));
        var nothing = Otlp.Point(0, Now + 1, 0);
        nothing.Flags = 1;
        Assert.Null(_receiver.Send(Otlp.Gauge("temperature", nothing)).PartialSuccess);
        Assert.Equal(7, Assert.Single(_receiver.Number("temperature").Slots).Value);
    }

    [Fact]
    public void An_exponential_histogram_becomes_buckets_of_the_same_counts()
    {
        var point = new ExponentialHistogramDataPoint { TimeUnixNano = (ulong)Now, Scale = 6, Count = 3211, Sum = 5, ZeroCount = 11 };
        point.Positive = new() { Offset = 0 };
        point.Positive.BucketCounts.AddRange(Enumerable.Range(0, 128).Select(_ => 25UL));
        Assert.Null(_receiver.Send(Otlp.ExponentialHistogram("sizes", AggregationTemporality.Cumulative, point)).PartialSuccess);

        // From 1 to 4 in 128 steps of 2^(1/64): half of them lie below 2.
        var total = _receiver.Histogram("sizes").Total;
        Assert.Equal(3211, total.Counts.Sum());
        Assert.Equal(2, total.Percentile(0.5)!.Value, 0.05);
        Assert.Equal(4, total.Percentile(1)!.Value, 9);
        Assert.Equal(1600, total.Counts.Take(Array.IndexOf(total.Bounds, 2.0) + 1).Sum() - 11);
    }

    [Fact]
    public void A_summary_becomes_its_percentiles_its_count_and_its_sum()
    {
        var point = new SummaryDataPoint { TimeUnixNano = (ulong)Now, Count = 10, Sum = 20 };
        point.QuantileValues.Add(new SummaryDataPoint.Types.ValueAtQuantile { Quantile = 0.5, Value = 1.5 });
        var metric = new Metric { Name = "latency", Summary = new Summary() };
        metric.Summary.DataPoints.Add(point);
        _receiver.Send(metric);

        Assert.Equal("0.5", Assert.Single(_receiver.Number("latency").Attributes).Value);
        Assert.Equal(1.5, _receiver.Number("latency").Slots[^1].Value);
        Assert.Equal(10, _receiver.Number("latency.count").Slots[^1].Value);
        Assert.Equal(20, _receiver.Number("latency.sum").Slots[^1].Value);
    }

    [Fact]
    public void What_cannot_be_kept_is_counted_and_the_rest_is_kept()
    {
        _receiver.Send(Otlp.Gauge("kind", Otlp.Point(0, Now, 1)));
        var unequal = Otlp.Point(0, Now, Bounds, [0.5]);
        unequal.BucketCounts.Add(1);
        var answer = _receiver.Send(
            Otlp.Gauge("temperature", Otlp.Point(0, Now, double.NaN), Otlp.Point(0, Now, 5), Otlp.Point(0, 1, 5), Otlp.Point(0, Now - 1, 5)),
            Otlp.Counter("kind", Otlp.Point(0, Now, 1)),
            Otlp.Counter("negative", Otlp.Point(0, Now, -1)),
            Otlp.Histogram("unequal", unequal),
            Otlp.Histogram("descending", Otlp.Point(0, Now, [2, 1], [])),
            Otlp.Histogram("unspecified", AggregationTemporality.Unspecified, Otlp.Point(0, Now, Bounds, [])),
            new Metric { Name = "nothing" });

        Assert.Equal(8, answer.PartialSuccess.RejectedDataPoints);
        Assert.NotEmpty(answer.PartialSuccess.ErrorMessage);
        Assert.Equal(["kind", "temperature"], _receiver.Store.Instruments.Select(listed => listed.Instrument.Name).Order());
    }

    [Fact]
    public void Hostile_numbers_harm_nothing()
    {
        const ulong most = ulong.MaxValue;
        var point = new ExponentialHistogramDataPoint { TimeUnixNano = (ulong)Now, Scale = 20, Count = most, ZeroCount = most, Sum = double.NaN };
        point.Positive = new() { Offset = int.MaxValue };
        point.Positive.BucketCounts.AddRange(Enumerable.Repeat(most, 10_000));
        point.Negative = new() { Offset = int.MinValue };
        point.Negative.BucketCounts.AddRange(Enumerable.Repeat(most, 10_000));
        _receiver.Send(Otlp.ExponentialHistogram("sizes", AggregationTemporality.Delta, point));

        var total = _receiver.Histogram("sizes").Total;
        Assert.InRange(total.Bounds.Length, 1, Buckets.Most);
        Assert.All(total.Bounds, bound => Assert.True(double.IsFinite(bound)));
        Assert.True(total.Percentile(0.99) is null or < double.PositiveInfinity);
    }

    [Fact]
    public void The_latest_exemplars_of_a_series_are_kept_each_once()
    {
        for (var i = 1; i <= StoredSeries.MostExemplars + 5; i++)
        {
            _receiver.Time.Advance(TimeSpan.FromSeconds(1));
            var point = Otlp.Point(0, Now, Bounds, [.. Enumerable.Repeat(0.5, i)]);
            point.Exemplars.Add(Exemplar(i));
            point.Exemplars.Add(Exemplar(Math.Max(1, i - 1)));
            _receiver.Send(Otlp.Histogram("durations", point));
        }

        var exemplars = _receiver.Histogram("durations").Exemplars;
        Assert.Equal(Enumerable.Range(6, StoredSeries.MostExemplars).Select(value => (double)value), exemplars.Select(exemplar => exemplar.Value));
        Assert.Equal("01020304050607080910111213141516", exemplars[0].Trace.ToString());

        Exemplar Exemplar(int number) => new()
        {
            AsDouble = number,
            TimeUnixNano = (ulong)(1_000_000_000L * number),
            TraceId = ByteString.CopyFrom(Convert.FromHexString("01020304050607080910111213141516")),
            SpanId = ByteString.CopyFrom(Convert.FromHexString("0102030405060708")),
        };
    }
}
