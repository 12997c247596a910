using System.Collections.Concurrent;
using System.Diagnostics;

namespace Cookbook.Benchmarks.Soak;

/// <summary>How much memory a process had at a time.</summary>
/// <param name="At">Since the run began.</param>
/// <param name="Replica">Which.</param>
/// <param name="Process">The operating system's number.</param>
/// <param name="Bytes">Resident: what the operating system has given it, shared libraries included.</param>
internal readonly record struct MemorySample(TimeSpan At, int Replica, int Process, long Bytes);

/// <summary>Looks at the replicas' memory, about 240 times in a run.</summary>
internal sealed class MemoryWatch(SoakSystem system, SoakOptions options)
{
    private readonly ConcurrentQueue<MemorySample> _samples = new();

    public MemorySample[] Samples => [.. _samples];

    /// <summary>Looks until it is cancelled.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var pause = TimeSpan.FromSeconds(Math.Max(0.5, options.Length.TotalSeconds / 240));
        try
        {
            while (true)
            {
                for (var replica = 0; replica < system.Replicas.Length; replica++)
                {
                    Look(replica, Stopwatch.GetElapsedTime(began));
                }

                await Task.Delay(pause, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    private void Look(int replica, TimeSpan at)
    {
        if (system.ProcessOf(replica) is not { } id)
        {
            return;
        }

        try
        {
            using var process = Process.GetProcessById(id);
            _samples.Enqueue(new MemorySample(at, replica, id, process.WorkingSet64));
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // It has just been killed.
        }
    }
}
