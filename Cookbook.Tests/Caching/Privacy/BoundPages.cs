using Cookbook.Tests.Caching.Privacy;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.Razor.Hosting;

[assembly: RazorCompiledItem(typeof(BoundPage), "mvc.1.0.razor-page", "/Pages/Bound.cshtml")]

namespace Cookbook.Tests.Caching.Privacy;

/// <summary>Actions that bind a query key and a header. MVC looks for public controllers only.</summary>
[ApiExplorerSettings(IgnoreApi = true)]
public sealed class BoundController : Controller
{
    [HttpGet("/bound/query"), OutputCache(PolicyName = "Bound")]
    public ContentResult Query([FromQuery] string? secret) => Content($"[{secret}]");

    [HttpGet("/bound/filter"), OutputCache(PolicyName = "Bound")]
    public ContentResult Filtered([FromQuery] Filter filter) => Content($"[{filter.Secret}]");

    /// <summary>Nothing is said of where it comes from.</summary>
    [HttpGet("/bound/many/{id:int}"), OutputCache(PolicyName = "Bound")]
    public ContentResult Many(int id, string[] secret, CancellationToken cancellationToken) =>
        Content(id == 1 && !cancellationToken.IsCancellationRequested ? $"[{string.Concat(secret)}]" : "");

    [HttpGet("/bound/header"), OutputCache(PolicyName = "Bound")]
    public ContentResult Header([FromHeader(Name = "X-Secret")] string? secret) => Content($"[{secret}]");
}

public sealed class Filter
{
    public string? Secret { get; set; }
}

/// <summary>Handlers that do the same.</summary>
[OutputCache(PolicyName = "Bound")]
public sealed class BoundModel : PageModel
{
    public ContentResult OnGet([FromQuery] string? secret) => Content($"[{secret}]");

    public ContentResult OnGetHeader([FromHeader(Name = "X-Secret")] string? secret) => Content($"[{secret}]");
}

/// <summary>What the Razor compiler makes of a page without content.</summary>
[RazorCompiledItemMetadata("RouteTemplate", "/bound/razor")]
public sealed class BoundPage : Page
{
    public ViewDataDictionary<BoundModel> ViewData => (ViewDataDictionary<BoundModel>)PageContext.ViewData;

    public BoundModel Model => ViewData.Model;

    public override Task ExecuteAsync() => Task.CompletedTask;
}
