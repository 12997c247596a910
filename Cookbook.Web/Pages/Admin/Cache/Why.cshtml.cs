using Cookbook.Caching.Inspection;
using Cookbook.Web.Accounts;
using Cookbook.Web.Caching.Inspection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cookbook.Web.Pages.Admin.Cache;

/// <summary>What the cache does about an address, and why.</summary>
[Authorize(Permissions.ManageCache)]
internal sealed class WhyModel(OutputCacheInspector inspector) : PageModel
{
    /// <summary>From the query; null shows the form alone.</summary>
    [BindProperty(SupportsGet = true)]
    [FromQuery(Name = "address")]
    public string? Address { get; set; }

    /// <summary>What was asked for.</summary>
    public string Path { get; private set; } = "";

    public CacheReport? Report { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        if (!Request.Query.ContainsKey("address"))
        {
            return;
        }

        if (CacheInput.ProblemOfAddress(Address, Request.Host, out var path) is { } problem)
        {
            ModelState.AddModelError(nameof(Address), problem);
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        Path = path;
        Report = await inspector.AskAsync(path, Request, cancellationToken);
    }
}
