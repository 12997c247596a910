using Microsoft.AspNetCore.Mvc.Filters;

namespace Cookbook.Web.Pages;

/// <summary>Of a page that is another each time. (<c>ResponseCacheAttribute</c> among a Razor page's filters does nothing.)</summary>
internal sealed class KeptByNobody : IResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context) => context.HttpContext.Response.Headers.CacheControl = "no-store";

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
