using Cookbook.Caching.Schema;

namespace Cookbook.Caching.Tokens;

/// <summary>
/// All tokens, unchangeable. A change makes a new snapshot that shares what did not change: 257 chunks of 256 tokens, half a megabyte
/// in all, 4 KB a change.
/// </summary>
internal sealed class TokenSnapshot : TokenView
{
    private const int ChunkBits = 8;
    private const int ChunkSize = 1 << ChunkBits;

    /// <summary>A token of the sequence is 1 or more.</summary>
    private const long Missing = 0;

    private readonly long[][] _chunks;

    private TokenSnapshot(long[][] chunks, long version)
    {
        _chunks = chunks;
        Version = version;
    }

    /// <summary>Counts the snapshots of this process: what was valid at a version needs no second look before the next.</summary>
    public long Version { get; }

    public override long? this[int slot] => At(slot) is var token && token == Missing ? null : token;

    public static TokenSnapshot Of(IEnumerable<SlotToken> tokens, long version)
    {
        var chunks = new long[(TokenSchema.Slots >> ChunkBits) + 1][];
        for (var i = 0; i < chunks.Length; i++)
        {
            chunks[i] = new long[ChunkSize];
        }

        foreach (var (slot, token) in tokens)
        {
            chunks[(slot + 1) >> ChunkBits][(slot + 1) & (ChunkSize - 1)] = token;
        }

        return new TokenSnapshot(chunks, version);
    }

    /// <summary>
    /// With the changes that are later than what is here. Within a slot a larger token is a later one, so a notification that comes
    /// late, twice or out of order moves nothing back. This snapshot itself if nothing is new.
    /// </summary>
    public TokenSnapshot With(IEnumerable<SlotToken> changes)
    {
        long[][]? chunks = null;
        foreach (var (slot, token) in changes)
        {
            var (chunk, index) = ((slot + 1) >> ChunkBits, (slot + 1) & (ChunkSize - 1));
            if (token <= (chunks ?? _chunks)[chunk][index])
            {
                continue;
            }

            chunks ??= [.. _chunks];
            if (ReferenceEquals(chunks[chunk], _chunks[chunk]))
            {
                chunks[chunk] = [.. _chunks[chunk]];
            }

            chunks[chunk][index] = token;
        }

        return chunks is null ? this : new TokenSnapshot(chunks, Version + 1);
    }

    private long At(int slot) => _chunks[(slot + 1) >> ChunkBits][(slot + 1) & (ChunkSize - 1)];
}
