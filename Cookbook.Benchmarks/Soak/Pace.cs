using System.Diagnostics;

namespace Cookbook.Benchmarks.Soak;

/// <summary>Asks at a steady rate, whatever has been answered (an open loop): who has to wait because others are waited for is counted from when it was due.</summary>
internal static class Pace
{
    /// <summary>So many questions are open at most; the next then wait.</summary>
    private const int MostOpen = 2000;

    /// <summary>Returns when it was cancelled and the last question has been answered.</summary>
    public static async Task KeepAsync(int rate, Func<long, Task> askAsync, CancellationToken cancellationToken)
    {
        using var open = new SemaphoreSlim(MostOpen);
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        var began = Stopwatch.GetTimestamp();
        try
        {
            for (var asked = 0L; ; await ticks.WaitForNextTickAsync(cancellationToken))
            {
                for (; asked < Stopwatch.GetElapsedTime(began).TotalSeconds * rate; asked++)
                {
                    await open.WaitAsync(cancellationToken);
                    var due = began + (asked * Stopwatch.Frequency / rate);
                    _ = Task.Run(
                        async () =>
                        {
                            try
                            {
                                await askAsync(due);
                            }
                            finally
                            {
                                open.Release();
                            }
                        },
                        CancellationToken.None);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            for (var i = 0; i < MostOpen; i++)
            {
                await open.WaitAsync(CancellationToken.None);
            }
        }
    }
}
