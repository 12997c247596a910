namespace Cookbook.Caching.Resilience;

/// <summary>
/// More threads for the process's pool, for as long as Postgres is in doubt. A command that took too long is cancelled over another connection, and
/// Npgsql does not let the thread go until that is through (npgsql/npgsql#3277): a Postgres that hangs holds a thread for each. The pool makes
/// one or two new ones a second by itself, and until it has enough nothing is answered, not even out of memory.
/// </summary>
/// <param name="count">How many commands may be cancelled at once.</param>
internal sealed class SpareThreads(int count)
{
    /// <summary>The pool belongs to the whole process, in which there may be several sites.</summary>
    private static readonly Lock Pool = new();

    private bool _areThere;

    public void Add() => Set(true);

    public void Remove() => Set(false);

    private void Set(bool wanted)
    {
        lock (Pool)
        {
            if (wanted != _areThere)
            {
                _areThere = wanted;
                ThreadPool.GetMinThreads(out var workers, out var ports);
                ThreadPool.SetMinThreads(workers + (wanted ? count : -count), ports);
            }
        }
    }
}
