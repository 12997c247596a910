namespace Cookbook.LocalHosting.Dashboard.Store;

/// <summary>A process that sends telemetry.</summary>
/// <param name="Service">Its <c>service.name</c>: from the AppHost, the resource's name.</param>
/// <param name="Instance">Its <c>service.instance.id</c>: one for each process, so that replicas can be told apart; empty if it has none.</param>
/// <param name="Attributes">What else it says of itself.</param>
internal sealed record Sender(string Service, string Instance, TelemetryAttribute[] Attributes)
{
    public const string UnknownService = "unknown_service";
}
