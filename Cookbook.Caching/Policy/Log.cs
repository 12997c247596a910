using Microsoft.Extensions.Logging;

namespace Cookbook.Caching.Policy;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "A page is cached by a policy that does not end with Coherent(), so it is not cached at all. Policies: {Tags}")]
    public static partial void NotCoherent(this ILogger logger, string tags);
}
