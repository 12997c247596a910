using System.Diagnostics;

namespace Cookbook.Benchmarks.Soak;

/// <summary>
/// The writer's log: which version of each recipe was begun, which was acknowledged and when, and what each replica has to know because it
/// has answered a write itself. Versions of one recipe are written one after the other.
/// </summary>
internal sealed class WriteLog(int recipes, int replicas)
{
    private readonly Lock _lock = new();
    private readonly int[] _begun = new int[recipes];
    private readonly List<(int Version, long At)>[] _acknowledged = [.. Enumerable.Range(0, recipes).Select(_ => new List<(int, long)>())];
    private readonly int[][] _known = [.. Enumerable.Range(0, replicas).Select(_ => new int[recipes])];

    /// <summary>A new version, which may or may not come to be.</summary>
    public int Begin(int recipe)
    {
        lock (_lock)
        {
            return ++_begun[recipe];
        }
    }

    /// <summary>It is certain to be stored.</summary>
    /// <param name="recipe">Which.</param>
    /// <param name="version">What <see cref="Begin"/> gave.</param>
    /// <param name="at">When that was said: a time stamp of <see cref="Stopwatch"/>.</param>
    public void Acknowledge(int recipe, int version, long at)
    {
        lock (_lock)
        {
            _acknowledged[recipe].Add((version, at));
        }
    }

    /// <summary>The newest of each recipe that was acknowledged.</summary>
    public int[] Acknowledged()
    {
        lock (_lock)
        {
            return [.. _acknowledged.Select(writes => writes.Count == 0 ? 0 : writes[^1].Version)];
        }
    }

    /// <summary>The replica has answered a write that was sent when these had been acknowledged: from now on it knows them.</summary>
    public void Fence(int replica, int[] acknowledged)
    {
        lock (_lock)
        {
            for (var i = 0; i < recipes; i++)
            {
                _known[replica][i] = Math.Max(_known[replica][i], acknowledged[i]);
            }
        }
    }

    /// <summary>The oldest version of each recipe that this replica may show from now on.</summary>
    public int[] Known(int replica)
    {
        lock (_lock)
        {
            return [.. _known[replica]];
        }
    }

    public int Begun(int recipe)
    {
        lock (_lock)
        {
            return _begun[recipe];
        }
    }

    /// <summary>How long before that moment a newer version was acknowledged for the first time; null if none was.</summary>
    public TimeSpan? Overtaken(int recipe, int version, long moment)
    {
        lock (_lock)
        {
            var writes = _acknowledged[recipe];
            var first = writes.Count;
            while (first > 0 && writes[first - 1].Version > version)
            {
                first--;
            }

            return first == writes.Count || writes[first].At >= moment ? null : Stopwatch.GetElapsedTime(writes[first].At, moment);
        }
    }
}
