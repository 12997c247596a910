namespace Cookbook.Web.Caching;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "There is no connection string '{Name}': this process keeps pages in its own memory, and shares them with no other")]
    public static partial void CachingInMemory(this ILogger logger, string name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis does not answer ({Cause}); pages are rendered anew until it does")]
    public static partial void RedisAway(this ILogger logger, string cause);

    [LoggerMessage(Level = LogLevel.Information, Message = "Redis answers again; pages come from the cache")]
    public static partial void RedisBack(this ILogger logger);
}
