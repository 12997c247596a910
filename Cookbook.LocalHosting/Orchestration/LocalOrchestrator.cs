using Aspire.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Cookbook.LocalHosting.Orchestration;

/// <summary>Starts every resource, each after those that it waits for, and stops them in the reverse order.</summary>
internal sealed class LocalOrchestrator(
    DistributedApplicationModel model,
    RunnerServices services,
    IConfiguration configuration,
    IHostEnvironment environment,
    IOptions<HealthCheckServiceOptions> healthChecks,
    IEnumerable<AnnouncedAddress> announced)
    : IHostedService, IAsyncDisposable
{
    private readonly Dictionary<IResource, ResourceRunner> _runners = model.Resources.ToDictionary(resource => resource, resource => new ResourceRunner(resource, services));
    private readonly long _began = services.Time.GetTimestamp();
    private readonly CancellationTokenSource _stopping = new();
    private Task? _announcement;
    private bool _disposed;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Dependencies.CheckForCircles(model.Resources);
        CheckHealthChecks();
        EndpointAllocation.Allocate(model.Resources, randomPorts: configuration.GetValue<bool>("DcpPublisher:RandomizePorts"));
        foreach (var runner in _runners.Values)
        {
            LifecycleCommands.AddTo(runner);
        }

        foreach (var runner in _runners.Values)
        {
            runner.Start();
        }

        _announcement = new StartupAnnouncement(_runners.Values, announced, services.Console, services.Time, _began, environment.ContentRootPath).RunAsync(_stopping.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_announcement is null)
        {
            // It never began: the description was wrong.
            return;
        }

        await _stopping.CancelAsync();
        var stops = new Dictionary<IResource, Task>();
        await Task.WhenAll(model.Resources.Select(Stop));
        await _announcement;

        // All of those that need the resource come first.
        Task Stop(IResource resource)
        {
            if (!stops.TryGetValue(resource, out var stop))
            {
                var dependents = model.Resources.Where(other => Dependencies.Of(other).Contains(resource)).Select(Stop).ToArray();
                stops[resource] = stop = StopAfterAsync(dependents, _runners[resource]);
            }

            return stop;
        }

        static async Task StopAfterAsync(Task[] dependents, ResourceRunner runner)
        {
            await Task.WhenAll(dependents);
            await runner.Runs.EndAsync();
        }
    }

    /// <summary>A check that nobody has registered could never fail.</summary>
    private void CheckHealthChecks()
    {
        var known = healthChecks.Value.Registrations.Select(check => check.Name).ToHashSet();
        foreach (var resource in model.Resources)
        {
            foreach (var check in resource.Annotations.OfType<HealthCheckAnnotation>().Where(check => !known.Contains(check.Key)))
            {
                throw new DistributedApplicationException(
                    $"{resource.Name} could not start: its health check '{check.Key}' is not registered: add it with builder.Services.AddHealthChecks().");
            }
        }
    }

    /// <summary>Called twice by the container, which knows the orchestrator as a service and as a hosted service.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await StopAsync(CancellationToken.None);
        foreach (var runner in _runners.Values)
        {
            runner.Dispose();
        }

        _stopping.Dispose();
    }
}
