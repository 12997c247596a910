namespace Cookbook.LocalHosting.Dashboard.Store;

/// <summary>Tells those who watch that something is new; what it is, they look up themselves.</summary>
internal sealed class Changes
{
    private TaskCompletionSource _next = New();

    /// <summary>Completes at the next change. Taken before one looks, it misses none.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Announce() => Interlocked.Exchange(ref _next, New()).SetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
