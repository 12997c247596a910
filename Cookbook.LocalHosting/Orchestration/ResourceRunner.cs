using System.ComponentModel;
using Aspire.Hosting;
using Cookbook.LocalHosting.Processes;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cookbook.LocalHosting.Orchestration;

/// <summary>The life of one resource: it waits, starts, becomes healthy, ends; and again, when its commands say so.</summary>
internal sealed class ResourceRunner : IDisposable
{
    private readonly IResource _resource;
    private readonly RunnerServices _services;
    private readonly ResourceState _state;
    private readonly TaskCompletionSource _up = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ResourceRunner(IResource resource, RunnerServices services)
    {
        _resource = resource;
        _services = services;
        _state = new ResourceState(resource, services.Notifications, services.Time);
        Runs = new ResourceRuns(resource.Name, RunAsync, _state.Stops);
    }

    public IResource Resource => _resource;

    public ResourceRuns Runs { get; }

    /// <summary>Completes when the resource has done its part for the system to be up: it is healthy, or has ended as it should.</summary>
    public Task Up => _up.Task;

    /// <summary>What keeps <see cref="Up"/> from completing; follows on the resource's name.</summary>
    public string Holdup { get; private set; } = "is starting";

    /// <summary>Its part is done when it has ended, not while it runs.</summary>
    private bool IsAwaitedToEnd => _services.ExpectedExitCodes(_resource).Any();

    public void Start()
    {
        if (_resource.TryGetLastAnnotation<ExplicitStartupAnnotation>(out _))
        {
            _up.TrySetResult();
            _state.IsNotStarted();
            return;
        }

        Runs.Begin();
    }

    public void Dispose() => Runs.Dispose();

    private async Task RunAsync(CancellationToken life)
    {
        try
        {
            _state.Waits();
            await Dependencies.WaitAsync(_resource, _services.Notifications, why => Holdup = why, life);

            Holdup = "is starting";
            _state.Starts();
            if (_resource.TryGetLastAnnotation<ParentHealthyAnnotation>(out var prepare))
            {
                await prepare.Prepare(life);
            }

            if (_resource.TryGetLastAnnotation<ProcessAnnotation>(out var process))
            {
                await new ResourceProcesses(_resource, _services, _state).RunAsync(process, WatchHealthAsync, Ended, life);
            }
            else
            {
                _state.Runs();
                await WatchHealthAsync(life);
            }
        }
        catch (OperationCanceledException) when (life.IsCancellationRequested)
        {
            _state.Ended();
        }
        catch (Exception exception)
        {
            // Whatever kept the resource from starting is the user's to read, under the resource's name; what no one expected, in full.
            var reason = exception is DistributedApplicationException or Win32Exception or IOException or UnauthorizedAccessException
                ? exception.Message
                : exception.ToString();
            Tell($"{_resource.Name} could not start: {reason}");
            _state.Failed(reason);
        }
    }

    private Task WatchHealthAsync(CancellationToken life) => HealthWatch.RunAsync(
        _resource,
        _services,
        (status, complaint) =>
        {
            _state.HasHealth(status, complaint);
            if (status != HealthStatus.Healthy)
            {
                Holdup = $"is not healthy: {complaint}";
            }
            else if (!IsAwaitedToEnd)
            {
                _up.TrySetResult();
            }
        },
        life);

    /// <summary>Judges the end of a process: returns what is wrong with it, or null.</summary>
    private string? Ended(int replica, int exitCode, string lastLines)
    {
        if (Runs.IsStopping)
        {
            return null;
        }

        if (IsMeantToEnd(exitCode))
        {
            _up.TrySetResult();
            return null;
        }

        var when = _up.Task.IsCompleted || IsAwaitedToEnd ? "" : " before it was healthy";
        var headline = $"it ended with exit code {exitCode}{when}. {ErrorLine.In(lastLines)}".TrimEnd();
        var reason = lastLines.Length > 0 ? $"{headline} Its last words:{Environment.NewLine}{lastLines}" : headline;

        // The console has its last words already.
        Tell($"{_state.Ids[replica]} failed: {(_up.Task.IsCompleted ? headline : reason)}");
        return reason;
    }

    /// <summary>A server, which has an address, is there to stay, even if it ends without a complaint.</summary>
    private bool IsMeantToEnd(int exitCode) => _services.ExpectedExitCodes(_resource).Contains(exitCode)
        || (exitCode == 0 && (IsAwaitedToEnd || !_resource.Annotations.OfType<EndpointAnnotation>().Any()));

    /// <summary>Until the resource is up its failure ends the whole start; later the others go on without it.</summary>
    private void Tell(string failure)
    {
        if (_up.Task.IsCompleted)
        {
            _services.Console.Write(_resource, failure);
        }
        else
        {
            _services.Failure.Report(failure);
        }
    }
}
