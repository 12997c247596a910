using System.Collections.Immutable;
using Cookbook.LocalHosting.Processes;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cookbook.LocalHosting.Orchestration;

/// <summary>Tells those who watch how a resource, or a replica of it, fares.</summary>
internal sealed class ResourceState(IResource resource, ResourceNotificationService notifications, TimeProvider time)
{
    /// <summary>One for each process.</summary>
    public ImmutableArray<string> Ids { get; } = resource.GetReplicaIds();

    public void IsNotStarted() => Publish(snapshot => snapshot with { State = KnownResourceStates.NotStarted });

    public void Waits() => Publish(snapshot => snapshot with { State = KnownResourceStates.Waiting, HealthStatus = null, ExitCode = null, Reason = null });

    public void Starts() => Publish(snapshot => snapshot with { State = KnownResourceStates.Starting });

    public void Runs() => Publish(snapshot => snapshot with { State = KnownResourceStates.Running, StartTimeStamp = Now });

    public void Runs(int replica, ChildProcess child, ProcessSpec spec) => Publish(replica, snapshot => snapshot with
    {
        State = KnownResourceStates.Running,
        StartTimeStamp = Now,
        StopTimeStamp = null,
        EnvironmentVariables =
        [
            .. spec.Environment.Where(variable => variable.Value is not null)
                .Select(variable => new EnvironmentVariableSnapshot(variable.Key, variable.Value, IsFromSpec: true)),
        ],
        Properties =
        [
            new ResourcePropertySnapshot("executable.path", spec.FileName),
            new ResourcePropertySnapshot("executable.pid", child.Id),
        ],
        Urls =
        [
            .. ResourceUrls.Of(resource)
                .Select(url => new UrlSnapshot(url.Endpoint?.EndpointName, url.Url, IsInternal: false) { DisplayText = url.DisplayText ?? "" }),
        ],
    });

    /// <summary>A replica that has ended meanwhile has no health.</summary>
    public void HasHealth(HealthStatus status, string? complaint) => Publish(snapshot => IsRunning(snapshot)
        ? snapshot with { HealthStatus = status, Reason = complaint }
        : snapshot);

    public void Stops() => Publish(snapshot => IsRunning(snapshot)
        ? snapshot with { State = KnownResourceStates.Stopping, HealthStatus = null }
        : snapshot);

    /// <summary>A process has ended.</summary>
    public void Ended(int replica, int exitCode, string? reason) => Publish(replica, snapshot => snapshot with
    {
        State = exitCode == 0 ? KnownResourceStates.Finished : KnownResourceStates.Exited,
        ExitCode = exitCode,
        HealthStatus = null,
        StopTimeStamp = Now,
        Reason = reason,
    });

    /// <summary>The resource was stopped before it had a process, or it never has one.</summary>
    public void Ended() => Publish(snapshot => snapshot.ExitCode is null
        ? snapshot with { State = KnownResourceStates.Exited, HealthStatus = null, StopTimeStamp = Now }
        : snapshot);

    public void Failed(string reason) =>
        Publish(snapshot => snapshot with { State = KnownResourceStates.FailedToStart, HealthStatus = null, Reason = reason });

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private static bool IsRunning(CustomResourceSnapshot snapshot) => snapshot.State?.Text == KnownResourceStates.Running;

    private void Publish(Func<CustomResourceSnapshot, CustomResourceSnapshot> change)
    {
        for (var replica = 0; replica < Ids.Length; replica++)
        {
            Publish(replica, change);
        }
    }

    private void Publish(int replica, Func<CustomResourceSnapshot, CustomResourceSnapshot> change) =>
        notifications.Publish(resource, Ids[replica], change);
}
