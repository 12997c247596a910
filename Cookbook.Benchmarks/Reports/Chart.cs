using System.Globalization;
using System.Xml.Linq;
using Cookbook.Benchmarks.Requests;

namespace Cookbook.Benchmarks.Reports;

/// <summary>A report as a bar chart: one bar for each way, with a line from the least to the most of its rounds. Readable in light and dark.</summary>
internal static class Chart
{
    private const int Width = 880;
    private const int BarsFrom = 316;
    private const int BarsTo = 790;
    private const int RowHeight = 26;
    private const int BarHeight = 16;

    private const string Style =
        """
        svg { font: 14px system-ui, sans-serif; background: #fff; }
        text { fill: #24211d; }
        .heading { font-weight: 600; }
        .value { font-variant-numeric: tabular-nums; }
        .ours { fill: #b4461f; }
        .other { fill: #8a8378; }
        .spread { stroke: #24211d; stroke-width: 1.5; }
        @media (prefers-color-scheme: dark) {
          svg { background: #1c1a17; }
          text { fill: #f0ebe3; }
          .ours { fill: #f0875b; }
          .other { fill: #948c80; }
          .spread { stroke: #f0ebe3; }
        }
        """;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly HashSet<string> Ours = [Candidate.Anew, Candidate.SecondLevel, Candidate.FirstLevel, Candidate.NotModified, Candidate.Brotli];

    public static XDocument Of(Report report)
    {
        var subjects = report.Subjects.Where(subject => subject.Rows.Count != 0).ToList();
        var most = subjects.SelectMany(subject => subject.Rows).Max(row => row.Most);
        var drawn = new List<XElement>();
        var y = 16;
        foreach (var subject in subjects)
        {
            y += RowHeight;
            drawn.Add(Text(16, y, "heading", string.Create(CultureInfo.InvariantCulture, $"{subject.Address}: requests a second")));
            y += 10;
            foreach (var row in subject.Rows.Where(row => row.Missing is null))
            {
                drawn.AddRange(Bar(row, y, most));
                y += RowHeight;
            }
        }

        return new XDocument(new XElement(
            Svg + "svg",
            new XAttribute("viewBox", $"0 0 {Width} {y + 16}"),
            new XAttribute("role", "img"),
            new XAttribute("aria-labelledby", "title desc"),
            new XElement(Svg + "title", new XAttribute("id", "title"), "Requests a second, by where the answer comes from"),
            new XElement(Svg + "desc", new XAttribute("id", "desc"), Words(subjects)),
            new XElement(Svg + "style", Style),
            drawn));
    }

    private static IEnumerable<XElement> Bar(MeasuredRow row, int y, double most)
    {
        var end = X(row.Rate);
        var middle = y + (BarHeight / 2);
        yield return Text(BarsFrom - 12, y + 13, "name", row.Name, "end");
        yield return new XElement(
            Svg + "rect",
            new XAttribute("class", Ours.Contains(row.Name) ? "ours" : "other"),
            new XAttribute("x", BarsFrom),
            new XAttribute("y", y),
            new XAttribute("width", Math.Max(1, end - BarsFrom)),
            new XAttribute("height", BarHeight));
        yield return new XElement(
            Svg + "line",
            new XAttribute("class", "spread"),
            new XAttribute("x1", X(row.Least)),
            new XAttribute("x2", X(row.Most)),
            new XAttribute("y1", middle),
            new XAttribute("y2", middle));
        yield return Text(Math.Max(end, X(row.Most)) + 8, y + 13, "value", row.Rate.ToString("N0", CultureInfo.InvariantCulture));

        int X(double rate) => BarsFrom + (int)(rate / most * (BarsTo - BarsFrom));
    }

    private static XElement Text(int x, int y, string kind, string text, string anchor = "start") => new(
        Svg + "text", new XAttribute("class", kind), new XAttribute("x", x), new XAttribute("y", y), new XAttribute("text-anchor", anchor), text);

    private static string Words(IEnumerable<MeasuredSubject> subjects) => string.Join(' ', subjects.Select(subject => $"{subject.Address}: " + string.Join(
        "; ",
        subject.Rows.Where(row => row.Missing is null).Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Name} {row.Rate:N0}"))) + "."));
}
