namespace Cookbook.Caching.Inspection;

/// <summary>A page's key, and the parts that it was made of, as they were before they were escaped.</summary>
/// <param name="Text">The key itself: printable ASCII.</param>
/// <param name="Link">The page's address on this site, escaped: <c>/recipes/cr%C3%A8me?page=2</c>.</param>
/// <param name="Address">The same for people: <c>/recipes/crème?page=2</c>.</param>
/// <param name="Host">The host, where the policy varies by it; else null.</param>
/// <param name="Headers">The headers that the policy names, with their values.</param>
/// <param name="Values">What a policy has added of its own.</param>
public sealed record CacheKey(
    string Text,
    string Link,
    string Address,
    string? Host,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    IReadOnlyList<KeyValuePair<string, string>> Values)
{
    /// <summary>Takes a key apart. Whatever the text is, it has an address: that of a page which nobody has cached.</summary>
    public static CacheKey Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('#');
        var link = parts[0].TrimEnd('&', '?').Replace("|", "", StringComparison.Ordinal);
        return new CacheKey(
            text,
            link,
            Unescape(link),
            Pairs(parts, '@').Select(pair => pair.Value).FirstOrDefault(),
            [.. Pairs(parts, ':')],
            [.. Pairs(parts, '|')]);
    }

    /// <summary>Of the part that begins with this sign: <c>name=value&amp;name=value&amp;</c>, after a policy's prefix in the last one.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Pairs(string[] parts, char sign) => parts.Skip(1)
        .Where(part => part.StartsWith(sign))
        .SelectMany(part => part[(part.LastIndexOf('|') is > 0 and var end ? end + 1 : 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        .Select(pair => pair.Split('=', 2))
        .Select(pair => KeyValuePair.Create(Unescape(pair[0]), Unescape(pair.ElementAtOrDefault(1) ?? "")));

    private static string Unescape(string text) => Uri.UnescapeDataString(text);
}
