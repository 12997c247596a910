using Microsoft.Extensions.Logging;

namespace Cookbook.Caching.Rendering;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Rendering {Key} took longer than {Timeout} and was given up")]
    public static partial void RenderTimedOut(this ILogger logger, string key, TimeSpan timeout);
}
