using System.Globalization;
using Cookbook.Caching.Inspection;

namespace Cookbook.Web.Caching.Inspection;

/// <summary>
/// What somebody may ask of the cache: each gives the sentence that says what is wrong, or null. The pages and the API refuse the same.
/// </summary>
internal static class CacheInput
{
    /// <summary>In characters.</summary>
    public const int LongestKey = 2_048;

    /// <summary>In characters.</summary>
    public const int LongestAddress = 2_048;

    /// <summary>In characters; a tag of this site has less than half as many.</summary>
    public const int LongestTag = 512;

    /// <summary>In characters.</summary>
    public const int LongestSearch = 200;

    /// <summary>In characters.</summary>
    private const int LongestCursor = 200;

    public const string BadCursor = "This is no place in the list. Begin at its first page.";

    public static string? ProblemOfKey(string? key) => key switch
    {
        null or "" => "Say which page: enter its key.",
        { Length: > LongestKey } => TooLong("A key", LongestKey),
        _ when key.Any(character => character is <= ' ' or > '~') => "A key has printed ASCII characters only, without spaces. This is none.",
        _ when HasControls(CacheKey.Parse(key).Address) => "This key's address contains control characters; no such page is ever cached.",
        _ => null,
    };

    public static string? ProblemOfTag(string? tag) => tag switch
    {
        _ when string.IsNullOrWhiteSpace(tag) => "Enter a tag, such as recipes or food:7.",
        { Length: > LongestTag } => TooLong("A tag", LongestTag),
        _ when HasControls(tag) => "The tag contains control characters, which no tag has.",
        _ when HasHalfCharacters(tag) => "The tag contains half a character.",
        _ => null,
    };

    public static string? ProblemOfSearch(string? search) => search switch
    {
        null => null,
        { Length: > LongestSearch } => TooLong("What to look for", LongestSearch),
        _ when HasControls(search) => "What to look for contains control characters, which no address has.",
        _ => null,
    };

    public static string? ProblemOfCursor(string? cursor) => cursor is { Length: > LongestCursor } ? BadCursor : null;

    /// <param name="address">An absolute address of this site, or a path with or without a query.</param>
    /// <param name="site">The host under which it was asked.</param>
    /// <param name="path">From the root; without the fragment, which no server sees.</param>
    public static string? ProblemOfAddress(string? address, HostString site, out string path)
    {
        path = "";
        var text = (address ?? "").Trim();
        if (text.Length == 0)
        {
            return "Enter an address of this site, such as /cookbook/.";
        }

        if (text.Length > LongestAddress)
        {
            return TooLong("An address", LongestAddress);
        }

        if (HasControls(text))
        {
            return "The address contains control characters; a request with them is answered 400, and never cached.";
        }

        if (!text.StartsWith('/') || text.StartsWith("//", StringComparison.Ordinal))
        {
            if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            {
                return text.StartsWith('/') ? "This is an address of another site." : "An address begins with / or with https://.";
            }

            if (!uri.Authority.Equals(site.Value, StringComparison.OrdinalIgnoreCase) && !uri.Host.Equals(site.Host, StringComparison.OrdinalIgnoreCase))
            {
                return $"This is an address of {uri.Host}. Enter one of {site.Host}, or its path alone.";
            }

            text = uri.PathAndQuery;
        }

        path = text.Split('#')[0];
        return null;
    }

    private static bool HasControls(string text) => text.Any(char.IsControl);

    /// <summary>Half a surrogate pair has no bytes, so no slot.</summary>
    private static bool HasHalfCharacters(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text, i++)))
            {
                return true;
            }
        }

        return false;
    }

    private static string TooLong(string what, int most) => string.Create(CultureInfo.InvariantCulture, $"{what} has at most {most:N0} characters.");
}
