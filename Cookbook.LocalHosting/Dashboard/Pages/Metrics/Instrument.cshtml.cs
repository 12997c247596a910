using Cookbook.LocalHosting.Dashboard.Pages.Shared;
using Cookbook.LocalHosting.Dashboard.Store.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cookbook.LocalHosting.Dashboard.Pages.Metrics;

/// <summary>One instrument of one resource: its lines over time, and the same in figures.</summary>
internal sealed class InstrumentModel(MetricStore store, WatchedResources resources, TimeProvider time) : PageModel
{
    public static IReadOnlyList<int> Percentiles { get; } = [50, 90, 99];

    /// <summary>Why there is nothing to show; else null.</summary>
    public string? Problem { get; private set; }

    public ShownInstrument Shown { get; private set; } = null!;

    public Period Period { get; private set; } = Period.All[0];

    public string By { get; private set; } = "";

    /// <summary>Of a histogram whose series are shown apart.</summary>
    public int Percentile { get; private set; } = 90;

    public Grouping Grouping { get; private set; } = null!;

    public Unit Unit { get; private set; } = Unit.Of("");

    public IReadOnlyList<(string Title, Chart Chart)> Charts { get; private set; } = [];

    public TimeGrid Grid { get; private set; } = null!;

    public IActionResult OnGet(string? resource, string? meter, string? name, string? last, string? by, string? p)
    {
        if (!Period.TryParse(last, out var period))
        {
            return Refuse(StatusCodes.Status400BadRequest, $"last must be one of {Period.Names}; it is “{last}”.");
        }

        if (!string.IsNullOrEmpty(p))
        {
            if (Percentiles.FirstOrDefault(percentile => p == $"{percentile}") is not (> 0 and var wanted))
            {
                return Refuse(StatusCodes.Status400BadRequest, $"p must be one of {string.Join(", ", Percentiles)}; it is “{p}”.");
            }

            Percentile = wanted;
        }

        var catalog = new MetricCatalog(store, resources);
        if (catalog.Find(resource, meter, name) is not { } shown)
        {
            return Refuse(
                StatusCodes.Status404NotFound,
                $"Within the hour nothing was measured by the instrument “{name}” of the meter “{meter}” of the resource “{resource}”.");
        }

        (Shown, Period, Grid, Unit) = (shown, period, period.Grid(time), Unit.Of(shown.Unit));
        var series = catalog.Read(shown, Grid.From);
        By = by ?? (shown.Kind == InstrumentKind.Histogram ? Grouping.Together : "");
        Grouping = Grouping.Of(series, By);
        if (By is not ("" or Grouping.Together) && !Grouping.Keys.Contains(By))
        {
            return Refuse(StatusCodes.Status400BadRequest, $"by must be an attribute of the instrument, * for all together, or empty; it is “{By}”.");
        }

        Charts = shown.Kind switch
        {
            InstrumentKind.Histogram => [("Percentiles", SizesChart(series)), ("Values per second", RateChart(Unit.Of("")))],
            InstrumentKind.Counter => [("Per second", RateChart(Unit))],
            _ => [("Value", ValuesChart())],
        };
        return Page();
    }

    /// <summary>The values of a gauge's group, added up.</summary>
    public double?[] Values(SeriesGroup group)
    {
        var sum = new double?[Grid.Cells];
        foreach (var values in group.Series.OfType<NumberReading>().Select(one => Cells.Values(one.Slots, Grid)))
        {
            for (var cell = 0; cell < sum.Length; cell++)
            {
                sum[cell] = values[cell] is null ? sum[cell] : (sum[cell] ?? 0) + values[cell];
            }
        }

        return sum;
    }

    private Chart ValuesChart() => new($"Line chart: {Shown.Name}", Grid, Unit, Lines(group => Values(group)))
    {
        Dots = Shown.Kind == InstrumentKind.Gauge ? Dots() : [],
    };

    private Chart RateChart(Unit unit) => new(
        $"Line chart: {Shown.Name} per second", Grid, unit.PerSecond(), Lines(group => Growth.Of(group.Series, Grid).PerSecond));

    private Chart SizesChart(IReadOnlyList<SeriesReading> series)
    {
        if (By != Grouping.Together)
        {
            return Chart($"Line chart: {Shown.Name}, p{Percentile}", Lines(group => Sizes.Of(group.Series, Grid).Percentiles(Percentile / 100.0)));
        }

        var sizes = Sizes.Of(series, Grid);
        return Chart(
            $"Line chart: {Shown.Name}, as percentiles",
            [.. Percentiles.Select(percentile => new ChartLine($"p{percentile}", sizes.Percentiles(percentile / 100.0)))]);

        Chart Chart(string label, ChartLine[] lines) => new(label, Grid, Unit, lines) { Dots = Dots(), MayBeLogarithmic = true };
    }

    /// <summary>Of the groups with the greatest values, if there are more than can be told apart.</summary>
    private ChartLine[] Lines(Func<SeriesGroup, IReadOnlyList<double?>> values)
    {
        var lines = Grouping.Groups.Select(group => new ChartLine(group.Name, values(group))).ToArray();
        return lines.Length <= Chart.MostLines
            ? lines
            :
            [
                .. lines.OrderByDescending(line => line.Values.Max() ?? double.MinValue).Take(Chart.MostLines)
                    .OrderBy(line => line.Name, StringComparer.OrdinalIgnoreCase),
            ];
    }

    private ChartDot[] Dots() =>
    [
        .. Grouping.Groups.SelectMany(group => group.Series).SelectMany(series => series.Exemplars)
            .Where(exemplar => exemplar.Time >= Grid.From && exemplar.Time < Grid.To)
            .OrderByDescending(exemplar => exemplar.Time).Take(100)
            .Select(exemplar => new ChartDot(
                exemplar.Time,
                exemplar.Value,
                $"{Unit.Text(exemplar.Value)} at {Pages.Shared.Shown.Time(exemplar.Time)}: its trace",
                $"/traces/{exemplar.Trace}")),
    ];

    private PageResult Refuse(int status, string problem)
    {
        Response.StatusCode = status;
        Problem = problem;
        return Page();
    }
}
