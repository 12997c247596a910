namespace Cookbook.Caching.Resilience;

/// <summary>
/// A server may be away, or hang; the pages may not. A command gets a budget; after a failure the server is left alone for a pause, then
/// one command tries again while the others do without.
/// </summary>
/// <remarks>
/// Own code, because what there is does not fit: StackExchange.Redis sweeps its time-outs once a second, so each request to a hung server
/// would lose about that; Polly's circuit breaker opens after the second failure at the earliest, and each failure costs a visitor the
/// whole budget.
/// </remarks>
internal sealed class Circuit(TimeSpan budget, TimeSpan pause, TimeProvider time)
{
    /// <summary>The timestamp at which the server is tried again; 0 while it works.</summary>
    private long _retryAt;

    /// <summary>Called with the first failure.</summary>
    public Action<Exception>? Opened { get; init; }

    /// <summary>Called with the first success after that.</summary>
    public Action? Closed { get; init; }

    public bool IsOpen => Interlocked.Read(ref _retryAt) != 0;

    /// <summary>What <paramref name="command"/> answers; <paramref name="otherwise"/> if it was not tried, or failed.</summary>
    /// <exception cref="OperationCanceledException">Whoever asked has gone away; that is no failure of the server.</exception>
    public async Task<T> TryAsync<T>(Func<Task<T>> command, T otherwise, CancellationToken cancellationToken = default)
    {
        if (!MayTry())
        {
            return otherwise;
        }

        try
        {
            var answer = await command().WaitAsync(budget, time, cancellationToken);
            Succeeded();
            return answer;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // A connection that breaks in the middle of a command surfaces as whatever the client was doing.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Failed(exception);
            return otherwise;
        }
    }

    /// <summary>After the pause, whoever moves the time on is the one who tries.</summary>
    private bool MayTry()
    {
        var retryAt = Interlocked.Read(ref _retryAt);
        var now = time.GetTimestamp();
        return retryAt == 0 || (now >= retryAt && Interlocked.CompareExchange(ref _retryAt, After(now), retryAt) == retryAt);
    }

    private void Failed(Exception exception)
    {
        if (Interlocked.Exchange(ref _retryAt, After(time.GetTimestamp())) == 0)
        {
            Opened?.Invoke(exception);
        }
    }

    private void Succeeded()
    {
        if (Interlocked.Read(ref _retryAt) != 0 && Interlocked.Exchange(ref _retryAt, 0) != 0)
        {
            Closed?.Invoke();
        }
    }

    private long After(long now) => now + (long)(pause.TotalSeconds * time.TimestampFrequency);
}
