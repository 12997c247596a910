using System.Collections.Concurrent;
using System.Diagnostics;

namespace Cookbook.Benchmarks.Memory;

/// <summary>Looks at the memory of sites, about 240 times in a run.</summary>
/// <param name="processOf">The process of the site with this number; null while there is none.</param>
/// <param name="sites">How many.</param>
/// <param name="length">Of the run.</param>
internal sealed class MemoryWatch(Func<int, int?> processOf, int sites, TimeSpan length)
{
    private readonly ConcurrentQueue<MemorySample> _samples = new();

    public MemorySample[] Samples => [.. _samples];

    /// <summary>Looks until it is cancelled.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var pause = TimeSpan.FromSeconds(Math.Max(0.5, length.TotalSeconds / 240));
        try
        {
            while (true)
            {
                for (var site = 0; site < sites; site++)
                {
                    Look(site, Stopwatch.GetElapsedTime(began));
                }

                await Task.Delay(pause, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    private void Look(int site, TimeSpan at)
    {
        if (processOf(site) is not { } id)
        {
            return;
        }

        try
        {
            using var process = Process.GetProcessById(id);
            _samples.Enqueue(new MemorySample(at, site, id, process.WorkingSet64));
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // It has just been killed.
        }
    }
}
