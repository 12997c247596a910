using Microsoft.Extensions.Logging;

namespace Cookbook.Caching.Store;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis does not answer ({Cause}); pages come from memory, or are rendered anew, until it does")]
    public static partial void RedisAway(this ILogger logger, string cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis refuses a command ({Refusal}); what it does not take is not shared with the other replicas")]
    public static partial void RedisRefuses(this ILogger logger, string refusal);

    [LoggerMessage(Level = LogLevel.Information, Message = "Redis answers again; pages are shared with the other replicas")]
    public static partial void RedisBack(this ILogger logger);
}
