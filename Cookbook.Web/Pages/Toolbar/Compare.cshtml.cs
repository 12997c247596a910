using Cookbook.Web.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cookbook.Web.Pages.Toolbar;

/// <summary>Two requests side by side: the tutorial's three queries, and then none.</summary>
internal sealed class CompareModel(RequestLog log) : PageModel
{
    [FromQuery(Name = "before")]
    [BindProperty(SupportsGet = true)]
    public string? BeforeId { get; set; }

    [FromQuery(Name = "after")]
    [BindProperty(SupportsGet = true)]
    public string? AfterId { get; set; }

    public Sought Before { get; private set; } = new(null);

    public Sought After { get; private set; } = new(null);

    /// <summary>Null if one of the two is not there.</summary>
    public IReadOnlyList<Compared>? Rows { get; private set; }

    public void OnGet()
    {
        (Before, After) = (Sought.In(log, BeforeId), Sought.In(log, AfterId));
        if (Before.Record is { } before && After.Record is { } after)
        {
            Rows = Compared.Of(before, after);
        }
        else
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }
}
