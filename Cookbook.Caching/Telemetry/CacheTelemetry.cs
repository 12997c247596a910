using System.Diagnostics;

namespace Cookbook.Caching.Telemetry;

/// <summary>The names under which this library's metrics and spans are exported.</summary>
public static class CacheTelemetry
{
    /// <summary>Of the meter and of the activity source.</summary>
    public const string Name = "Cookbook.OutputCache";

    internal static readonly ActivitySource Source = new(Name);
}
