namespace Cookbook.Web.Caching.Inspection;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The audit log could not be written. An administrator {Action}.")]
    public static partial void ChangeUnwritten(this ILogger logger, string action, Exception exception);
}
