using System.Globalization;
using System.Text;

namespace Cookbook.Tests.Web.Scale;

/// <summary>What was measured of each page with one number of recipes after the other, in Markdown: p50 / p95 / p99 in milliseconds.</summary>
internal sealed class TimeTable(string title)
{
    private readonly List<int> _sizes = [];
    private readonly Dictionary<string, List<Taken>> _pages = [];
    private readonly Dictionary<string, int> _commands = [];

    public void Add(int size, Page page, Taken taken, int? commands = null)
    {
        if (!_sizes.Contains(size))
        {
            _sizes.Add(size);
        }

        if (!_pages.TryGetValue(page.Name, out var all))
        {
            _pages.Add(page.Name, all = []);
        }

        all.Add(taken);
        if (commands is { } sent)
        {
            // As many with the most recipes as with the fewest: another test sees to that.
            _commands[page.Name] = sent;
        }
    }

    public override string ToString()
    {
        var counts = _commands.Count > 0;
        var table = new StringBuilder($"| {title} |{(counts ? " SQL |" : "")}");
        foreach (var size in _sizes)
        {
            table.Append(CultureInfo.InvariantCulture, $" {size:N0} |");
        }

        table.AppendLine().Append("|---|").Insert(table.Length, "---:|", _sizes.Count + (counts ? 1 : 0)).AppendLine();
        foreach (var (page, all) in _pages)
        {
            table.Append(CultureInfo.InvariantCulture, $"| {page} |{(counts ? $" {_commands[page]} |" : "")}");
            foreach (var taken in all)
            {
                table.Append(CultureInfo.InvariantCulture, $" {taken.P50:0.0} / {taken.P95:0.0} / {taken.P99:0.0} |");
            }

            table.AppendLine();
        }

        return table.ToString();
    }
}
