using System.Globalization;

namespace Cookbook.LocalHosting.Redis;

/// <summary>The language of redis.conf.</summary>
internal static class RedisConfiguration
{
    /// <summary>One argument of a directive, whatever is in it (https://redis.io/docs/latest/operate/oss_and_stack/management/config/).</summary>
    public static string Quote(string value) => $"\"{string.Concat(value.Select(Escape))}\"";

    private static string Escape(char character) => character switch
    {
        '"' or '\\' => $"\\{character}",
        < ' ' => string.Create(CultureInfo.InvariantCulture, $"\\x{(int)character:x2}"),
        _ => character.ToString(),
    };
}
