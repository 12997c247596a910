using System.Collections.Concurrent;
using Cookbook.LocalHosting.Dashboard.Store;

namespace Cookbook.LocalHosting.Dashboard;

/// <summary>What the orchestrator says of each resource, and of each of its replicas: the latest.</summary>
internal sealed class WatchedResources : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, WatchedResource> _latest = new(StringComparer.OrdinalIgnoreCase);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _watching;

    public WatchedResources(DistributedApplicationModel model, ResourceNotificationService notifications, SecretMask mask)
    {
        Model = model;
        Mask = mask;
        _watching = WatchAsync(notifications);
    }

    public DistributedApplicationModel Model { get; }

    public SecretMask Mask { get; }

    public Changes Changes { get; } = new();

    /// <summary>In the order of the AppHost, without the parameters.</summary>
    public IReadOnlyList<WatchedResource> All =>
    [
        .. Model.Resources.Where(resource => resource is not ParameterResource).SelectMany(resource => resource.GetReplicaIds()).Select(Find).OfType<WatchedResource>(),
    ];

    public IEnumerable<ParameterResource> Parameters => Model.Resources.OfType<ParameterResource>();

    public WatchedResource? Find(string id) => _latest.GetValueOrDefault(id);

    /// <summary>The replica that sends telemetry under this instance id, which it was given in its environment.</summary>
    public string NameOf(Sender sender)
    {
        var replicas = All.Where(replica => replica.Resource.Name == sender.Service).ToArray();
        var own = replicas.FirstOrDefault(replica => sender.Instance.Length > 0 && replica.Instances.Contains(sender.Instance));
        return own?.Id ?? (replicas.Length > 0 || sender.Instance.Length == 0 ? sender.Service : $"{sender.Service} ({sender.Instance})");
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task WatchAsync(ResourceNotificationService notifications)
    {
        await foreach (var update in notifications.WatchAsync(_end.Token))
        {
            _latest.AddOrUpdate(
                update.ResourceId,
                _ => WatchedResource.First(update),
                (_, before) => before.After(update));
            Changes.Announce();
        }
    }
}
