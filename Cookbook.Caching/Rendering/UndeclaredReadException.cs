namespace Cookbook.Caching.Rendering;

/// <summary>
/// A page that is cached for everybody has read something about one visitor that its policy does not name. Either the policy must name
/// it (<c>SetVaryByHeader</c>, <c>SetVaryByQuery</c>), or the page must not read it, or it must not be cached.
/// </summary>
public sealed class UndeclaredReadException(string what) : InvalidOperationException(
    $"A cached page has read {what}, which its policy does not name. Let the policy vary by it, do not read it, or do not cache the page.");
