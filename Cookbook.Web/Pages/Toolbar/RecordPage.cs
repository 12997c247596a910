using Cookbook.Web.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cookbook.Web.Pages.Toolbar;

/// <summary>A page about a recorded request, or one that says why there is none: 404 in its own words.</summary>
internal abstract class RecordPage(RequestLog log) : PageModel
{
    [FromRoute(Name = "id")]
    [BindProperty(SupportsGet = true)]
    public string? Id { get; set; }

    public RequestLog Requests => log;

    public Sought Sought { get; private set; } = new(null);

    protected RequestRecord? Find()
    {
        Sought = Sought.In(log, Id);
        if (Sought.Record is null)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
        }

        return Sought.Record;
    }
}
