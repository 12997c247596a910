using System.Globalization;
using Aspire.Hosting;

namespace Cookbook.Benchmarks;

internal static class RunningProcess
{
    /// <summary>The operating system's number of a resource's process; null while there is none.</summary>
    public static int? Of(DistributedApplication application, string resource) =>
        application.ResourceNotifications.TryGetCurrentState(resource, out var state)
        && state.Snapshot.StopTimeStamp is null
        && state.Snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value is { } id
            ? Convert.ToInt32(id, CultureInfo.InvariantCulture)
            : null;
}
