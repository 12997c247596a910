using System.Diagnostics;

namespace Cookbook.Benchmarks.Soak;

/// <summary>When something was away.</summary>
internal sealed class Outage
{
    private readonly Lock _lock = new();
    private bool _isNow;
    private long _ended = long.MinValue;

    public void Begin()
    {
        lock (_lock)
        {
            _isNow = true;
        }
    }

    public void End()
    {
        lock (_lock)
        {
            (_isNow, _ended) = (false, Stopwatch.GetTimestamp());
        }
    }

    /// <summary>True if it was away at some time since then, or is.</summary>
    /// <param name="began">A time stamp of <see cref="Stopwatch"/>.</param>
    public bool Touches(long began)
    {
        lock (_lock)
        {
            return _isNow || began <= _ended;
        }
    }
}
