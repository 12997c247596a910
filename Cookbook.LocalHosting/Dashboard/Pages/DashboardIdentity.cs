namespace Cookbook.LocalHosting.Dashboard.Pages;

/// <summary>What every page says of the whole.</summary>
/// <param name="Application">The AppHost's name.</param>
/// <param name="Collector">Where telemetry goes instead, if the AppHost was told of a collector.</param>
internal sealed record DashboardIdentity(string Application, string? Collector);
