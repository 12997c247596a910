using System.Globalization;
using Cookbook.LocalHosting.Dashboard.Receiver.Otlp;
using Cookbook.LocalHosting.Dashboard.Store;
using Cookbook.LocalHosting.Dashboard.Store.Metrics;
using Exemplar = Cookbook.LocalHosting.Dashboard.Store.Metrics.Exemplar;

namespace Cookbook.LocalHosting.Dashboard.Receiver.Reading;

/// <summary>What points of every kind have.</summary>
internal sealed record PointHead(TelemetryAttribute[] Attributes, long Start, long Time, bool IsDelta, Exemplar[] Exemplars);

/// <summary>The points of one instrument: those that can be kept, and for each of the others why not.</summary>
internal sealed class MetricPoints(Instrument instrument, List<Measurement> taken, List<string> refused)
{
    private const string NotFinite = "A value must be a finite number, and of a counter not less than 0.";

    public void AddNumber(NumberDataPoint point, PointHead head) => AddNumber(
        instrument,
        head,
        point.ValueCase switch
        {
            NumberDataPoint.ValueOneofCase.AsInt => point.AsInt,
            NumberDataPoint.ValueOneofCase.AsDouble => point.AsDouble,
            _ => double.NaN,
        });

    public void AddHistogram(Distribution? values, PointHead head)
    {
        if (values is null)
        {
            refused.Add($"A histogram needs bounds that ascend, one count more than bounds, at most {Buckets.Most} of them, and finite values.");
            return;
        }

        taken.Add(new HistogramMeasurement(instrument, head.Attributes, head.Start, head.Time, head.IsDelta, head.Exemplars, values));
    }

    /// <summary>
    /// Percentiles that the process has worked out itself: a series of a gauge for each; and two counters, as Prometheus has them.
    /// </summary>
    public void AddSummary(SummaryDataPoint point, PointHead head)
    {
        foreach (var quantile in point.QuantileValues)
        {
            var attribute = new TelemetryAttribute("quantile", quantile.Quantile.ToString(CultureInfo.InvariantCulture));
            AddNumber(instrument, head with { Attributes = [.. head.Attributes, attribute] }, quantile.Value);
        }

        AddNumber(instrument with { Name = $"{instrument.Name}.count", Unit = "", Kind = InstrumentKind.Counter }, head, point.Count);
        AddNumber(instrument with { Name = $"{instrument.Name}.sum", Kind = InstrumentKind.Counter }, head, point.Sum);
    }

    public void RefuseAll(Metric metric)
    {
        var points = metric.Sum?.DataPoints.Count ?? metric.Histogram?.DataPoints.Count ?? metric.ExponentialHistogram?.DataPoints.Count ?? 0;
        refused.AddRange(Enumerable.Repeat("aggregation_temporality must be delta or cumulative.", points));
    }

    private void AddNumber(Instrument of, PointHead head, double value)
    {
        if (!double.IsFinite(value) || (value < 0 && of.Kind == InstrumentKind.Counter))
        {
            refused.Add(NotFinite);
            return;
        }

        taken.Add(new NumberMeasurement(of, head.Attributes, head.Start, head.Time, head.IsDelta, head.Exemplars, value));
    }
}
