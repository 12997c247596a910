namespace Cookbook.LocalHosting.Dashboard.Store.Metrics;

/// <summary>The latest of something, up to a bound. It takes the room that it needs, and begins with little: most series are short.</summary>
internal sealed class Ring<T>(int most)
    where T : struct
{
    private T[] _items = new T[4];
    private int _first;

    public int Count { get; private set; }

    /// <summary>For how many it has room now.</summary>
    public int Room => _items.Length;

    public ref T this[int index] => ref _items[(_first + index) % _items.Length];

    public ref T Newest => ref this[Count - 1];

    public bool IsFull => Count == most;

    /// <summary>It must not be full.</summary>
    public void Append(T item)
    {
        if (Count == _items.Length)
        {
            var items = new T[Math.Min(most, 2 * Count)];
            for (var i = 0; i < Count; i++)
            {
                items[i] = this[i];
            }

            (_items, _first) = (items, 0);
        }

        Count++;
        Newest = item;
    }

    public T TakeOldest()
    {
        var oldest = this[0];
        this[0] = default;
        _first = (_first + 1) % _items.Length;
        Count--;
        return oldest;
    }

    /// <summary>A copy of those from that index on.</summary>
    public T[] From(int index)
    {
        var items = new T[Count - index];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = this[index + i];
        }

        return items;
    }
}
