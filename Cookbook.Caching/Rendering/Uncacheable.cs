using Cookbook.Caching.Tokens;

namespace Cookbook.Caching.Rendering;

/// <summary>
/// Remembers for a short time that a page's last answer was not for everybody: meanwhile each visitor gets a render of their own at once,
/// instead of waiting for one that cannot be shared.
/// </summary>
/// <param name="Reason">Why.</param>
/// <param name="Stamps">A write to the page may change that.</param>
/// <param name="Until">A timestamp of the time provider.</param>
internal sealed record Uncacheable(string Reason, Stamps Stamps, long Until);
