using Aspire.Hosting;

namespace Cookbook.LocalHosting.Orchestration;

/// <summary>The runs of a resource, one after the other. Its commands begin and stop them, one command at a time.</summary>
/// <param name="name">The resource's name.</param>
/// <param name="run">One run, which ends when it is cancelled, and throws nothing.</param>
/// <param name="onStop">Called when a run is about to be stopped.</param>
internal sealed class ResourceRuns(string name, Func<CancellationToken, Task> run, Action onStop) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private CancellationTokenSource _life = new();
    private Task _run = Task.CompletedTask;
    private volatile bool _stopping;
    private bool _over;

    /// <summary>The run's end was asked for.</summary>
    public bool IsStopping => _stopping;

    /// <exception cref="DistributedApplicationException">The application is ending.</exception>
    public Task StartAsync(CancellationToken cancellationToken) => InTurnAsync(
        () =>
        {
            Begin();
            return Task.CompletedTask;
        },
        cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => InTurnAsync(StopRunAsync, cancellationToken);

    /// <exception cref="DistributedApplicationException">The application is ending.</exception>
    public Task RestartAsync(CancellationToken cancellationToken) => InTurnAsync(
        async () =>
        {
            await StopRunAsync();
            Begin();
        },
        cancellationToken);

    /// <summary>The resource's part of the application's end: the run stops, and none begins any more.</summary>
    public Task EndAsync() => InTurnAsync(
        () =>
        {
            _over = true;
            return StopRunAsync();
        },
        CancellationToken.None);

    /// <summary>Begins a run, unless there is one.</summary>
    /// <exception cref="DistributedApplicationException">The application is ending.</exception>
    public void Begin()
    {
        if (_over)
        {
            throw new DistributedApplicationException($"{name} does not start again: the application is ending.");
        }

        if (_run.IsCompleted)
        {
            _stopping = false;
            _life.Dispose();
            _life = new CancellationTokenSource();
            _run = run(_life.Token);
        }
    }

    public void Dispose()
    {
        _life.Dispose();
        _turn.Dispose();
    }

    private async Task StopRunAsync()
    {
        _stopping = true;
        onStop();
        await _life.CancelAsync();
        await _run;
    }

    private async Task InTurnAsync(Func<Task> command, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await command();
        }
        finally
        {
            _turn.Release();
        }
    }
}
