using Microsoft.Extensions.Logging;

namespace Cookbook.Caching.Tokens;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "The cache knows the tokens of {Slots} slots and hears of every change")]
    public static partial void Listening(this ILogger logger, int slots);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The cache does not hear of changes ({Cause}); until it does, tokens are read from Postgres for each request")]
    public static partial void LineLost(this ILogger logger, string cause);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A notification was not understood, so all tokens are read again: {Payload}")]
    public static partial void NotUnderstood(this ILogger logger, string payload);
}
