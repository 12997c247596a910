using Cookbook.LocalHosting.Dashboard.Pages.Shared;
using Cookbook.LocalHosting.Dashboard.Store;
using Cookbook.LocalHosting.Dashboard.Store.Metrics;

namespace Cookbook.LocalHosting.Dashboard.Pages.Metrics;

/// <summary>
/// How much of what was asked of a cache it had. There is no convention for caches yet: a counter is one's if an attribute of its series says
/// <c>hit</c>, or <c>miss</c> while there has been no hit; whatever else that attribute says counts as asked too.
/// </summary>
internal sealed class CacheRatio
{
    private static readonly string[] Answers = ["hit", "miss"];

    private CacheRatio(
        string title,
        Unit unit,
        TimeGrid grid,
        string attribute,
        IReadOnlyList<(ShownInstrument Shown, IReadOnlyList<SeriesReading> Series)> parts)
    {
        Unit = unit;
        Instruments = [.. parts.Select(part => part.Shown)];
        var all = parts.SelectMany(part => part.Series).ToArray();
        Results =
        [
            .. all.GroupBy(series => series.Attributes.Value(attribute)!)
                .Select(series => (series.Key, Growth.Of(series, grid).Total))
                .OrderByDescending(result => result.Key == "hit").ThenByDescending(result => result.Total),
        ];
        Asked = Results.Sum(result => result.Count);
        Hits = Results.Where(result => result.Result == "hit").Sum(result => result.Count);
        Chart = new Chart(
            $"Line chart: hit ratio of {title}",
            grid,
            Unit.Share,
            [.. parts.Take(Chart.MostLines).Select(part => new ChartLine(part.Shown.Resource, Ratio(part.Series, attribute, grid)))])
        {
            Ceiling = 1,
        };
    }

    public Unit Unit { get; }

    /// <summary>One for each resource.</summary>
    public IReadOnlyList<ShownInstrument> Instruments { get; }

    public Chart Chart { get; }

    /// <summary>In the chart's time; hits first.</summary>
    public IReadOnlyList<(string Result, double Count)> Results { get; }

    public double Asked { get; }

    public double Hits { get; }

    public double? Now => Asked > 0 ? Hits / Asked : null;

    public static IReadOnlyList<CacheRatio> All(MetricCatalog catalog, IEnumerable<ShownInstrument> instruments, TimeGrid grid) =>
    [
        .. instruments.Where(shown => shown.Kind == InstrumentKind.Counter)
            .Select(shown => (Shown: shown, Series: catalog.Read(shown, grid.From)))
            .Select(part => (part.Shown, part.Series, Attribute: AttributeOf(part.Series)))
            .Where(part => part.Attribute is not null)
            .GroupBy(part => (part.Shown.Meter, part.Shown.Name, part.Attribute))
            .Select(parts => new CacheRatio(
                $"{parts.Key.Meter}, {parts.Key.Name}",
                Unit.Of(parts.First().Shown.Unit),
                grid,
                parts.Key.Attribute!,
                [.. parts.Select(part => (part.Shown, Having(part.Series, part.Attribute!)))])),
    ];

    private static string? AttributeOf(IReadOnlyList<SeriesReading> series) => Answers
        .SelectMany(answer => series.SelectMany(one => one.Attributes).Where(attribute => attribute.Value == answer))
        .Select(attribute => attribute.Key)
        .FirstOrDefault();

    private static IReadOnlyList<SeriesReading> Having(IReadOnlyList<SeriesReading> series, string attribute) =>
        [.. series.Where(one => one.Attributes.Value(attribute) is not null)];

    /// <summary>For each cell; null where nothing was asked.</summary>
    private static double?[] Ratio(IReadOnlyList<SeriesReading> series, string attribute, TimeGrid grid)
    {
        var asked = Growth.Of(series, grid);
        var hits = Growth.Of(series.Where(one => one.Attributes.Value(attribute) == "hit"), grid);
        return [.. Enumerable.Range(0, grid.Cells).Select(cell => asked[cell] > 0 ? hits[cell] / asked[cell] : (double?)null)];
    }
}
