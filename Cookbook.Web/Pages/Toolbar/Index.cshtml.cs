using Cookbook.Web.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cookbook.Web.Pages.Toolbar;

/// <summary>The last requests that this replica has answered.</summary>
internal sealed class IndexModel(RequestLog log) : PageModel
{
    public const int RowsAPage = 50;

    /// <summary>As typed: what is no number has a page of its own to say so.</summary>
    [FromQuery(Name = "page")]
    [BindProperty(SupportsGet = true)]
    public string? Asked { get; set; }

    /// <summary>From 1 on; null if there is no such page.</summary>
    public int? Number { get; private set; }

    public IReadOnlyList<RequestRecord> Rows { get; private set; } = [];

    public int Total { get; private set; }

    public int Pages => Math.Max(1, (Total + RowsAPage - 1) / RowsAPage);

    public string Replica => log.Replica.Name;

    public void OnGet()
    {
        var latest = log.Latest;
        Total = latest.Count;
        if (string.IsNullOrEmpty(Asked))
        {
            Number = 1;
        }
        else if (int.TryParse(Asked, out var number) && number >= 1 && number <= Pages)
        {
            Number = number;
        }

        if (Number is { } page)
        {
            Rows = [.. latest.Skip((page - 1) * RowsAPage).Take(RowsAPage)];
        }
        else
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    public static string AddressOf(int number) => number == 1 ? ToolbarAccess.Address : $"{ToolbarAccess.Address}?page={Shown.Count(number)}";
}
