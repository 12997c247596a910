using System.Globalization;
using System.Net;
using System.Text;
using System.Xml.Linq;

namespace Cookbook.Benchmarks.Memory;

/// <summary>The memory of the replicas over time, with the phases, as an SVG that follows the reader's light or dark.</summary>
internal static class MemoryChart
{
    private const int Width = 960;
    private const int Height = 360;
    private const int Left = 60;
    private const int Top = 120;
    private const int Bottom = Height - 40;
    private const int Right = Width - 20;

    /// <param name="samples">At least one.</param>
    /// <param name="length">Of the run.</param>
    /// <param name="phases">Of which each is drawn where it began.</param>
    public static XDocument Draw(IReadOnlyList<MemorySample> samples, TimeSpan length, IEnumerable<(string Name, TimeSpan Began)> phases)
    {
        var end = length.TotalSeconds;
        var highest = MemoryRule.Megabytes(samples.Max(sample => sample.Bytes));
        var most = highest / 100 * 100 + 100;
        var svg = new StringBuilder();
        svg.AppendLine(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" role="img" aria-labelledby="title desc">
            <title id="title">Memory of the replicas over time</title>
            <desc id="desc">Resident megabytes of each replica over {end:0} seconds, with the phases; the highest is {highest} MB.</desc>
            <style>
            svg {"{"} background: #fff; font: 12px system-ui, sans-serif {"}"} text {"{"} fill: #333 {"}"} .grid {"{"} stroke: #ddd {"}"} .one {"{"} stroke: #1f6feb {"}"} .two {"{"} stroke: #bc4c00 {"}"} .line {"{"} fill: none; stroke-width: 2 {"}"}
            text.one {"{"} fill: #1f6feb; stroke: none {"}"} text.two {"{"} fill: #bc4c00; stroke: none {"}"}
            @media (prefers-color-scheme: dark) {"{"} svg {"{"} background: #111 {"}"} text {"{"} fill: #ccc {"}"} .grid {"{"} stroke: #333 {"}"} .one {"{"} stroke: #6cb6ff {"}"} .two {"{"} stroke: #f0883e {"}"} text.one {"{"} fill: #6cb6ff {"}"} text.two {"{"} fill: #f0883e {"}"} {"}"}
            </style>
            """);
        for (var megabytes = 0L; megabytes <= most; megabytes += Math.Max(50, most / 400 * 100))
        {
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<line class="grid" x1="{Left}" x2="{Right}" y1="{Y(megabytes):0.#}" y2="{Y(megabytes):0.#}"/><text x="{Left - 8}" y="{Y(megabytes) + 4:0.#}" text-anchor="end">{megabytes}</text>""");
        }

        foreach (var phase in phases)
        {
            var x = X(phase.Began.TotalSeconds);
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<line class="grid" x1="{x:0.#}" x2="{x:0.#}" y1="{Top}" y2="{Bottom}"/><text transform="translate({x + 10:0.#} {Top - 6}) rotate(-50)">{WebUtility.HtmlEncode(phase.Name)}</text>""");
        }

        foreach (var process in samples.GroupBy(sample => (sample.Replica, sample.Process)))
        {
            var points = string.Join(' ', process.OrderBy(sample => sample.At).Select(sample => string.Create(CultureInfo.InvariantCulture, $"{X(sample.At.TotalSeconds):0.#},{Y(sample.Bytes / 1048576.0):0.#}")));
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<polyline class="line {(process.Key.Replica == 0 ? "one" : "two")}" points="{points}"/>""");
        }

        svg.AppendLine(CultureInfo.InvariantCulture, $"""
            <text x="{Left}" y="16">MB, resident</text><text class="one" x="{Left + 100}" y="16">replica 1</text><text class="two" x="{Left + 170}" y="16">replica 2</text>
            <text x="{Left}" y="{Height - 16}">0 s</text><text x="{Right}" y="{Height - 16}" text-anchor="end">{end:0} s</text>
            </svg>
            """);
        return XDocument.Parse(svg.ToString());

        double X(double seconds) => Left + (Math.Min(seconds, end) / end * (Right - Left));

        double Y(double megabytes) => Bottom - (megabytes / most * (Bottom - Top));
    }
}
