using System.Globalization;
using System.Text;

namespace Cookbook.LocalHosting.Dashboard.Pages.Shared;

/// <summary>
/// Lines over time, drawn as SVG on the server. Places from left to right are shares of the width, so that the letters keep their size in a
/// narrow window.
/// </summary>
/// <param name="Label">What it shows, in words, for those who do not see it.</param>
/// <param name="Grid">From left to right.</param>
/// <param name="Unit">Of the values.</param>
/// <param name="Lines">At most as many as can be told apart: <see cref="MostLines"/>.</param>
internal sealed record Chart(string Label, TimeGrid Grid, Unit Unit, IReadOnlyList<ChartLine> Lines)
{
    public const int MostLines = 8;

    /// <summary>Of the whole, of the lines' part, and of that part's upper end, in pixels.</summary>
    public const int Height = 220;
    public const int PlotHeight = 180;
    public const int PlotTop = 16;

    /// <summary>The lines' part is so many wide, and stretched to the width that there is.</summary>
    public const int PlotWidth = 1000;

    private const int Intervals = 4;

    private double[]? _marks;

    public IReadOnlyList<ChartDot> Dots { get; init; } = [];

    /// <summary>The upper end at least; without it the axis ends a little above the greatest value.</summary>
    public double? Ceiling { get; init; }

    /// <summary>Whether the axis may go by powers of ten: with one value more than a hundred times another, the small ones lie on the ground.</summary>
    public bool MayBeLogarithmic { get; init; }

    public bool IsLogarithmic => MayBeLogarithmic
        && Values.Where(value => value > 0).DefaultIfEmpty().Min() is > 0 and var least && least * 100 < Values.Max();

    /// <summary>For those who do not see it: what it shows, and of each line where it ends, and between what it lies.</summary>
    public string Words => string.Join("; ", [Label, .. Lines.Select(line =>
        $"{line.Name}: {Unit.Text(line.Latest)}, between {Unit.Text(line.Values.Min())} and {Unit.Text(line.Values.Max())}")]);

    public bool IsEmpty => Dots.Count == 0 && Lines.All(line => line.Values.All(value => value is null));

    /// <summary>The values on the axis, from its lower end to its upper.</summary>
    public IReadOnlyList<double> Marks => _marks ??= FindMarks();

    private IEnumerable<double> Values => Lines.SelectMany(line => line.Values).OfType<double>().Concat(Dots.Select(dot => dot.Value));

    public string Mark(double value) => IsLogarithmic ? Unit.Text(value) : Unit.Text(value, Unit.ScaleFor(Marks.Max(Math.Abs)));

    /// <summary>In pixels, from above.</summary>
    public double Y(double value) => PlotHeight * (1 - (IsLogarithmic
        ? Math.Log(Math.Max(value, Marks[0]) / Marks[0]) / Math.Log(Marks[^1] / Marks[0])
        : (value - Marks[0]) / (Marks[^1] - Marks[0])));

    /// <summary>Where that is in the whole picture.</summary>
    public string Top(double value) => Number(PlotTop + Y(value));

    public string Left(long time) => $"{Number(100 * Math.Clamp(Grid.Place(time), 0, 1))}%";

    /// <summary>Broken where there is no value.</summary>
    public string Path(ChartLine line) => Path(line, alone: false);

    /// <summary>The values that have none beside them: a dot each.</summary>
    public string Alone(ChartLine line) => Path(line, alone: true);

    public static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private string Path(ChartLine line, bool alone)
    {
        var path = new StringBuilder();
        for (var cell = 0; cell < line.Values.Count; cell++)
        {
            var follows = cell > 0 && line.Values[cell - 1] is not null;
            var goesOn = cell + 1 < line.Values.Count && line.Values[cell + 1] is not null;
            if (line.Values[cell] is { } value && alone == (!follows && !goesOn))
            {
                var left = Number((cell + 0.5) * PlotWidth / Grid.Cells);
                path.Append(follows ? 'L' : 'M').Append(left).Append(' ').Append(Number(Y(value))).Append(alone ? "h0" : "");
            }
        }

        return path.ToString();
    }

    private double[] FindMarks()
    {
        var values = Values.ToArray();
        if (IsLogarithmic)
        {
            return PowersOfTen(values.Where(value => value > 0).Min(), values.Max());
        }

        var most = Math.Max(values.DefaultIfEmpty().Max(), Ceiling ?? double.MinValue);
        var least = Math.Min(0, values.DefaultIfEmpty().Min());
        if (most <= least)
        {
            most = least + 1;
        }

        // Round as it is written: 50 MB, not 52,428,800 bytes.
        var factor = Unit.ScaleFor(Math.Max(most, -least)).Factor;
        var step = Round((most - least) * factor / Intervals) / factor;
        var from = Math.Floor(least / step);
        var to = Math.Ceiling((most / step) - 1e-9);
        return [.. Enumerable.Range(0, (int)(to - from) + 1).Select(number => (from + number) * step)];
    }

    private static double[] PowersOfTen(double least, double most)
    {
        var (from, to) = ((int)Math.Floor(Math.Log10(least)), (int)Math.Ceiling(Math.Log10(most)));
        var step = (int)Math.Ceiling((to - from) / 6.0);
        return [.. Enumerable.Range(0, ((to - from + step - 1) / step) + 1).Select(number => Math.Pow(10, from + (number * step)))];
    }

    /// <summary>1, 2, 2.5 or 5 and as many zeros as it takes; not less.</summary>
    private static double Round(double step)
    {
        var tens = Math.Pow(10, Math.Floor(Math.Log10(step)));
        var digit = step / tens;
        return tens * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 2.5 ? 2.5 : digit <= 5 ? 5 : 10);
    }
}

/// <param name="Name">What it is of.</param>
/// <param name="Values">For each cell; null where nothing is known.</param>
internal sealed record ChartLine(string Name, IReadOnlyList<double?> Values)
{
    public double? Latest => Values.LastOrDefault(value => value is not null);
}

/// <summary>Something that can be followed.</summary>
internal sealed record ChartDot(long Time, double Value, string Label, string Address);
