using Microsoft.AspNetCore.Http.Features;

namespace Cookbook.Web.Diagnostics;

/// <summary>
/// Puts the toolbar's script on documents, outside of everything that keeps pages: what lies in the cache never has it. Only for whoever
/// goes to a page in a browser; what scripts and programs fetch stays as it is.
/// </summary>
internal sealed class ShowOnPages(RequestDelegate next, ToolbarAccess access)
{
    public Task InvokeAsync(HttpContext context) =>
        IsNavigation(context.Request) && access.MayBeFor(context) && !context.Request.Path.StartsWithSegments(ToolbarAccess.Address)
            ? ShowAsync(context)
            : next(context);

    private async Task ShowAsync(HttpContext context)
    {
        // A body that was compressed could not be added to.
        context.Request.Headers.Remove("Accept-Encoding");
        if (ToolbarTag.Unmark(context.Request))
        {
            context.Response.OnStarting(() => MarkUnchanged(context));
        }

        var original = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        await using var document = new DocumentStream(context, original, access.IsFor);
        var held = new StreamResponseBodyFeature(document, original);
        context.Features.Set<IHttpResponseBodyFeature>(held);
        try
        {
            await next(context);
            await held.CompleteAsync();
            await document.SendAsync(context.RequestAborted);
        }
        finally
        {
            context.Features.Set(original);
        }
    }

    /// <summary>The browser keeps what it has, under the tag that it is told.</summary>
    private static Task MarkUnchanged(HttpContext context)
    {
        if (context.Response.StatusCode == StatusCodes.Status304NotModified)
        {
            ToolbarTag.Mark(context.Response);
        }

        return Task.CompletedTask;
    }

    private static bool IsNavigation(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsPost(request.Method))
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
        && request.Headers["Sec-Fetch-Mode"].ToString() is ("" or "navigate");
}
