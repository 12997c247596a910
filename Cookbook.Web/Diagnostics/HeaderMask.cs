using System.Buffers;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Cookbook.Web.Diagnostics;

/// <summary>Headers, and queries, as they may be shown: of what could let somebody in, only the name.</summary>
internal static partial class HeaderMask
{
    public const string Masked = "•••";

    /// <summary>In characters, of one value.</summary>
    public const int Longest = 1_000;

    private const int Most = 100;

    /// <summary>Addresses within addresses; what lies deeper is not shown.</summary>
    private const int Deepest = 3;

    private static readonly SearchValues<string> Telling = SearchValues.Create(
        ["auth", "token", "secret", "password", "cookie", "session", "key", "credential", "signature", "verification"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Without any of them there is nothing to hide.</summary>
    private static readonly SearchValues<char> AddressSigns = SearchValues.Create("?&#@");

    public static IReadOnlyList<KeyValuePair<string, string>> Of(IHeaderDictionary headers)
    {
        var shown = new List<KeyValuePair<string, string>>(Math.Min(headers.Count, Most));
        foreach (var (name, values) in headers)
        {
            if (shown.Count == Most)
            {
                break;
            }

            shown.Add(KeyValuePair.Create(name, ValueOf(name, values)));
        }

        return shown;
    }

    /// <summary>A path with its query, cut short if it is very long.</summary>
    public static string Of(PathString path, QueryString query)
    {
        var keys = query.Value is { Length: > 1 } text ? string.Join('&', text[1..].Split('&').Select(pair => Key(pair, 0))) : "";
        return Cut(keys.Length == 0 ? path.ToUriComponent() : $"{path.ToUriComponent()}?{keys}");
    }

    /// <summary>A key of a query with its value, which may be an address in its turn: <c>ReturnUrl=%2Fadmin%3Ftoken%3D…</c>.</summary>
    private static string Key(string pair, int depth)
    {
        var end = pair.IndexOf('=', StringComparison.Ordinal);
        if (end <= 0)
        {
            return pair;
        }

        return Unescaped(pair[..end]) is { } name && !IsTelling(name) && Unescaped(pair[(end + 1)..]) is { } value && Addresses(value, depth + 1) == value
            ? pair
            : $"{pair[..end]}={Masked}";
    }

    /// <summary>However often it was escaped; null if that was more often than anybody needs.</summary>
    private static string? Unescaped(string text)
    {
        for (var times = 0; times <= Deepest; times++)
        {
            var once = Uri.UnescapeDataString(text);
            if (once == text)
            {
                return text;
            }

            text = once;
        }

        return null;
    }

    /// <summary>Whatever of the text is an address, or several, as in <c>Link</c>: its query, its fragment, and who it says asks.</summary>
    private static string Addresses(string text, int depth = 0) =>
        !text.AsSpan().ContainsAny(AddressSigns) ? Escaped(text, depth)
        : depth > Deepest ? Masked
        : Keys.Replace(Asker.Replace(text, Masked), key => Key(key.Value, depth));

    /// <summary>It may be an address as a whole.</summary>
    private static string Escaped(string text, int depth) =>
        Unescaped(text) is { } plain && (plain == text || Addresses(plain, depth + 1) == plain) ? text : Masked;

    private static string ValueOf(string name, StringValues values) =>
        name.Equals(HeaderNames.Cookie, StringComparison.OrdinalIgnoreCase) ? string.Join("; ", values.SelectMany(value => (value ?? "").Split(';')).Select(Cookie))
        : name.Equals(HeaderNames.SetCookie, StringComparison.OrdinalIgnoreCase) ? string.Join(", ", values.Select(SetCookie))
        : IsTelling(name) ? Masked
        : Cut(Addresses(values.ToString()));

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

    /// <summary>In <c>Link</c> an address ends with an angle bracket, behind which something else begins.</summary>
    [GeneratedRegex(@"(?<=[?&#])[^?&#=\s]+=(?:[^&\s>]|>(?![;,\s]|$))*")]
    private static partial Regex Keys { get; }

    /// <summary>A name and a password in front of a host: up to the last sign before it.</summary>
    [GeneratedRegex(@"(?<=//)[^/?#\s]+(?=@)")]
    private static partial Regex Asker { get; }
}
