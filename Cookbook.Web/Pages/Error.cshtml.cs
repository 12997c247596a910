using Cookbook.Web.Errors;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cookbook.Web.Pages;

/// <summary>Stands in for a request that failed, whatever its method, and keeps its status. It asks neither database nor cache.</summary>
[IgnoreAntiforgeryToken]
internal sealed class ErrorModel(ILogger<ErrorModel> logger) : PageModel
{
    /// <summary>In seconds: long enough for a connection to come back, short enough to be waited for.</summary>
    private const string RetryAfter = "5";

    // A filter and not a handler: a handler would have to be there for each method.
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        var failure = HttpContext.Features.Get<IExceptionHandlerPathFeature>();
        if (failure is null && HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is null)
        {
            context.Result = NotFound();
        }
        else if (Response.StatusCode == StatusCodes.Status503ServiceUnavailable)
        {
            Response.Headers.RetryAfter = RetryAfter;
            logger.DatabaseAway(failure?.Path ?? "", failure?.Error.GetBaseException().Message ?? "");
        }
    }
}
