using System.Buffers;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Cookbook.Web.Diagnostics;

/// <summary>Headers, and queries, as they may be shown: of what could let somebody in, only the name.</summary>
internal static class HeaderMask
{
    public const string Masked = "•••";

    /// <summary>In characters, of one value.</summary>
    public const int Longest = 1_000;

    private const int Most = 100;

    private static readonly SearchValues<string> Telling = SearchValues.Create(
        ["auth", "token", "secret", "password", "cookie", "session", "key", "credential", "signature", "verification"], StringComparison.OrdinalIgnoreCase);

    public static KeyValuePair<string, string>[] Of(IHeaderDictionary headers) =>
        [.. headers.Take(Most).Select(header => KeyValuePair.Create(header.Key, ValueOf(header.Key, header.Value)))];

    /// <summary>A path with its query, cut short if it is very long.</summary>
    public static string Of(PathString path, QueryString query)
    {
        var keys = query.Value is { Length: > 1 } text ? string.Join('&', text[1..].Split('&').Select(Query)) : "";
        return Cut(keys.Length == 0 ? path.ToUriComponent() : $"{path.ToUriComponent()}?{keys}");
    }

    private static string Query(string pair)
    {
        var end = pair.IndexOf('=', StringComparison.Ordinal);
        return end > 0 && IsTelling(Uri.UnescapeDataString(pair[..end])) ? $"{pair[..end]}={Masked}" : pair;
    }

    private static string ValueOf(string name, StringValues values) =>
        name.Equals(HeaderNames.Cookie, StringComparison.OrdinalIgnoreCase) ? string.Join("; ", values.SelectMany(value => (value ?? "").Split(';')).Select(Cookie))
        : name.Equals(HeaderNames.SetCookie, StringComparison.OrdinalIgnoreCase) ? string.Join(", ", values.Select(SetCookie))
        : IsTelling(name) ? Masked
        : Cut(values.ToString());

    private static string Cookie(string cookie) =>
        cookie.IndexOf('=', StringComparison.Ordinal) is > 0 and var end ? Cut($"{cookie[..end].Trim()}={Masked}") : Masked;

    /// <summary>With what is said about the cookie.</summary>
    private static string SetCookie(string? cookie)
    {
        var parts = (cookie ?? "").Split(';', 2);
        return parts.Length == 2 ? $"{Cookie(parts[0])};{parts[1]}" : Cookie(parts[0]);
    }

    private static bool IsTelling(string name) => name.AsSpan().ContainsAny(Telling);

    private static string Cut(string text) => text.Length > Longest ? string.Concat(text.AsSpan(0, Longest), "…") : text;
}
