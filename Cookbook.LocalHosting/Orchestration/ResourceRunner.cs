using System.Collections.Immutable;
using System.ComponentModel;
using System.Globalization;
using Aspire.Hosting;
using Cookbook.LocalHosting.Processes;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cookbook.LocalHosting.Orchestration;

/// <summary>The life of one resource: it waits, starts, becomes healthy, ends; and again, when its commands say so.</summary>
internal sealed class ResourceRunner(IResource resource, RunnerServices services) : IDisposable
{
    /// <summary>A server flushes and a site answers what it has begun; then it is made to end.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(15);

    private readonly ImmutableArray<string> _ids = ResourceIds(resource);
    private readonly TaskCompletionSource _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _commands = new(1);
    private CancellationTokenSource _life = new();
    private Task _run = Task.CompletedTask;
    private ReplicaProxy? _proxy;
    private volatile bool _stopping;

    /// <summary>Completes when the resource has done its part for the system to be up: it is healthy, or has ended as it should.</summary>
    public Task Up => _up.Task;

    /// <summary>Why <see cref="Up"/> has not completed.</summary>
    public string? Holdup { get; private set; }

    public IResource Resource => resource;

    /// <summary>Its part is done when it has ended, not while it runs.</summary>
    private bool IsAwaitedToEnd => services.ExpectedExitCodes(resource).Any();

    public void Start()
    {
        if (resource.TryGetLastAnnotation<ExplicitStartupAnnotation>(out _))
        {
            _up.TrySetResult();
            Publish(snapshot => snapshot with { State = KnownResourceStates.NotStarted });
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
            Publish(snapshot => snapshot.State?.Text == KnownResourceStates.Running
                ? snapshot with { State = KnownResourceStates.Stopping, HealthStatus = null }
                : snapshot);
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
            Publish(snapshot => snapshot with { State = KnownResourceStates.Waiting, HealthStatus = null, ExitCode = null, Reason = null });
            await Dependencies.WaitAsync(resource, services.Notifications, why => Holdup = why, life);

            Holdup = "is starting";
            Publish(snapshot => snapshot with { State = KnownResourceStates.Starting });
            if (resource.TryGetLastAnnotation<ParentHealthyAnnotation>(out var prepare))
            {
                await prepare.Prepare(life);
            }

            if (resource.TryGetLastAnnotation<ProcessAnnotation>(out var process))
            {
                await RunProcessesAsync(process, life);
            }
            else
            {
                Publish(snapshot => snapshot with { State = KnownResourceStates.Running });
                await WatchHealthAsync(life);
            }
        }
        catch (OperationCanceledException) when (life.IsCancellationRequested)
        {
            Publish(snapshot => snapshot with { State = snapshot.ExitCode is null ? KnownResourceStates.Exited : snapshot.State, HealthStatus = null });
        }
        catch (Exception exception)
        {
            // Whatever kept the resource from starting is the user's to read, under the resource's name; what no one expected, in full.
            Fail(exception is DistributedApplicationException or Win32Exception ? exception.Message : exception.ToString());
        }
    }

    private async Task RunProcessesAsync(ProcessAnnotation annotation, CancellationToken life)
    {
        var replicas = new List<ChildProcess>(_ids.Length);
        var ends = new List<Task>(_ids.Length);
        try
        {
            for (var replica = 0; replica < _ids.Length; replica++)
            {
                var context = new LaunchContext(
                    replica, services.Programs, services.Storage, services.Console.IsTerminal, line => services.Console.Write(resource, line));
                var spec = await ProcessEnvironment.ApplyAsync(resource, await annotation.Prepare(context, life), life);
                var child = await ChildProcess.StartAsync(spec, context.Say);
                replicas.Add(child);
                PublishStarted(replica, child, spec);
                ends.Add(ObserveEndAsync(child, replica));
            }

            if (replicas.Count > 1)
            {
                _proxy = await ReplicaProxy.StartAsync(resource, life);
            }

            using var health = CancellationTokenSource.CreateLinkedTokenSource(life);
            var watch = WatchHealthAsync(health.Token);
            await Task.WhenAll(ends).WaitAsync(life);
            await health.CancelAsync();
            await watch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            // The resource is stopped, or only some of its replicas could be started: none must stay behind.
            await Task.WhenAll(replicas.Select(child => child.StopAsync(StopPatience)));
            await Task.WhenAll(ends);
            if (_proxy is not null)
            {
                await _proxy.DisposeAsync();
                _proxy = null;
            }

            replicas.ForEach(child => child.Dispose());
        }
    }

    private async Task ObserveEndAsync(ChildProcess child, int replica)
    {
        var exitCode = await child.Exited;
        _proxy?.Remove(replica);
        var expected = exitCode == 0 || services.ExpectedExitCodes(resource).Contains(exitCode);
        string? reason = null;
        if (!expected && !_stopping)
        {
            reason = $"it ended with exit code {exitCode}{(_up.Task.IsCompleted || IsAwaitedToEnd ? "" : " before it was healthy")}.";
            if (child.LastLines is { Length: > 0 } lines)
            {
                reason += $" Its last words:{Environment.NewLine}{lines}";
            }

            if (_up.Task.IsCompleted)
            {
                services.Console.Write(resource, $"ended with exit code {exitCode}");
            }
            else
            {
                services.Failure.Report($"{_ids[replica]} failed: {reason}");
            }
        }

        await services.Notifications.PublishUpdateAsync(resource, _ids[replica], snapshot => snapshot with
        {
            State = exitCode == 0 ? KnownResourceStates.Finished : KnownResourceStates.Exited,
            ExitCode = exitCode,
            HealthStatus = null,
            StopTimeStamp = services.Time.GetUtcNow().UtcDateTime,
            Reason = reason,
        });
        if (expected)
        {
            _up.TrySetResult();
        }
    }

    /// <summary>Asks soon at first, then each second until the resource is healthy, then every 30 seconds.</summary>
    private async Task WatchHealthAsync(CancellationToken life)
    {
        var keys = resource.Annotations.OfType<HealthCheckAnnotation>().Select(check => check.Key).ToHashSet();
        if (keys.Count == 0)
        {
            Publish(snapshot => snapshot with { HealthStatus = HealthStatus.Healthy });
            if (!IsAwaitedToEnd)
            {
                _up.TrySetResult();
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, services.Time, life);
        }

        var pause = TimeSpan.FromMilliseconds(50);
        while (true)
        {
            var report = await services.Health.CheckHealthAsync(check => keys.Contains(check.Name), life);
            life.ThrowIfCancellationRequested();
            var complaint = report.Entries.Values.FirstOrDefault(entry => entry.Status != HealthStatus.Healthy);
            Publish(snapshot => snapshot with
            {
                HealthStatus = report.Status,
                Reason = report.Status == HealthStatus.Healthy ? null : complaint.Description ?? complaint.Exception?.Message,
            });
            if (report.Status == HealthStatus.Healthy)
            {
                _up.TrySetResult();
                pause = TimeSpan.FromSeconds(30);
            }
            else
            {
                Holdup = $"is not healthy: {complaint.Description ?? complaint.Exception?.Message}";
                pause = pause < TimeSpan.FromSeconds(1) ? 2 * pause : TimeSpan.FromSeconds(1);
            }

            await Task.Delay(pause, services.Time, life);
        }
    }

    private void Fail(string message)
    {
        services.Failure.Report($"{resource.Name} could not start: {message}");
        Publish(snapshot => snapshot with { State = KnownResourceStates.FailedToStart, HealthStatus = null, Reason = message });
    }

    private void PublishStarted(int replica, ChildProcess child, ProcessSpec spec) =>
        services.Notifications.PublishUpdateAsync(resource, _ids[replica], snapshot => snapshot with
        {
            State = KnownResourceStates.Running,
            StartTimeStamp = services.Time.GetUtcNow().UtcDateTime,
            StopTimeStamp = null,
            EnvironmentVariables = [.. spec.Environment.Where(variable => variable.Value is not null)
                .Select(variable => new EnvironmentVariableSnapshot(variable.Key, variable.Value, IsFromSpec: true))],
            Properties =
            [
                new ResourcePropertySnapshot("executable.path", spec.FileName),
                new ResourcePropertySnapshot("executable.pid", child.Id),
            ],
            Urls = [.. ResourceUrls.Of(resource).Select(url => new UrlSnapshot(url.Endpoint?.EndpointName, url.Url, IsInternal: false) { DisplayText = url.DisplayText ?? "" })],
        });

    private void Publish(Func<CustomResourceSnapshot, CustomResourceSnapshot> change)
    {
        foreach (var id in _ids)
        {
            services.Notifications.PublishUpdateAsync(resource, id, change);
        }
    }

    private static ImmutableArray<string> ResourceIds(IResource resource)
    {
        var replicas = resource.GetReplicaCount();
        return replicas == 1
            ? [resource.Name]
            : [.. Enumerable.Range(1, replicas).Select(number => string.Create(CultureInfo.InvariantCulture, $"{resource.Name}-{number}"))];
    }
}
