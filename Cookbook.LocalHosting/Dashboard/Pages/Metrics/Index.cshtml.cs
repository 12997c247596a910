using Cookbook.LocalHosting.Dashboard.Pages.Shared;
using Cookbook.LocalHosting.Dashboard.Store;
using Cookbook.LocalHosting.Dashboard.Store.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cookbook.LocalHosting.Dashboard.Pages.Metrics;

/// <summary>The caches, the requests, and a list of all instruments.</summary>
internal sealed class IndexModel(MetricStore store, WatchedResources resources, TimeProvider time) : PageModel
{
    /// <summary>By the <see href="https://opentelemetry.io/docs/specs/semconv/http/http-metrics/">conventions for HTTP</see>.</summary>
    private const string RequestDuration = "http.server.request.duration";

    /// <summary>In nanoseconds.</summary>
    private const long Minute = 60_000_000_000;

    private static readonly double[] Shares = [0.5, 0.9, 0.99];

    /// <summary>Why there is nothing to show; else null.</summary>
    public string? Problem { get; private set; }

    public string? Resource { get; private set; }

    public string Text { get; private set; } = "";

    public Period Period { get; private set; } = Period.All[0];

    public IReadOnlyList<string> Resources { get; private set; } = [];

    public IReadOnlyList<CacheRatio> Caches { get; private set; } = [];

    public Chart? Durations { get; private set; }

    public IReadOnlyList<ShownInstrument> Instruments { get; private set; } = [];

    public MetricCatalog Catalog { get; private set; } = null!;

    public IActionResult OnGet(string? resource, string? text, string? last)
    {
        if (!Period.TryParse(last, out var period))
        {
            return Refuse(StatusCodes.Status400BadRequest, $"last must be one of {Period.Names}; it is “{last}”.");
        }

        Catalog = new MetricCatalog(store, resources);
        Resources = [.. Catalog.Resources];
        if (!string.IsNullOrEmpty(resource) && !Resources.Contains(resource))
        {
            return Refuse(StatusCodes.Status404NotFound, $"Within the hour no resource “{resource}” has measured anything.");
        }

        (Resource, Text, Period) = (string.IsNullOrEmpty(resource) ? null : resource, text?.Trim() ?? "", period);
        var grid = period.Grid(time);
        ShownInstrument[] ofResource = [.. Catalog.All.Where(shown => Resource is null || shown.Resource == Resource)];
        Instruments = [.. ofResource.Where(shown => shown.Has(Text))];
        Caches = CacheRatio.All(Catalog, ofResource, grid);
        var durations = ofResource.Where(shown => shown is { Name: RequestDuration, Kind: InstrumentKind.Histogram }).ToArray();
        if (durations.Length > 0)
        {
            var sizes = Sizes.Of(durations.SelectMany(shown => Catalog.Read(shown, grid.From)), grid);
            Durations = new Chart(
                "Line chart: durations of requests, as percentiles",
                grid,
                Unit.Of(durations[0].Unit),
                [.. Shares.Select(share => new ChartLine($"p{share * 100}", sizes.Percentiles(share)))])
            {
                MayBeLogarithmic = true,
            };
        }

        return Page();
    }

    /// <summary>Of the last minute, in one figure.</summary>
    public string Latest(ShownInstrument shown)
    {
        var grid = new TimeGrid(time.GetUnixNanoseconds() - Minute, Minute, 1);
        var series = Catalog.Read(shown, grid.From);
        var unit = Unit.Of(shown.Unit);
        return shown.Kind switch
        {
            InstrumentKind.Counter => unit.PerSecond().Text(Growth.Of(series, grid).PerSecond[0]),
            InstrumentKind.Histogram => Sizes.Of(series, grid).Percentile(0.9) is { } percentile ? $"p90 {unit.Text(percentile)}" : "–",
            _ when series is [NumberReading { Slots: [.., var last] }] => unit.Text(last.Value),
            InstrumentKind.UpDownCounter => unit.Text(series.OfType<NumberReading>().Sum(one => one.Slots[^1].Value)),
            _ => "–",
        };
    }

    private PageResult Refuse(int status, string problem)
    {
        Response.StatusCode = status;
        Problem = problem;
        return Page();
    }
}
