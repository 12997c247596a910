using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Cookbook.Web.Errors;

internal static class ApiErrors
{
    private const string Path = "/api";

    /// <summary>In seconds, as on the page for people.</summary>
    private const string RetryAfter = "5";

    /// <summary>A program gets a problem (RFC 9457) where people get a page. Inside <see cref="ErrorPages"/>, whose status codes it keeps.</summary>
    public static WebApplication UseApiErrors(this WebApplication app)
    {
        app.UseWhen(context => context.Request.Path.StartsWithSegments(Path, StringComparison.Ordinal), api =>
        {
            api.UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandler = TellAsync,
                StatusCodeSelector = ErrorPages.StatusOf,
                SuppressDiagnosticsCallback = context => DatabaseOutage.Is(context.Exception),
            });
            api.UseStatusCodePages(pages => TypedResults.Problem(statusCode: pages.HttpContext.Response.StatusCode).ExecuteAsync(pages.HttpContext));
        });
        return app;
    }

    private static Task TellAsync(HttpContext context)
    {
        var error = context.Features.GetRequiredFeature<IExceptionHandlerPathFeature>().Error;
        if (!DatabaseOutage.Is(error))
        {
            return TypedResults.Problem(statusCode: context.Response.StatusCode).ExecuteAsync(context);
        }

        context.RequestServices.GetRequiredService<ILogger<Pages.ErrorModel>>().DatabaseAway(context.Request.Path, error.GetBaseException().Message);
        context.Response.Headers.RetryAfter = RetryAfter;
        return TypedResults.Problem("Try again in a few seconds.", statusCode: context.Response.StatusCode, title: "Postgres does not answer.").ExecuteAsync(context);
    }
}
