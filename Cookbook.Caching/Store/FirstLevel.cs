using System.Collections.Concurrent;

namespace Cookbook.Caching.Store;

/// <summary>
/// What this process keeps in its own memory, up to a number of bytes. A look is one read of a dictionary and takes no lock. What goes
/// when it is full is chosen by SIEVE (Zhang et al., NSDI 2024): a hand goes through the items from the oldest on; it takes the first
/// that nobody has looked at since it last came by.
/// </summary>
internal sealed class FirstLevel(long capacity)
{
    private readonly ConcurrentDictionary<string, Node> _nodes = new(StringComparer.Ordinal);
    private readonly LinkedList<Node> _newestFirst = [];
    private readonly Lock _lock = new();
    private LinkedListNode<Node>? _hand;
    private long _bytes;
    private long _evictions;

    public long Bytes => Interlocked.Read(ref _bytes);

    public long Evictions => Interlocked.Read(ref _evictions);

    public int Count => _nodes.Count;

    public long Capacity => capacity;

    /// <summary>All there is, as of now; being listed does not count as being looked at.</summary>
    public IEnumerable<(string Key, object Item)> Items => _nodes.Select(node => (node.Key, node.Value.Item));

    /// <summary>Without keeping it here any longer for that.</summary>
    public object? Peek(string key) => _nodes.TryGetValue(key, out var node) ? node.Item : null;

    public object? Find(string key)
    {
        if (!_nodes.TryGetValue(key, out var node))
        {
            return null;
        }

        if (!node.Visited)
        {
            node.Visited = true;
        }

        return node.Item;
    }

    /// <summary>Takes the place of what was there. What is larger than an eighth of the whole is not kept.</summary>
    public void Keep(string key, object item, int size)
    {
        var bytes = size + (2 * key.Length) + 128;
        if (bytes > capacity / 8)
        {
            if (capacity > 0)
            {
                Remove(key);
            }

            return;
        }

        lock (_lock)
        {
            if (_nodes.TryGetValue(key, out var node))
            {
                _bytes += bytes - node.Bytes;
                node.Bytes = bytes;
                node.Item = item;
            }
            else
            {
                node = new Node(key, item, bytes);
                node.Place = _newestFirst.AddFirst(node);
                _nodes[key] = node;
                _bytes += bytes;
            }

            while (_bytes > capacity)
            {
                Evict();
            }
        }
    }

    public void Remove(string key)
    {
        lock (_lock)
        {
            if (_nodes.TryGetValue(key, out var node))
            {
                Remove(node);
            }
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _nodes.Clear();
            _newestFirst.Clear();
            (_hand, _bytes) = (null, 0);
        }
    }

    private void Evict()
    {
        var place = _hand ?? _newestFirst.Last!;
        while (place.Value.Visited)
        {
            place.Value.Visited = false;
            place = place.Previous ?? _newestFirst.Last!;
        }

        _hand = place;
        Remove(place.Value);
        _evictions++;
    }

    private void Remove(Node node)
    {
        if (_hand == node.Place)
        {
            _hand = _hand.Previous;
        }

        _newestFirst.Remove(node.Place);
        _nodes.TryRemove(node.Key, out _);
        _bytes -= node.Bytes;
    }

    private sealed class Node(string key, object item, int bytes)
    {
        private volatile object _item = item;
        private volatile bool _visited;

        public string Key { get; } = key;

        public object Item
        {
            get => _item;
            set => _item = value;
        }

        public int Bytes { get; set; } = bytes;

        public bool Visited
        {
            get => _visited;
            set => _visited = value;
        }

        public LinkedListNode<Node> Place { get; set; } = null!;
    }
}
