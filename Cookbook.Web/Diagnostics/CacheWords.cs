namespace Cookbook.Web.Diagnostics;

/// <summary>The header Cache-Status (RFC 9211) in a word or two.</summary>
internal static class CacheWords
{
    public static string Of(string? cacheStatus)
    {
        if (cacheStatus is null)
        {
            return "–";
        }

        var parts = cacheStatus.Split(';', StringSplitOptions.TrimEntries);
        var detail = Array.Find(parts, part => part.StartsWith("detail=", StringComparison.Ordinal))?["detail=".Length..];
        var forwarded = Array.Find(parts, part => part.StartsWith("fwd=", StringComparison.Ordinal))?["fwd=".Length..];
        return forwarded switch
        {
            null => $"hit, {Level(detail)}",
            "bypass" or "method" => $"bypass, {detail ?? forwarded}",
            _ => detail is not null ? $"miss, {detail}"
                : parts.Contains("collapsed") ? "miss, waited for another's"
                : parts.Contains("stored") ? "miss, stored"
                : $"miss, {forwarded}",
        };
    }

    private static string Level(string? detail) => detail switch
    {
        "l1" => "in memory",
        "l2" => "in Redis",
        _ => detail ?? "",
    };
}
