using Cookbook.LocalHosting.Dashboard.Receiver.Otlp;
using Cookbook.LocalHosting.Dashboard.Store;
using Cookbook.LocalHosting.Dashboard.Store.Metrics;
using Google.Protobuf.Collections;
using Exemplar = Cookbook.LocalHosting.Dashboard.Store.Metrics.Exemplar;

namespace Cookbook.LocalHosting.Dashboard.Receiver.Reading;

/// <summary>Metrics, as they are sent, into measurements (https://opentelemetry.io/docs/specs/otel/metrics/data-model/).</summary>
internal sealed class MetricReader(MetricStore store, SenderReader senders, AttributeReader attributes)
{
    /// <summary>Of a point: "the series was not measured" (https://opentelemetry.io/docs/specs/otel/metrics/data-model/#data-point-flags).</summary>
    private const uint NoRecordedValue = 1;

    public ExportMetricsServiceResponse Take(ExportMetricsServiceRequest request)
    {
        var taken = new List<Measurement>();
        var refused = new List<string>();
        foreach (var ofResource in request.ResourceMetrics)
        {
            var sender = senders.Read(ofResource.Resource);
            foreach (var ofScope in ofResource.ScopeMetrics)
            {
                var scope = attributes.Text(ofScope.Scope?.Name ?? "");
                foreach (var metric in ofScope.Metrics)
                {
                    Take(metric, new MetricPoints(Describe(metric, sender, scope), taken, refused));
                }
            }
        }

        refused.AddRange(store.Add(taken));
        return refused.Count == 0 ? new ExportMetricsServiceResponse() : new ExportMetricsServiceResponse
        {
            PartialSuccess = new() { RejectedDataPoints = refused.Count, ErrorMessage = string.Join(' ', refused.Distinct().Take(10)) },
        };
    }

    private Instrument Describe(Metric metric, Sender sender, string scope) => new(
        sender,
        scope,
        attributes.Text(metric.Name),
        attributes.Text(metric.Description),
        attributes.Text(metric.Unit),
        metric.DataCase switch
        {
            Metric.DataOneofCase.Sum => metric.Sum.IsMonotonic ? InstrumentKind.Counter : InstrumentKind.UpDownCounter,
            Metric.DataOneofCase.Histogram or Metric.DataOneofCase.ExponentialHistogram => InstrumentKind.Histogram,
            _ => InstrumentKind.Gauge,
        });

    private void Take(Metric metric, MetricPoints points)
    {
        switch (metric.DataCase)
        {
            case Metric.DataOneofCase.Gauge:
                Take(metric.Gauge.DataPoints, point => point.Flags, point => points.AddNumber(
                    point, Head(point.Attributes, point.StartTimeUnixNano, point.TimeUnixNano, false, point.Exemplars)));
                break;
            case Metric.DataOneofCase.Sum when TryTemporality(metric.Sum.AggregationTemporality, out var isDelta):
                Take(metric.Sum.DataPoints, point => point.Flags, point => points.AddNumber(
                    point, Head(point.Attributes, point.StartTimeUnixNano, point.TimeUnixNano, isDelta, point.Exemplars)));
                break;
            case Metric.DataOneofCase.Histogram when TryTemporality(metric.Histogram.AggregationTemporality, out var isDelta):
                Take(metric.Histogram.DataPoints, point => point.Flags, point => points.AddHistogram(
                    HistogramReader.Read(point), Head(point.Attributes, point.StartTimeUnixNano, point.TimeUnixNano, isDelta, point.Exemplars)));
                break;
            case Metric.DataOneofCase.ExponentialHistogram when TryTemporality(metric.ExponentialHistogram.AggregationTemporality, out var isDelta):
                Take(metric.ExponentialHistogram.DataPoints, point => point.Flags, point => points.AddHistogram(
                    HistogramReader.Read(point), Head(point.Attributes, point.StartTimeUnixNano, point.TimeUnixNano, isDelta, point.Exemplars)));
                break;
            case Metric.DataOneofCase.Summary:
                Take(metric.Summary.DataPoints, point => point.Flags, point => points.AddSummary(
                    point, Head(point.Attributes, point.StartTimeUnixNano, point.TimeUnixNano, false, [])));
                break;
            case Metric.DataOneofCase.None:
                break;
            default:
                points.RefuseAll(metric);
                break;
        }
    }

    private static void Take<T>(RepeatedField<T> sent, Func<T, uint> flags, Action<T> take)
    {
        foreach (var point in sent)
        {
            if ((flags(point) & NoRecordedValue) == 0)
            {
                take(point);
            }
        }
    }

    private PointHead Head(RepeatedField<KeyValue> series, ulong start, ulong time, bool isDelta, RepeatedField<Otlp.Exemplar> exemplars) => new(
        attributes.Read(series),
        Nanoseconds.From(start),
        Nanoseconds.From(time),
        isDelta,
        exemplars.Count == 0 ? [] : [.. exemplars.Select(Read).Where(Leads).TakeLast(StoredSeries.MostExemplars)]);

    private static bool Leads(Exemplar exemplar) => !exemplar.Trace.IsNone && double.IsFinite(exemplar.Value);

    private static Exemplar Read(Otlp.Exemplar exemplar) => new(
        Nanoseconds.From(exemplar.TimeUnixNano),
        exemplar.ValueCase == Otlp.Exemplar.ValueOneofCase.AsInt ? exemplar.AsInt : exemplar.AsDouble,
        TraceId.From(exemplar.TraceId.Span),
        SpanId.From(exemplar.SpanId.Span));

    private static bool TryTemporality(AggregationTemporality temporality, out bool isDelta)
    {
        isDelta = temporality == AggregationTemporality.Delta;
        return isDelta || temporality == AggregationTemporality.Cumulative;
    }
}
