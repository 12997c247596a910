using System.Xml.Linq;

namespace Cookbook.Benchmarks.Reports;

/// <summary>What a run has brought.</summary>
/// <param name="Markdown">For people.</param>
/// <param name="Data">The same for programs, as it is written to JSON.</param>
/// <param name="Chart">As SVG; null for none.</param>
/// <param name="IsPassed">Whether it has shown what it was to show; where nothing was asked for, it has.</param>
internal sealed record Outcome(string Markdown, object Data, XDocument? Chart = null, bool IsPassed = true)
{
    /// <summary>Tables, and where and when they were measured.</summary>
    public static Outcome Of(Surroundings surroundings, IReadOnlyList<Table> tables, bool isQuick = false, bool isPassed = true) => new(
        $"{surroundings.ToMarkdown(isQuick)}\n{string.Join('\n', tables)}", new { surroundings, isQuick, tables }, IsPassed: isPassed);
}
