using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static Cookbook.Tests.Web.TelemetryDocument;

namespace Cookbook.Tests.Web;

/// <summary>What lies in deploy asks for nothing that is not emitted: a rule on a misspelt metric never fires.</summary>
public sealed partial class WatchingTheSite
{
    private static readonly string[] OfEverything = ["job", "instance"];

    /// <summary>Names in Prometheus, and the instruments behind them.</summary>
    private static readonly Dictionary<string, string> Documented = Table("Instruments").Concat(Table("Framework names"))
        .SelectMany(row => SeriesOf(Names(row["in Prometheus"])[0]), (row, series) => (series, Instrument: Names(row["instrument"])[0]))
        .ToDictionary();

    private static readonly Dictionary<string, string> OfTheFramework =
        Table("Framework names").ToDictionary(row => Names(row["instrument"])[0], row => row["is"]);

    private static readonly List<AlertRule> Rules =
        AlertRule.Read(Path.Combine(AppContext.BaseDirectory, "deploy", "prometheus", "cookbook.rules.yaml"));

    private static readonly JsonNode Dashboard =
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "deploy", "grafana", "cookbook.json")))!;

    private static IEnumerable<JsonNode> Panels => Dashboard["panels"]!.AsArray().Select(panel => panel!);

    private static IEnumerable<string> Expressions => Panels
        .SelectMany(panel => panel["targets"]?.AsArray() ?? [])
        .Select(target => target!["expr"]!.GetValue<string>());

    [Fact]
    public void Every_rule_says_why_and_what_to_do()
    {
        Assert.True(Rules.Count >= 10, $"There are {Rules.Count} rules.");
        Assert.Equal(Rules.Count, Rules.DistinctBy(rule => rule.Name).Count());
        Assert.All(Rules, rule =>
        {
            Assert.StartsWith("Cookbook", rule.Name, StringComparison.Ordinal);
            Assert.True(rule.HasComment, $"{rule.Name}: nothing says why its threshold is where it is.");
            Assert.Contains(rule["severity"], (string[])["critical", "warning", "info"]);
            Assert.InRange(rule["summary"].Length, 20, 120);
            Assert.InRange(rule["description"].Length, 60, 400);
        });
    }

    [Fact]
    public void Every_rule_asks_for_what_is_emitted() => Assert.All(Rules, rule => MustBeEmitted(rule["expr"]));

    [Fact]
    public void Every_panel_asks_for_what_is_emitted() => Assert.All(Expressions, MustBeEmitted);

    [Fact]
    public void The_rules_and_the_dashboard_use_every_metric_of_the_cache_and_every_documented_one_of_the_framework()
    {
        var used = Rules.Select(rule => rule["expr"] + rule["description"]).Concat(Expressions)
            .SelectMany(text => Word().Matches(text)).Select(match => Documented.GetValueOrDefault(match.Value)).ToHashSet();

        Assert.Empty(Documented.Values.Except(used));
    }

    [Fact]
    public void The_dashboard_is_one_that_Grafana_11_reads()
    {
        Assert.InRange(Dashboard["schemaVersion"]!.GetValue<int>(), 39, 41);
        var variables = Dashboard["templating"]!["list"]!.AsArray().Select(variable => variable!["name"]!.GetValue<string>());
        Assert.Equal(["datasource", "job", "instance"], variables);
        Assert.Equal(Panels.Count(), Panels.DistinctBy(panel => panel["id"]!.GetValue<int>()).Count());
        Assert.All(Panels.Where(panel => panel["type"]!.GetValue<string>() != "row"), panel =>
        {
            Assert.Equal("${datasource}", panel["datasource"]!["uid"]!.GetValue<string>());
            Assert.NotEmpty(panel["description"]!.GetValue<string>());
            var alerts = AlertName().Matches(panel["description"]!.GetValue<string>()).Select(match => match.Value);
            Assert.Empty(alerts.Except(Rules.Select(rule => rule.Name)));
        });

        // Nothing lies on anything else.
        var squares = Panels.Select(panel => panel["gridPos"]!).SelectMany(place =>
            from x in Enumerable.Range(place["x"]!.GetValue<int>(), place["w"]!.GetValue<int>())
            from y in Enumerable.Range(place["y"]!.GetValue<int>(), place["h"]!.GetValue<int>())
            select (x, y)).ToList();
        Assert.Equal(squares.Count, squares.Distinct().Count());
        Assert.All(squares, square => Assert.InRange(square.x, 0, 23));
    }

    /// <summary>The counterparts: what the checks are for.</summary>
    [Theory]
    [InlineData("rate(request_total{job=\"web\"}[5m])")]
    [InlineData("rate(requests_total[5m])")]
    [InlineData("rate(requests_total{job=\"web\", outcome=\"hit\"}[5m])")]
    [InlineData("rate(requests_total{job=\"web\", reason=\"l3\"}[5m])")]
    [InlineData("sum by (level) (rate(requests_total{job=\"web\"}[5m]))")]
    [InlineData("breaker_state{job=\"web\"} > 0")]
    [InlineData("render_duration_seconds{job=\"web\"} > 0")]
    public void A_misspelt_expression_is_noticed(string expression) => Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => MustBeEmitted(expression));

    private static void MustBeEmitted(string expression)
    {
        var selectors = Selector().Matches(expression).ToList();
        Assert.NotEmpty(selectors);
        var labels = new HashSet<string>(OfEverything);
        foreach (var selector in selectors)
        {
            var metric = selector.Groups["metric"].Value;
            Assert.Contains(metric, (IDictionary<string, string>)Documented);
            var own = LabelsOf(metric);
            labels.UnionWith(own);
            var matchers = Matcher().Matches(selector.Groups["matchers"].Value).ToList();
            Assert.Contains("job", matchers.Select(matcher => matcher.Groups["label"].Value));
            foreach (var matcher in matchers.Where(matcher => !OfEverything.Contains(matcher.Groups["label"].Value)))
            {
                var (label, values) = (matcher.Groups["label"].Value, matcher.Groups["values"].Value.Split('|'));
                Assert.Contains(label, own);
                Assert.Empty(ValuesOf(Documented[metric], label) is { Count: > 0 } documented ? values.Except(documented) : []);
            }
        }

        Assert.Empty(By().Matches(expression).SelectMany(by => by.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries)).Except(labels));

        // Whatever else is a word is one of the language's.
        var rest = By().Replace(Selector().Replace(expression, ""), "");
        Assert.Empty(Word().Matches(Range().Replace(rest, "")).Select(word => word.Value)
            .Except(["sum", "max", "rate", "increase", "histogram_quantile", "absent", "vector", "and", "or"]));
    }

    private static List<string> LabelsOf(string metric)
    {
        var instrument = Documented[metric];
        var own = OfTheFramework.TryGetValue(instrument, out var words)
            ? Names(words)
            : Names(Table("Instruments").Single(row => Names(row["instrument"])[0] == instrument)["labels"]);
        return metric.EndsWith("_bucket", StringComparison.Ordinal) ? [.. own, "le"] : own;
    }

    private static List<string> ValuesOf(string instrument, string label) => instrument == "requests" && label is ("result" or "reason")
        ? [.. Table("Answers").SelectMany(row => Names(row[label]))]
        : [.. Table("Labels")
            .Where(row => Names(row["label"])[0] == label && Names(row["of"]).Contains(instrument))
            .SelectMany(row => Names(row["values"]))];

    private static string[] SeriesOf(string name) => name.Contains("_duration_", StringComparison.Ordinal) || name == "purge_lag_seconds"
        ? [$"{name}_bucket", $"{name}_count", $"{name}_sum"]
        : [name];

    [GeneratedRegex("""(?<metric>[a-z_0-9]+)\{(?<matchers>[^}]*)\}""")]
    private static partial Regex Selector();

    [GeneratedRegex("""(?<label>[a-z_]+)(=|!=|=~|!~)"(?<values>[^"]*)""")]
    private static partial Regex Matcher();

    [GeneratedRegex(@"\bby \(([^)]*)\)")]
    private static partial Regex By();

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Range();

    [GeneratedRegex("[a-z_][a-z_0-9]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\bCookbook[A-Za-z]+")]
    private static partial Regex AlertName();
}
