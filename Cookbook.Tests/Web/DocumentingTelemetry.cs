using System.Diagnostics;
using System.Text.RegularExpressions;
using Cookbook.Caching.Telemetry;
using OpenTelemetry.Metrics;
using static Cookbook.Tests.Web.TelemetryDocument;

namespace Cookbook.Tests.Web;

/// <summary>docs/telemetry.md says what is emitted: all of it, and nothing else.</summary>
public sealed class DocumentingTelemetry(EveryKindOfRequest requests) : IClassFixture<EveryKindOfRequest>
{
    private static readonly string[] Sources = [CacheTelemetry.Name, "Cookbook.MigrationService"];

    /// <summary>Documented, and beyond a test: a write would have to come in the midst of each of three renders.</summary>
    private static readonly string[] Unreached = ["bypass overtaken"];

    [Fact]
    public void The_instruments_are_those_documented()
    {
        var labels = requests.Measured
            .GroupBy(measurement => measurement.Instrument)
            .ToDictionary(group => group.Key, group => group.SelectMany(measurement => measurement.Tags).Select(tag => tag.Key).Distinct());

        Same(
            Table("Instruments").Select(row =>
                $"{One(row["instrument"])}: {row["kind"]}, {One(row["unit"])}, {Sorted(Names(row["labels"]))}, {One(row["in Prometheus"])}"),
            Exported(CacheTelemetry.Name).Select(metric =>
                $"{metric.Name}: {KindOf(metric)}, {metric.Unit}, {Sorted(labels[metric.Name])}, {PrometheusName(metric)}"));
    }

    [Fact]
    public void The_labels_have_the_values_documented() => Same(
        from row in Table("Labels")
        from instrument in Names(row["of"])
        from value in Names(row["values"])
        select $"{instrument}: {One(row["label"])}={value}",
        from measurement in requests.Measured
        from tag in measurement.Tags
        where measurement.Instrument != "requests" || tag.Key == "policy"
        select $"{measurement.Instrument}: {tag.Key}={tag.Value}");

    [Fact]
    public void The_answers_are_those_documented()
    {
        var documented =
            from row in Table("Answers")
            from result in Names(row["result"])
            from reason in Names(row["reason"])
            select $"{result} {reason}";
        var counted = requests.Measured
            .Where(one => one.Instrument == "requests")
            .Select(one => $"{one.Tag("result")} {one.Tag("reason")}");

        Same(documented.Except(Unreached), counted);
        Assert.Empty(Unreached.Except(documented));
    }

    [Fact]
    public void The_spans_are_those_documented() => Same(
        Table("Spans").Select(row => $"{One(row["source"])}: {One(row["span"])}, Internal"),
        Ours().Select(span => $"{span.Source.Name}: {span.DisplayName}, {span.Kind}"));

    [Fact]
    public void Each_span_stands_below_the_one_documented()
    {
        string[] commands = ["update database", "loaddata", "generate", "createsuperuser"];
        var all = requests.Spans.Concat(requests.WorkerSpans).ToDictionary(span => span.SpanId);

        Same(
            from row in Table("Spans")
            from parent in Names(row["parent"])
                .Concat(Says(row, "the request") ? ["the request"] : [])
                .Concat(Says(row, "none") ? ["none"] : [])
                .Concat(Says(row, "the command") ? commands : [])
            select $"{One(row["span"])} below {parent}",
            Ours().Select(span => $"{span.DisplayName} below {ParentOf(span)}"));

        static bool Says(Dictionary<string, string> row, string word) => Regex.IsMatch(row["parent"], $@"\b{word}\b");

        string ParentOf(Activity span) =>
            span.ParentSpanId == default || span.ParentSpanId == requests.AboveTheWorker ? "none"
            : !all.TryGetValue(span.ParentSpanId, out var parent) ? "somebody unknown"
            : parent.Kind == ActivityKind.Server ? "the request"
            : parent.DisplayName;
    }

    [Fact]
    public void A_render_in_the_background_is_linked_and_a_failure_is_an_error()
    {
        var renders = Ours().Where(span => span.DisplayName == "cache render").ToList();
        Assert.Contains(renders, span => span.ParentSpanId == default);
        Assert.All(renders, span => Assert.Equal(span.ParentSpanId == default ? 1 : 0, span.Links.Count()));
        Assert.All(Ours(), span =>
        {
            var events = string.Join(' ', span.Events.Select(one => one.Name));
            Assert.Equal(span.Status == ActivityStatusCode.Error && span.Source.Name != CacheTelemetry.Name ? "exception" : "", events);
        });
    }

    [Fact]
    public void The_attributes_are_those_documented()
    {
        var documented = Table("Attributes").ToDictionary(row => (One(row["span"]), One(row["attribute"])));
        var emitted = Ours().SelectMany(span => span.TagObjects, (span, tag) => (Key: (span.DisplayName, tag.Key), Value: tag.Value!)).ToList();

        Same(
            documented.Select(pair => $"{pair.Key}: {pair.Value["type"]}"),
            emitted.Select(one => $"{one.Key}: {TypeOf(one.Value)}"));
        Same(
            documented.SelectMany(pair => Names(pair.Value["values"]), (pair, value) => $"{pair.Key}: {value}"),
            emitted.Where(one => Names(documented[one.Key]["values"]).Count > 0).Select(one => $"{one.Key}: {one.Value}"));
    }

    /// <summary>Somebody else's, who may add to them: what is documented is there.</summary>
    [Fact]
    public void The_spans_of_commands_have_what_is_documented()
    {
        foreach (var row in Table("Commands"))
        {
            var spans = requests.Spans.Where(span => span.Source.Name == One(row["source"])).ToList();
            Assert.All(spans, span => Assert.Equal(ActivityKind.Client, span.Kind));
            Assert.Empty(Names(row["attributes"]).Except(spans.SelectMany(span => span.TagObjects).Select(tag => tag.Key)));
            Assert.Empty(spans.Select(span => span.DisplayName.Split(' ')[0]).Except(Names(row["span"]).Select(name => name.Split(' ')[0])));
        }
    }

    [Fact]
    public void The_framework_s_meters_are_those_documented()
    {
        var documented = Table("The framework's").Select(row => One(row["meter"])).ToList();
        var exported = requests.Exported.Select(metric => metric.MeterName).Where(name => name != CacheTelemetry.Name).Distinct();

        // A provider hears the meters of all sites in this process. Nobody signs in at these; at those of other tests somebody may.
        string[] ofSigningIn = ["Microsoft.AspNetCore.RateLimiting", "Microsoft.AspNetCore.Authorization", "Microsoft.AspNetCore.Identity"];
        Same(documented.Except(ofSigningIn), exported.Except(ofSigningIn));
        Assert.Empty(ofSigningIn.Except(documented));
    }

    [Fact]
    public void The_framework_s_names_are_those_exported() => Assert.Empty(
        Table("Framework names").Select(row => $"{One(row["instrument"])} {One(row["in Prometheus"])}")
            .Except(requests.Exported.Select(metric => $"{metric.Name} {PrometheusName(metric)}")));

    /// <summary>A percentile of what takes milliseconds is worth nothing in buckets of seconds.</summary>
    [Fact]
    public void The_cache_s_histograms_tell_milliseconds_apart() => Assert.All(
        Exported(CacheTelemetry.Name).Where(metric => metric.MetricType == MetricType.Histogram),
        metric =>
        {
            var bounds = new List<double>();
            foreach (var bucket in metric.MetricPoints[0].GetHistogramBuckets())
            {
                bounds.Add(bucket.ExplicitBound);
            }

            Assert.True(bounds.Count(bound => bound <= 0.25) >= 9, $"{metric.Name}: {string.Join(", ", bounds)}");
        });

    private IEnumerable<MetricSnapshot> Exported(string meter) =>
        requests.Exported.Where(metric => metric.MeterName == meter && metric.MetricPoints.Count > 0).DistinctBy(metric => metric.Name);

    private IEnumerable<Activity> Ours() => requests.Spans.Concat(requests.WorkerSpans).Where(span => Sources.Contains(span.Source.Name));

    /// <summary>By the OpenTelemetry specification's "Prometheus and OpenMetrics Compatibility", for the units that there are here.</summary>
    private static string PrometheusName(MetricSnapshot metric)
    {
        var words = Regex.Split(metric.Name, "[^A-Za-z0-9]+").ToList();
        var unit = metric.Unit switch
        {
            "s" => "seconds",
            "By" => "bytes",
            "1" when KindOf(metric) == "gauge" => "ratio",
            _ => null,
        };
        if (unit is not null && !words.Contains(unit))
        {
            words.Add(unit);
        }

        return string.Join('_', KindOf(metric) == "counter" ? [.. words, "total"] : words);
    }

    /// <summary>A sum that may fall is a gauge to Prometheus.</summary>
    private static string KindOf(MetricSnapshot metric) => metric.MetricType switch
    {
        MetricType.Histogram => "histogram",
        MetricType.LongSum or MetricType.DoubleSum => "counter",
        _ => "gauge",
    };

    private static string TypeOf(object value) => value switch
    {
        string => "string",
        bool => "bool",
        int => "int",
        double => "double",
        _ => value.GetType().Name,
    };

    private static string One(string cell) => Assert.Single(Names(cell));

    private static string Sorted(IEnumerable<string> names) => string.Join(' ', names.Order());

    private static void Same(IEnumerable<string> documented, IEnumerable<string> emitted)
    {
        var (said, done) = (documented.ToHashSet(), emitted.ToHashSet());
        Assert.NotEmpty(done);
        Assert.True(
            said.SetEquals(done),
            $"docs/telemetry.md lacks: {string.Join("; ", done.Except(said).Order())}. "
            + $"Not emitted, and documented: {string.Join("; ", said.Except(done).Order())}.");
    }
}
