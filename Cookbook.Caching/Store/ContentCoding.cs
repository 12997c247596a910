namespace Cookbook.Caching.Store;

/// <summary>The content codings that pages are kept in (RFC 9110, section 8.4.1), the one that is preferred last.</summary>
internal enum ContentCoding
{
    Identity,
    Gzip,
    Brotli,
}

internal static class ContentCodings
{
    /// <summary>The coding's name in headers; none for identity.</summary>
    public static string? NameOf(ContentCoding coding) => coding switch
    {
        ContentCoding.Brotli => "br",
        ContentCoding.Gzip => "gzip",
        _ => null,
    };
}
