using Cookbook.LocalHosting.Dashboard.Receiver.Otlp;
using Google.Protobuf.Collections;

namespace Cookbook.Tests.LocalHosting.Dashboard.Metrics;

/// <summary>Messages of the protocol.</summary>
internal static class Otlp
{
    public static ExportMetricsServiceRequest Request(string service, string meter, params Metric[] metrics)
    {
        var ofScope = new ScopeMetrics { Scope = new InstrumentationScope { Name = meter } };
        ofScope.Metrics.AddRange(metrics);
        var ofResource = new ResourceMetrics { Resource = new() };
        ofResource.Resource.Attributes.Add(Attribute("service.name", service));
        ofResource.ScopeMetrics.Add(ofScope);
        var request = new ExportMetricsServiceRequest();
        request.ResourceMetrics.Add(ofResource);
        return request;
    }

    public static Metric Gauge(string name, params NumberDataPoint[] points)
    {
        var metric = new Metric { Name = name, Gauge = new Gauge() };
        metric.Gauge.DataPoints.AddRange(points);
        return metric;
    }

    public static Metric Counter(string name, params NumberDataPoint[] points) => Sum(name, isMonotonic: true, AggregationTemporality.Cumulative, points);

    public static Metric Sum(string name, bool isMonotonic, AggregationTemporality temporality, params NumberDataPoint[] points)
    {
        var metric = new Metric { Name = name, Sum = new Sum { IsMonotonic = isMonotonic, AggregationTemporality = temporality } };
        metric.Sum.DataPoints.AddRange(points);
        return metric;
    }

    public static Metric Histogram(string name, params HistogramDataPoint[] points) => Histogram(name, AggregationTemporality.Cumulative, points);

    public static Metric Histogram(string name, AggregationTemporality temporality, params HistogramDataPoint[] points)
    {
        var metric = new Metric { Name = name, Unit = "s", Histogram = new Histogram { AggregationTemporality = temporality } };
        metric.Histogram.DataPoints.AddRange(points);
        return metric;
    }

    public static Metric ExponentialHistogram(string name, AggregationTemporality temporality, ExponentialHistogramDataPoint point)
    {
        var metric = new Metric { Name = name, ExponentialHistogram = new ExponentialHistogram { AggregationTemporality = temporality } };
        metric.ExponentialHistogram.DataPoints.Add(point);
        return metric;
    }

    public static NumberDataPoint Point(long start, long time, double value, params (string Key, string Value)[] attributes)
    {
        var point = new NumberDataPoint { StartTimeUnixNano = (ulong)start, TimeUnixNano = (ulong)time, AsDouble = value };
        Add(point.Attributes, attributes);
        return point;
    }

    /// <summary>What an SDK would send of these values.</summary>
    public static HistogramDataPoint Point(long start, long time, double[] bounds, double[] values, params (string Key, string Value)[] attributes)
    {
        var point = new HistogramDataPoint
        {
            StartTimeUnixNano = (ulong)start,
            TimeUnixNano = (ulong)time,
            Count = (ulong)values.Length,
            Sum = values.Sum(),
        };
        point.ExplicitBounds.AddRange(bounds);
        var counts = new ulong[bounds.Length + 1];
        foreach (var value in values)
        {
            counts[bounds.Count(bound => bound < value)]++;
        }

        point.BucketCounts.AddRange(counts);
        Add(point.Attributes, attributes);
        return point;
    }

    private static void Add(RepeatedField<KeyValue> to, (string Key, string Value)[] attributes) =>
        to.AddRange(attributes.Select(attribute => Attribute(attribute.Key, attribute.Value)));

    private static KeyValue Attribute(string key, string value) => new() { Key = key, Value = new AnyValue { StringValue = value } };
}
