using System.Globalization;
using Cookbook.LocalHosting.Dashboard.Pages.Shared;
using Cookbook.LocalHosting.Dashboard.Store;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cookbook.LocalHosting.Dashboard.Pages.Traces;

/// <summary>The traces that are kept, the latest first, as far as the filter lets them through.</summary>
internal sealed class IndexModel(TraceStore store, WatchedResources resources, Senders senders) : PageModel
{
    private const int RowsAPage = 50;

    [BindProperty(SupportsGet = true)]
    public string? Resource { get; set; }

    /// <summary>In a name or an attribute of a span, whatever its case.</summary>
    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Text { get; set; }

    /// <summary>In milliseconds.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Longer { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Failed { get; set; }

    /// <summary>As typed.</summary>
    [FromQuery(Name = "page")]
    [BindProperty(SupportsGet = true)]
    public string? Asked { get; set; }

    /// <summary>What is wrong with the filter; null if nothing is.</summary>
    public string? Problem { get; private set; }

    public IReadOnlyList<Trace> Traces { get; private set; } = [];

    /// <summary>Of the longest on this page: what the bars are measured by.</summary>
    public long Longest => Traces.Count == 0 ? 1 : Math.Max(1, Traces.Max(trace => trace.Duration));

    public Paging Paging { get; private set; } = new(1, RowsAPage, 0, "/traces", []);

    public IEnumerable<string> Services => senders.All.Select(sender => sender.Service).Distinct().Order();

    public string NameOf(Sender sender) => resources.NameOf(sender);

    public void OnGet()
    {
        var longer = 0.0;
        if (!string.IsNullOrEmpty(Longer) && !(double.TryParse(Longer, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out longer) && double.IsFinite(longer)))
        {
            Problem = $"“{Longer}” is no number of milliseconds. Write, for example, 50 or 0.5.";
        }
        else if (Paging.Read(Asked) is not { } number)
        {
            Problem = $"“{Asked}” is no page. Pages are numbered from 1.";
        }
        else
        {
            var (skip, filtered) = ((long)(number - 1) * RowsAPage, Resource is { Length: > 0 } || Text is { Length: > 0 } || Failed || longer > 0);
            (Traces, var total) = store.Latest(filtered ? trace => Matches(trace, longer * 1_000_000) : null, (int)Math.Min(skip, int.MaxValue), RowsAPage);
            Paging = Paging with { Number = number, Total = total, Query = Query() };
        }

        Response.StatusCode = Problem is null ? 200 : 400;
    }

    private bool Matches(Trace trace, double longer) =>
        trace.Duration >= longer
        && (!Failed || trace.HasFailed)
        && (string.IsNullOrEmpty(Resource) || trace.Spans.Any(span => span.Sender.Service == Resource))
        && (string.IsNullOrEmpty(Text) || trace.Spans.Any(HasText) || trace.Id.ToString() == Text);

    private bool HasText(Span span) => span.Name.Contains(Text!, StringComparison.OrdinalIgnoreCase)
        || span.Attributes.Any(attribute => attribute.Value.Contains(Text!, StringComparison.OrdinalIgnoreCase));

    private List<KeyValuePair<string, string>> Query()
    {
        KeyValuePair<string, string?>[] all = [new("resource", Resource), new("q", Text), new("longer", Longer), new("failed", Failed ? "true" : null)];
        return [.. all.Where(each => !string.IsNullOrEmpty(each.Value)).Select(each => new KeyValuePair<string, string>(each.Key, each.Value!))];
    }
}
