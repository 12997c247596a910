using System.Globalization;
using System.Text;

namespace Cookbook.Benchmarks.Reports;

/// <summary>Figures in rows: Markdown for people, and in JSON, by their headings and as measured, for programs.</summary>
/// <param name="columns">Of each the heading, and how its numbers are written ("0.0"); text has no format.</param>
internal sealed class Table(params (string Heading, string? Format)[] columns)
{
    private readonly List<Dictionary<string, object>> _rows = [];

    public IReadOnlyList<IReadOnlyDictionary<string, object>> Rows => _rows;

    public void Add(params object[] cells) =>
        _rows.Add(columns.Zip(cells).ToDictionary(cell => cell.First.Heading, cell => cell.Second));

    /// <summary>The Markdown, with a line break at its end.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"| {string.Join(" | ", columns.Select(column => column.Heading))} |");
        text.AppendLine(CultureInfo.InvariantCulture, $"|{string.Concat(columns.Select(column => column.Format is null ? "---|" : "---:|"))}");
        foreach (var row in _rows)
        {
            var cells = columns.Select(column => row[column.Heading] is IFormattable number
                ? number.ToString(column.Format, CultureInfo.InvariantCulture)
                : row[column.Heading].ToString());
            text.AppendLine(CultureInfo.InvariantCulture, $"| {string.Join(" | ", cells)} |");
        }

        return text.ToString();
    }
}
