using Cookbook.Caching.Store;

namespace Cookbook.Caching.Http;

/// <summary>That the second level has been asked.</summary>
/// <param name="Key">For the page of this key.</param>
/// <param name="Page">What it had; null for nothing.</param>
internal sealed record SecondLook(string Key, CachedPage? Page);
