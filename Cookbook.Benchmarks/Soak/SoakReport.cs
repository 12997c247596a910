using System.Globalization;
using System.Text;
using Cookbook.Benchmarks.Memory;
using Cookbook.Benchmarks.Reports;

namespace Cookbook.Benchmarks.Soak;

/// <summary>A run's result for people and for programs.</summary>
internal static class SoakReport
{
    public static Outcome Of(SoakResult result) => new(
        Markdown(result),
        Data(result),
        MemoryChart.Draw(result.Memory, result.Phases[^1].Time.Ended, result.Phases.Select(phase => (phase.Name, phase.Time.Began))),
        IsPassed: result.Failures.Count == 0);

    public static string Markdown(SoakResult result)
    {
        var text = new StringBuilder(result.Surroundings.ToMarkdown(isQuick: false)).AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture,
            $"{result.Options.Length.TotalMinutes:0.#} minutes, two replicas, {result.Options.Rate} requests a second, {result.Options.Recipes} recipes, {result.Total(Count.WritesAcknowledged)} writes acknowledged, {result.Total(Count.WritesRefused)} not.");
        text.AppendLine().AppendLine(Verdict(result)).AppendLine();
        AddLatencies(text, result);
        AddAnswers(text, result);
        AddLags(text, result);
        text.Append(MemoryTable.Of(result.Memory)).AppendLine();
        foreach (var phase in result.Phases)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"- {phase.Name}: {phase.Slowest.Latency.TotalMilliseconds:0} ms, the slowest of the pages that a replica had: {phase.Slowest.What}");
        }

        foreach (var finding in result.Findings)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"- {finding}");
        }

        return text.ToString();
    }

    private static object Data(SoakResult result) => new
    {
        result.Surroundings,
        Seconds = result.Options.Length.TotalSeconds,
        result.Options.Rate,
        result.Options.Recipes,
        result.Failures,
        result.Findings,
        Phases = result.Phases.Select(phase => new
        {
            phase.Name,
            Began = phase.Time.Began.TotalSeconds,
            Ended = phase.Time.Ended.TotalSeconds,
            Counts = phase.Counts(),
            Had = Latencies(phase, had: true),
            Others = Latencies(phase, had: false),
            Slowest = phase.Slowest.What,
        }),
        Lags = result.Lags.Select(lag => new { lag.Phase, lag.Milliseconds }),
        Memory = result.Memory.Select(sample => new { Seconds = sample.At.TotalSeconds, Replica = sample.Replica + 1, sample.Process, sample.Bytes }),
    };

    private static object Latencies(Tally phase, bool had) => new
    {
        P50 = phase.Latency(50, had),
        P95 = phase.Latency(95, had),
        P99 = phase.Latency(99, had),
        Most = phase.Latency(100, had),
    };

    private static string Verdict(SoakResult result) => result.Failures.Count == 0
        ? "**Passed**: nothing stale, nothing wrong, no error but for pages that were not in the cache while Postgres was away, memory flat."
        : $"**Failed**: {string.Join("; ", result.Failures)}.";

    private static void AddLatencies(StringBuilder text, SoakResult result)
    {
        text.AppendLine("| milliseconds | seconds | requests/s | pages that the replica had: p50 | p95 | p99 | most | other pages: p50 | p99 | most | writes | refused | without cause |");
        text.AppendLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var phase in result.Phases)
        {
            var seconds = (phase.Time.Ended - phase.Time.Began).TotalSeconds;
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {phase.Name} | {seconds:0} | {phase[Count.Requests] / seconds:0} | {phase.Latency(50, had: true):0.0} | {phase.Latency(95, had: true):0.0} | {phase.Latency(99, had: true):0.0} | {phase.Latency(100, had: true):0} | {phase.Latency(50, had: false):0.0} | {phase.Latency(99, had: false):0.0} | {phase.Latency(100, had: false):0} | {phase[Count.WritesAcknowledged]} | {phase[Count.WritesRefused]} | {phase[Count.RefusedWithoutCause]} |");
        }

        text.AppendLine();
    }

    private static void AddAnswers(StringBuilder text, SoakResult result)
    {
        (string Heading, Count Count)[] columns =
        [
            ("memory", Count.Memory), ("Redis", Count.Shared), ("rendered", Count.Rendered), ("of them 304", Count.NotModified), ("junk refused", Count.Junk),
            ("marked stale", Count.MarkedStale), ("5xx, uncached, Postgres away", Count.OutageErrors), ("5xx else", Count.Errors), ("replica away", Count.Away),
            ("unanswered", Count.Unanswered), ("late", Count.Late), ("**stale**", Count.Stale), ("**wrong**", Count.Wrong),
        ];
        text.AppendLine(CultureInfo.InvariantCulture, $"| answers | {string.Join(" | ", columns.Select(column => column.Heading))} |");
        text.AppendLine(CultureInfo.InvariantCulture, $"|---|{string.Concat(columns.Select(_ => "---:|"))}");
        foreach (var phase in result.Phases)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {phase.Name} | {string.Join(" | ", columns.Select(column => phase[column.Count]))} |");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"| all | {string.Join(" | ", columns.Select(column => result.Total(column.Count)))} |");
        text.AppendLine();
    }

    private static void AddLags(StringBuilder text, SoakResult result)
    {
        foreach (var (when, isCalm) in (ReadOnlySpan<(string, bool)>)[("while all was calm", true), ("in the other phases", false)])
        {
            var lags = result.Lags.Where(lag => lag.Phase.StartsWith("calm", StringComparison.Ordinal) == isCalm).Select(lag => lag.Milliseconds).ToList();
            text.AppendLine(CultureInfo.InvariantCulture,
                $"From a write by SQL, acknowledged, until a replica has answered with it, {when}: p50 {SoakResult.Percentile(lags, 50):0.0} ms, p99 {SoakResult.Percentile(lags, 99):0.0} ms, most {SoakResult.Percentile(lags, 100):0.0} ms of {lags.Count}; {lags.Count(lag => lag >= LagWatch.Patience.TotalMilliseconds)} were not shown within {LagWatch.Patience.TotalSeconds:0} s and count as that.");
        }

        text.AppendLine(CultureInfo.InvariantCulture,
            $"Late is an answer with what had been replaced elsewhere less than {PageCheck.Bound.TotalSeconds:0} s before it was asked for: {result.Lateness.Count}, p50 {SoakResult.Percentile(result.Lateness, 50):0.0} ms, most {SoakResult.Percentile(result.Lateness, 100):0.0} ms.");
        text.AppendLine();
    }
}
