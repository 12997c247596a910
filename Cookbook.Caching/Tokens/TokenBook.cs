namespace Cookbook.Caching.Tokens;

/// <summary>
/// What this process knows of the tokens. It is sure of them while it hears of every change; from the moment that the line to Postgres
/// is lost until all have been read again, it is not, and says so.
/// </summary>
internal sealed class TokenBook
{
    private readonly Lock _lock = new();
    private long _version;
    private long _doubts;
    private volatile TokenSnapshot? _sure;

    /// <summary>Null while this process is not sure.</summary>
    public TokenSnapshot? Sure => _sure;

    /// <summary>How often it has been doubted.</summary>
    public long Doubts
    {
        get
        {
            lock (_lock)
            {
                return _doubts;
            }
        }
    }

    /// <summary>From a notification; ignored while unsure, for all will be read.</summary>
    public void Apply(IReadOnlyCollection<SlotToken> changes)
    {
        lock (_lock)
        {
            if (_sure is not null)
            {
                _sure = _sure.With(changes);
                _version = _sure.Version;
            }
        }
    }

    /// <summary>From a reading of the whole table, begun after the line was there, and what was heard while it was read.</summary>
    /// <param name="all">What was read.</param>
    /// <param name="heard">What was heard.</param>
    /// <param name="doubts">What <see cref="Doubts"/> was before; if there are more by now, the reading counts for nothing.</param>
    public void Replace(IEnumerable<SlotToken> all, IEnumerable<SlotToken> heard, long? doubts = null)
    {
        lock (_lock)
        {
            if (doubts is not null && doubts != _doubts)
            {
                return;
            }

            _version++;
            _sure = TokenSnapshot.Of(all, _version).With(heard);
            _version = _sure.Version;
        }
    }

    /// <summary>The line is lost, or something was not heard.</summary>
    public void Doubt()
    {
        lock (_lock)
        {
            _sure = null;
            _doubts++;
        }
    }
}
