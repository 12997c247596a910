namespace Cookbook.Web.Errors;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Postgres cannot be reached ({Cause}); {Path} was answered with 503")]
    public static partial void DatabaseAway(this ILogger logger, string path, string cause);
}
