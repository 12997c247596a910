using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Cookbook.Benchmarks.Soak;

/// <summary>Asks at a steady rate, whatever has been answered (an open loop): who has to wait because others are waited for is counted from when it was due.</summary>
internal static class Pace
{
    /// <summary>So many questions are open at most; the next then wait.</summary>
    private const int MostOpen = 2000;

    /// <summary>Returns when it was cancelled and the last question has been answered.</summary>
    /// <exception cref="Exception">What <paramref name="askAsync"/> threw first: then nobody knows what became of a question, and no more are asked.</exception>
    public static async Task KeepAsync(int rate, Func<long, Task> askAsync, CancellationToken cancellationToken)
    {
        using var open = new SemaphoreSlim(MostOpen);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ExceptionDispatchInfo? fault = null;
        var began = Stopwatch.GetTimestamp();
        try
        {
            for (var asked = 0L; ; await ticks.WaitForNextTickAsync(end.Token))
            {
                for (; asked < Stopwatch.GetElapsedTime(began).TotalSeconds * rate; asked++)
                {
                    await open.WaitAsync(end.Token);
                    var due = began + (asked * Stopwatch.Frequency / rate);
                    _ = Task.Run(() => AskAsync(due), CancellationToken.None);
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            for (var i = 0; i < MostOpen; i++)
            {
                await open.WaitAsync(CancellationToken.None);
            }
        }

        fault?.Throw();

        async Task AskAsync(long due)
        {
            try
            {
                await askAsync(due);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                Interlocked.CompareExchange(ref fault, ExceptionDispatchInfo.Capture(exception), null);
                await end.CancelAsync();
            }
            finally
            {
                open.Release();
            }
        }
    }
}
