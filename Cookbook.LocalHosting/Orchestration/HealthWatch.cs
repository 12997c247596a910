using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cookbook.LocalHosting.Orchestration;

/// <summary>Asks a running resource's health checks.</summary>
internal static class HealthWatch
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan UnhealthyPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HealthyPause = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Soon at first, then each second until the resource is healthy, then every 30 seconds; until it is cancelled. A resource without
    /// checks is healthy, once and for all. A child is asked at once, too, when its parent's state changes: a database goes with its server.
    /// </summary>
    /// <param name="resource">It runs.</param>
    /// <param name="services">The registered checks, and the time.</param>
    /// <param name="report">Told each result, and what the first unhealthy check complains of.</param>
    /// <param name="cancellationToken">The resource's end.</param>
    public static async Task RunAsync(
        IResource resource, RunnerServices services, Action<HealthStatus, string?> report, CancellationToken cancellationToken)
    {
        var keys = resource.Annotations.OfType<HealthCheckAnnotation>().Select(check => check.Key).ToHashSet();
        if (keys.Count == 0)
        {
            report(HealthStatus.Healthy, null);
            await Task.Delay(Timeout.InfiniteTimeSpan, services.Time, cancellationToken);
        }

        var pause = FirstPause;
        while (true)
        {
            var parentState = StateOfParent(resource, services);
            var result = await services.Health.CheckHealthAsync(check => keys.Contains(check.Name), cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            var complaint = result.Entries.Values.FirstOrDefault(entry => entry.Status != HealthStatus.Healthy);
            report(result.Status, complaint.Description ?? complaint.Exception?.Message);

            pause = result.Status == HealthStatus.Healthy ? HealthyPause
                : 2 * pause < UnhealthyPause ? 2 * pause
                : UnhealthyPause;
            await PauseAsync(pause, resource, parentState, services, cancellationToken);
        }
    }

    private static string? StateOfParent(IResource resource, RunnerServices services) =>
        resource is IResourceWithParent child && services.Notifications.TryGetCurrentState(child.Parent.Name, out var parent)
            ? parent.Snapshot.State?.Text
            : null;

    private static async Task PauseAsync(
        TimeSpan pause, IResource resource, string? parentState, RunnerServices services, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ends = new List<Task> { Task.Delay(pause, services.Time, over.Token) };
        if (resource is IResourceWithParent { Parent.Name: var parent })
        {
            ends.Add(services.Notifications.WaitForResourceAsync(parent, update => update.Snapshot.State?.Text != parentState, over.Token));
        }

        await Task.WhenAny(ends);
        cancellationToken.ThrowIfCancellationRequested();
        await over.CancelAsync();
    }
}
