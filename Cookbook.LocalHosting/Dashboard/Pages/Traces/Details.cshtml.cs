using System.Globalization;
using Cookbook.LocalHosting.Dashboard.Store;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cookbook.LocalHosting.Dashboard.Pages.Traces;

/// <summary>One trace: where its time went.</summary>
internal sealed class DetailsModel(TraceStore store, WatchedResources resources) : PageModel
{
    /// <summary>Rows, unless all are asked for.</summary>
    private const int Most = 500;

    [FromRoute(Name = "id")]
    public string Asked { get; set; } = "";

    /// <summary>Whose attributes are shown.</summary>
    [FromQuery(Name = "span")]
    [BindProperty(SupportsGet = true)]
    public string? Selected { get; set; }

    [FromQuery]
    [BindProperty(SupportsGet = true)]
    public bool All { get; set; }

    /// <summary>Null if there is none; <see cref="Problem"/> says why.</summary>
    public Trace? Trace { get; private set; }

    public string? Problem { get; private set; }

    public IReadOnlyList<WaterfallRow> Rows { get; private set; } = [];

    public int Left { get; private set; }

    public string NameOf(Sender sender) => resources.NameOf(sender);

    public bool IsKnown(TraceId trace) => store.Contains(trace);

    public void OnGet()
    {
        if (!TraceId.TryParse(Asked, out var id))
        {
            (Problem, Response.StatusCode) = ("That is no trace id. One has 32 hexadecimal digits, not all of them 0.", 400);
            return;
        }

        Trace = store.Find(id);
        if (Trace is null)
        {
            (Problem, Response.StatusCode) = ($"No span of trace {id} is here. Perhaps it has not arrived yet: it comes within a second or two. Or it has been given up for later ones.", 404);
            return;
        }

        var rows = Waterfall.Of(Trace);
        Rows = All ? rows : [.. rows.Take(Most)];
        Left = rows.Count - Rows.Count;
    }

    /// <summary>A place on the time line of a thousand.</summary>
    public string Place(long nanoseconds) => (1000.0 * nanoseconds / Math.Max(1, Trace!.Duration)).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Not so short that one would not see it.</summary>
    public string Width(Span span) => Math.Max(2.5, 1000.0 * span.Duration / Math.Max(1, Trace!.Duration)).ToString("0.##", CultureInfo.InvariantCulture);
}
