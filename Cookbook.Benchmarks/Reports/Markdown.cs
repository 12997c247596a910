using System.Globalization;
using System.Text;
using Cookbook.Benchmarks.Requests;

namespace Cookbook.Benchmarks.Reports;

/// <summary>A report for people, and for documents to quote.</summary>
internal static class Markdown
{
    public static string Of(Report report)
    {
        var text = new StringBuilder(report.Surroundings.ToMarkdown(report.IsQuick, report.Load));
        foreach (var subject in report.Subjects)
        {
            Add(text, subject);
        }

        text.AppendLine("\nOf fixed bytes, and the ratios: the median of what each round says, because what the machine did besides met both there.\n");
        var ratios = new Table(("ratio", null), ("measured", "0.000"), ("by the medians above", "0.000"), ("target", ""), ("reached", null));
        foreach (var ratio in report.Ratios)
        {
            ratios.Add(ratio.What, ratio.Value, ratio.OfMedians, ratio.Target, ratio.IsReached ? "yes" : "no");
        }

        text.Append(ratios);
        foreach (var table in report.Writes)
        {
            text.AppendLine().Append(table);
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
        var rows = new Table(("", null), ("requests a second", "N0"), ("least to most", ""), ("of fixed bytes", "0.00"), ("p50 ms", "0.00"), ("p99 ms", "0.0"));
        foreach (var row in subject.Rows)
        {
            if (row.Missing is { } missing)
            {
                rows.Add(row.Name, missing, "", "", "", "");
            }
            else
            {
                var spread = string.Create(CultureInfo.InvariantCulture, $"{row.Least:N0} to {row.Most:N0}");
                rows.Add(row.Name, row.Rate, spread, (object?)subject.RatioOf(row.Name, Candidate.Fixed) ?? "", row.P50, row.P99);
            }
        }

        text.Append(rows);
    }
}
