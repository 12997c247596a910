using System.Collections.Immutable;

namespace Cookbook.LocalHosting.Dashboard;

/// <summary>A resource, or one replica of it, as it is now.</summary>
/// <param name="Resource">Of the model.</param>
/// <param name="Id">Its name; for the replicas of one, the name with their number.</param>
/// <param name="Snapshot">The latest.</param>
/// <param name="Starts">How often it has begun to run.</param>
/// <param name="Instances">The instance ids under which its processes have sent telemetry, of the present one and of those before.</param>
internal sealed record WatchedResource(IResource Resource, string Id, CustomResourceSnapshot Snapshot, int Starts, ImmutableHashSet<string> Instances)
{
    private const string InstanceAttribute = "service.instance.id=";

    public int Restarts => Math.Max(0, Starts - 1);

    public string State => Snapshot.State?.Text ?? KnownResourceStates.NotStarted;

    public bool IsRunning => State == KnownResourceStates.Running;

    public static WatchedResource First(ResourceEvent update) => new WatchedResource(update.Resource, update.ResourceId, update.Snapshot, 0, []).Counted(wasRunning: false);

    public WatchedResource After(ResourceEvent update) => (this with { Snapshot = update.Snapshot }).Counted(IsRunning);

    private WatchedResource Counted(bool wasRunning)
    {
        var instance = Snapshot.EnvironmentVariables.FirstOrDefault(variable => variable.Name == "OTEL_RESOURCE_ATTRIBUTES")?.Value?.Split(',')
            .FirstOrDefault(attribute => attribute.StartsWith(InstanceAttribute, StringComparison.Ordinal))?[InstanceAttribute.Length..];
        return this with
        {
            Starts = Starts + (IsRunning && !wasRunning ? 1 : 0),
            Instances = instance is null ? Instances : Instances.Add(instance),
        };
    }
}
