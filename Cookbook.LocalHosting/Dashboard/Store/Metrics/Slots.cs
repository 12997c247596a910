namespace Cookbook.LocalHosting.Dashboard.Store.Metrics;

/// <summary>
/// A series' points: one for each five seconds, the latest of them, for an hour. Exports come each second, and nobody looks that closely.
/// </summary>
internal sealed class Slots<T>
    where T : struct, ISlot
{
    /// <summary>In nanoseconds.</summary>
    public const long Length = 5_000_000_000;

    /// <summary>In nanoseconds: how long a point is kept.</summary>
    public const long Kept = 3_600_000_000_000;

    /// <summary>One more than there are intervals in the hour.</summary>
    private const int Most = (int)(Kept / Length) + 1;

    private readonly Ring<T> _slots = new(Most);
    private bool _isOpen;

    /// <summary>In bytes.</summary>
    public int Weight { get; private set; }

    public int Room => _slots.Room;

    /// <summary>The newest, while its five seconds are not over; null when the next point begins one of its own.</summary>
    public T? Open(long time) => _isOpen && _slots.Count > 0 && _slots.Newest.Time / Length == time / Length ? _slots.Newest : null;

    public T? Newest => _slots.Count == 0 ? null : _slots.Newest;

    /// <summary>Puts it in the place of the newest if that is still open, and beside it otherwise.</summary>
    /// <param name="slot">The latest.</param>
    /// <param name="stays">No later point takes its place: what comes after is counted from here.</param>
    public void Put(T slot, bool stays = false)
    {
        if (Open(slot.Time) is { } open)
        {
            Weight += slot.Weight - open.Weight;
            _slots.Newest = slot;
        }
        else
        {
            while (_slots.Count > 0 && (_slots.IsFull || _slots[0].Time < slot.Time - Kept))
            {
                Weight -= _slots.TakeOldest().Weight;
            }

            _slots.Append(slot);
            Weight += slot.Weight;
        }

        _isOpen = !stays;
    }

    /// <summary>A copy of those since then, and of the one before them: what has grown has grown since that.</summary>
    public T[] Since(long time)
    {
        var first = _slots.Count;
        while (first > 0 && _slots[first - 1].Time >= time)
        {
            first--;
        }

        return first == _slots.Count ? [] : _slots.From(Math.Max(0, first - 1));
    }
}

internal interface ISlot
{
    /// <summary>Nanoseconds since 1970, in UTC.</summary>
    long Time { get; }

    /// <summary>In bytes, beside its place in the ring.</summary>
    int Weight { get; }
}

/// <summary>A value as it was at that time; of a counter, all that it has counted so far.</summary>
internal readonly record struct NumberSlot(long Time, double Value) : ISlot
{
    public int Weight => 0;
}

/// <summary>What has come since the slot before. Only the counts of a slot with values need room: most routes are asked for seldom.</summary>
/// <param name="Time">The end of the slot.</param>
/// <param name="Count">Of values.</param>
/// <param name="Sum">NaN if it is not known.</param>
/// <param name="Bounds">Shared by the slots of a series, as long as they are the same.</param>
/// <param name="Counts">Empty where there was no value.</param>
/// <param name="HasOwnBounds">It is the first with them.</param>
internal readonly record struct HistogramSlot(long Time, long Count, double Sum, double[] Bounds, uint[] Counts, bool HasOwnBounds) : ISlot
{
    public int Weight => (Counts.Length == 0 ? 0 : 24 + (4 * Counts.Length)) + (HasOwnBounds ? 24 + (8 * Bounds.Length) : 0);
}
