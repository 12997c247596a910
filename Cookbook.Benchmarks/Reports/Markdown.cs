using System.Globalization;
using System.Text;
using Cookbook.Benchmarks.Requests;

namespace Cookbook.Benchmarks.Reports;

/// <summary>A report for people, and for documents to quote.</summary>
internal static class Markdown
{
    public static string Of(Report report)
    {
        var text = new StringBuilder();
        foreach (var line in report.Surroundings.Lines)
        {
            text.Append("- ").AppendLine(line);
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"- {report.Load}");
        text.AppendLine(CultureInfo.InvariantCulture, $"- {report.Begun:yyyy-MM-dd HH:mm} UTC{(report.IsQuick ? "; a quick run: not to be quoted" : "")}");
        foreach (var subject in report.Subjects)
        {
            Add(text, subject);
        }

        text.AppendLine("\n| ratio | measured | target | reached |\n|---|---:|---:|---|");
        foreach (var ratio in Ratio.Of(report))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {ratio.What} | {ratio.Value:0.00} | {ratio.Target} | {(ratio.IsReached ? "yes" : "no")} |");
        }

        if (report.Writes is not null)
        {
            text.AppendLine().Append(report.Writes);
        }

        return text.ToString();
    }

    private static void Add(StringBuilder text, MeasuredSubject subject)
    {
        if (subject.Rows.Count == 0)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"\n{subject.Address}: the site has no such address, so there is nothing to measure.");
            return;
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"\n{subject.Address}, {subject.Bytes:N0} bytes; {subject.BrotliBytes:N0} as brotli\n");
        text.AppendLine("| | requests a second | least to most | of fixed bytes | p50 ms | p99 ms |");
        text.AppendLine("|---|---:|---:|---:|---:|---:|");
        foreach (var row in subject.Rows)
        {
            text.AppendLine(row.Missing is { } missing
                ? $"| {row.Name} | {missing} | | | | |"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {row.Name} | {row.Rate:N0} | {row.Least:N0} to {row.Most:N0} | {subject.RatioOf(row.Name, Candidate.Fixed):0.00} | {row.P50:0.00} | {row.P99:0.0} |"));
        }
    }
}
