namespace Cookbook.Web.Errors;

internal static class ErrorPages
{
    public const string Path = "/error";

    /// <summary>
    /// The page that says what happened, for every error without a body of its own. The status stays; nothing of it may be stored by
    /// anyone. The same in development: what was thrown stands in the log and in the trace.
    /// </summary>
    public static WebApplication UseErrorPages(this WebApplication app)
    {
        app.Use(NoStoreAsync);
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = Path,
            StatusCodeSelector = exception => DatabaseOutage.Is(exception)
                ? StatusCodes.Status503ServiceUnavailable
                : StatusCodes.Status500InternalServerError,

            // An outage is told in one line by the error page, not in a stack trace for each visitor.
            SuppressDiagnosticsCallback = context => DatabaseOutage.Is(context.Exception),
        });
        app.UseStatusCodePagesWithReExecute(Path);
        return app;
    }

    private static Task NoStoreAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            if (context.Response.StatusCode >= StatusCodes.Status400BadRequest)
            {
                context.Response.Headers.CacheControl = "no-store";
            }

            return Task.CompletedTask;
        });
        return next(context);
    }
}
