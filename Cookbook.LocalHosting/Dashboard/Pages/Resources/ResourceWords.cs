using System.Text.RegularExpressions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cookbook.LocalHosting.Dashboard.Pages.Resources;

internal static partial class ResourceWords
{
    /// <summary>PostgresServerResource is a “Postgres server”.</summary>
    public static string Kind(IResource resource)
    {
        var name = resource.GetType().Name;
        name = name.EndsWith("Resource", StringComparison.Ordinal) ? name[..^"Resource".Length] : name;
        var words = Capitals().Replace(name, " $1");
        return words[..1] + words[1..].ToLowerInvariant();
    }

    /// <summary>Running and healthy is one thing; running and not healthy another.</summary>
    public static string State(WatchedResource resource) => resource switch
    {
        { IsRunning: true, Snapshot.HealthStatus: HealthStatus.Healthy } => "Running, healthy",
        { IsRunning: true, Snapshot.HealthStatus: { } health } => $"Running, {health.ToString().ToLowerInvariant()}",
        { IsRunning: true } => "Running, health not known yet",
        { State: "NotStarted" } => "Not started",
        { State: "FailedToStart" } => "Failed to start",
        { State: "Finished" } => "Finished",
        { Snapshot.ExitCode: { } code } => $"{resource.State} with code {code}",
        _ => resource.State,
    };

    /// <summary>The class, and with it the mark before the words: colour alone says nothing to everybody.</summary>
    public static string Mark(WatchedResource resource) => resource switch
    {
        { IsRunning: true, Snapshot.HealthStatus: HealthStatus.Healthy } or { State: "Finished" } => "good",
        { IsRunning: true, Snapshot.HealthStatus: HealthStatus.Degraded or HealthStatus.Unhealthy } => "bad",
        { State: "FailedToStart" } => "bad",
        { State: "Exited", Snapshot.Reason: { Length: > 0 } } => "bad",
        { State: "Exited" or "NotStarted" } => "off",
        _ => "under-way",
    };

    [GeneratedRegex("(?<=[a-z])([A-Z])")]
    private static partial Regex Capitals();
}
