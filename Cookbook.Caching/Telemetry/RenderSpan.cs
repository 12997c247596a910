using System.Diagnostics;

namespace Cookbook.Caching.Telemetry;

/// <summary>A render for one visitor alone.</summary>
internal static class RenderSpan
{
    public static Activity? Start(string? policy) => CacheTelemetry.Source.StartActivity("page render")?.SetTag("cache.policy", policy);
}
