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
            StatusCodeSelector = StatusOf,

            // An outage is told in one line by the error page, not in a stack trace for each visitor.
            SuppressDiagnosticsCallback = context => DatabaseOutage.Is(context.Exception),
        });
        app.UseStatusCodePagesWithReExecute(Path);
        return app;
    }

    public static int StatusOf(Exception exception) => exception switch
    {
        _ when DatabaseOutage.Is(exception) => StatusCodes.Status503ServiceUnavailable,
        BadHttpRequestException unreadable => unreadable.StatusCode,
        _ => StatusCodes.Status500InternalServerError,
    };

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
