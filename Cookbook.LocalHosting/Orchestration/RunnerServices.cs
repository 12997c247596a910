using Cookbook.LocalHosting.Processes;
using Cookbook.LocalHosting.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cookbook.LocalHosting.Orchestration;

/// <summary>What every resource's runner works with.</summary>
internal sealed record RunnerServices(
    DistributedApplicationModel Model,
    ResourceNotificationService Notifications,
    HealthCheckService Health,
    StartupFailure Failure,
    ResourceConsole Console,
    Programs Programs,
    LocalStorage Storage,
    TimeProvider Time)
{
    /// <summary>The exit codes, besides 0, that somebody waits for.</summary>
    public IEnumerable<int> ExpectedExitCodes(IResource resource) => Model.Resources
        .SelectMany(other => other.Annotations.OfType<WaitAnnotation>())
        .Where(wait => wait.Resource == resource && wait.WaitType == WaitType.WaitForCompletion)
        .Select(wait => wait.ExitCode);
}
