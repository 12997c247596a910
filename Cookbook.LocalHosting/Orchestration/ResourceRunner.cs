using System.ComponentModel;
using Aspire.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cookbook.LocalHosting.Orchestration;

/// <summary>The life of one resource: it waits, starts, becomes healthy, ends; and again, when its commands say so.</summary>
internal sealed class ResourceRunner : IDisposable
{
    private readonly IResource _resource;
    private readonly RunnerServices _services;
    private readonly ResourceState _state;
    private readonly TaskCompletionSource _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _commands = new(1);
    private CancellationTokenSource _life = new();
    private Task _run = Task.CompletedTask;
    private volatile bool _stopping;

    public ResourceRunner(IResource resource, RunnerServices services)
    {
        _resource = resource;
        _services = services;
        _state = new ResourceState(resource, services.Notifications, services.Time);
    }

    public IResource Resource => _resource;

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

        _run = RunAsync(_life.Token);
    }

    /// <summary>The resource's start command.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        await _commands.WaitAsync(cancellationToken);
        try
        {
            if (_run.IsCompleted)
            {
                _stopping = false;
                _life.Dispose();
                _life = new CancellationTokenSource();
                _run = RunAsync(_life.Token);
            }
        }
        finally
        {
            _commands.Release();
        }
    }

    /// <summary>The resource's stop command, and its part of the application's end.</summary>
    public async Task StopAsync()
    {
        await _commands.WaitAsync();
        try
        {
            _stopping = true;
            _state.Stops();
            await _life.CancelAsync();
            await _run;
        }
        finally
        {
            _commands.Release();
        }
    }

    public void Dispose()
    {
        _life.Dispose();
        _commands.Dispose();
    }

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
            var reason = exception is DistributedApplicationException or Win32Exception ? exception.Message : exception.ToString();
            _services.Failure.Report($"{_resource.Name} could not start: {reason}");
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

    /// <summary>Judges the end of a process. Before the system is up, an end that nobody expects ends the whole start.</summary>
    private string? Ended(int replica, int exitCode, string lastLines)
    {
        if (exitCode == 0 || _services.ExpectedExitCodes(_resource).Contains(exitCode))
        {
            _up.TrySetResult();
            return null;
        }

        if (_stopping)
        {
            return null;
        }

        var wasUp = _up.Task.IsCompleted;
        var reason = $"it ended with exit code {exitCode}{(wasUp || IsAwaitedToEnd ? "" : " before it was healthy")}."
            + (lastLines.Length > 0 ? $" Its last words:{Environment.NewLine}{lastLines}" : "");
        if (wasUp)
        {
            _services.Console.Write(_resource, $"ended with exit code {exitCode}");
        }
        else
        {
            _services.Failure.Report($"{_state.Ids[replica]} failed: {reason}");
        }

        return reason;
    }
}
