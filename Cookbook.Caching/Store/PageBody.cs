using Microsoft.Net.Http.Headers;

namespace Cookbook.Caching.Store;

/// <summary>A page's body in one content coding.</summary>
internal sealed class PageBody(ContentCoding coding, ReadOnlyMemory<byte> bytes, string etag)
{
    public ContentCoding Coding { get; } = coding;

    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    /// <summary>Strong (RFC 9110, section 8.8.3): another one for each encoding.</summary>
    public string ETag { get; } = etag;

    public EntityTagHeaderValue ParseETag() => EntityTagHeaderValue.Parse(ETag);
}
