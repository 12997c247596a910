using Cookbook.LocalHosting.Processes;

namespace Cookbook.LocalHosting.Orchestration;

/// <summary>The processes of a resource, one for each replica, with a proxy before several.</summary>
internal sealed class ResourceProcesses(IResource resource, RunnerServices services, ResourceState state)
{
    /// <summary>A server flushes and a site answers what it has begun; then it is made to end.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(15);

    private ReplicaProxy? _proxy;

    /// <summary>Starts the processes and returns when all have ended. Cancelled, it stops them first.</summary>
    /// <param name="process">How the resource becomes a process.</param>
    /// <param name="whileRunning">Runs beside the processes.</param>
    /// <param name="onEnd">Told of each end: the replica, its exit code, its last words. Returns the reason, if the end is a failure.</param>
    /// <param name="cancellationToken">Stops them.</param>
    public async Task RunAsync(
        ProcessAnnotation process, Func<CancellationToken, Task> whileRunning, Func<int, int, string, string?> onEnd, CancellationToken cancellationToken)
    {
        var children = new List<ChildProcess>();
        var ends = new List<Task>();
        try
        {
            // Before the replicas, so that it learns of each one's end.
            if (state.Ids.Length > 1)
            {
                _proxy = await ReplicaProxy.StartAsync(resource, cancellationToken);
            }

            for (var replica = 0; replica < state.Ids.Length; replica++)
            {
                var (child, spec) = await StartAsync(process, replica, cancellationToken);
                children.Add(child);
                state.Runs(replica, child, spec);
                ends.Add(ObserveEndAsync(child, replica, onEnd));
            }

            using var running = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var beside = whileRunning(running.Token);
            await Task.WhenAll(ends).WaitAsync(cancellationToken);
            await running.CancelAsync();
            await beside.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            // The resource is stopped, or only some of its replicas could be started: none must stay behind.
            await Task.WhenAll(children.Select(child => child.StopAsync(StopPatience)));
            await Task.WhenAll(ends);
            if (_proxy is not null)
            {
                await _proxy.DisposeAsync();
                _proxy = null;
            }

            children.ForEach(child => child.Dispose());
        }
    }

    private async Task<(ChildProcess Child, ProcessSpec Spec)> StartAsync(ProcessAnnotation process, int replica, CancellationToken cancellationToken)
    {
        var context = new LaunchContext(
            replica, services.Programs, services.Storage, services.Console.WantsColours, line => services.Console.Write(resource, state.Ids[replica], line));
        var spec = await process.Prepare(context, cancellationToken);
        spec = await ProcessEnvironment.ApplyAsync(resource, spec, cancellationToken);
        return (await ChildProcess.StartAsync(spec, context.Say), spec);
    }

    private async Task ObserveEndAsync(ChildProcess child, int replica, Func<int, int, string, string?> onEnd)
    {
        var exitCode = await child.Exited;
        _proxy?.Remove(replica);
        state.Ended(replica, exitCode, onEnd(replica, exitCode, EscapeSequences.Strip(child.LastLines)));
    }
}
