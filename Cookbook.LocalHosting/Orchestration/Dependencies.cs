using Aspire.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cookbook.LocalHosting.Orchestration;

/// <summary>What a resource waits for.</summary>
internal static class Dependencies
{
    /// <summary>The resources that must be there before this one: those it waits for, and its parent.</summary>
    public static IEnumerable<IResource> Of(IResource resource)
    {
        var awaited = resource.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource);
        return (resource is IResourceWithParent child ? awaited.Append(child.Parent) : awaited).Distinct();
    }

    /// <exception cref="DistributedApplicationException">One of them can no longer become what is waited for.</exception>
    public static async Task WaitAsync(IResource resource, ResourceNotificationService notifications, Action<string> report, CancellationToken cancellationToken)
    {
        if (resource is IResourceWithParent child)
        {
            report($"waits for {child.Parent.Name} to be healthy");
            await WaitAsync(new WaitAnnotation(child.Parent, WaitType.WaitUntilHealthy), notifications, cancellationToken);
        }

        foreach (var wait in resource.Annotations.OfType<WaitAnnotation>())
        {
            report(wait.WaitType == WaitType.WaitForCompletion ? $"waits for {wait.Resource.Name} to end" : $"waits for {wait.Resource.Name} to be healthy");
            await WaitAsync(wait, notifications, cancellationToken);
        }
    }

    /// <exception cref="DistributedApplicationException">Resources wait for each other in a circle.</exception>
    public static void CheckForCircles(IEnumerable<IResource> resources)
    {
        var cleared = new HashSet<IResource>();
        foreach (var resource in resources)
        {
            Follow(resource, []);
        }

        void Follow(IResource resource, List<IResource> path)
        {
            if (path.Contains(resource))
            {
                var circle = path.SkipWhile(step => step != resource).Append(resource).Select(step => step.Name);
                throw new DistributedApplicationException(
                    $"These resources wait for each other, so none of them can start: {string.Join(" -> ", circle)}. Take one WaitFor out of the AppHost.");
            }

            if (!cleared.Contains(resource))
            {
                foreach (var dependency in Of(resource))
                {
                    Follow(dependency, [.. path, resource]);
                }

                cleared.Add(resource);
            }
        }
    }

    /// <summary>Of several replicas each is waited for.</summary>
    private static async Task WaitAsync(WaitAnnotation wait, ResourceNotificationService notifications, CancellationToken cancellationToken)
    {
        foreach (var replica in wait.Resource.GetReplicaIds())
        {
            await WaitAsync(wait, replica, notifications, cancellationToken);
        }
    }

    private static async Task WaitAsync(
        WaitAnnotation wait, string replica, ResourceNotificationService notifications, CancellationToken cancellationToken)
    {
        var reached = await notifications.WaitForResourceAsync(wait.Resource.Name, update => update.ResourceId == replica && IsOver(update), cancellationToken);
        if (!IsWhatIsWaitedFor(reached))
        {
            var goal = wait.WaitType == WaitType.WaitForCompletion ? $"end with exit code {wait.ExitCode}" : "become healthy";
            var state = reached.Snapshot.ExitCode is { } code ? $"that ended with exit code {code}" : $"that is {reached.Snapshot.State?.Text}";
            throw new DistributedApplicationException($"it waits for {replica} to {goal}, but {state}.");
        }

        bool IsOver(ResourceEvent update) => IsWhatIsWaitedFor(update)
            || (ResourceNotificationService.HasEnded(update) && wait.WaitBehavior is not WaitBehavior.WaitOnResourceUnavailable);

        bool IsWhatIsWaitedFor(ResourceEvent update) => wait.WaitType switch
        {
            WaitType.WaitUntilHealthy => update.Snapshot.HealthStatus == HealthStatus.Healthy,
            WaitType.WaitUntilStarted => update.Snapshot.State?.Text == KnownResourceStates.Running,
            _ => update.Snapshot.ExitCode == wait.ExitCode,
        };
    }
}
