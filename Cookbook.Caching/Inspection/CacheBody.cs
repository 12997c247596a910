namespace Cookbook.Caching.Inspection;

/// <summary>A page's body in one content coding.</summary>
/// <param name="Coding"><c>identity</c>, <c>gzip</c> or <c>br</c>.</param>
/// <param name="Bytes">Its length, in bytes.</param>
/// <param name="ETag">Its entity tag, with the quotes.</param>
public sealed record CacheBody(string Coding, int Bytes, string ETag);
