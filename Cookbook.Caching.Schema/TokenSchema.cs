using System.Security.Cryptography;
using System.Text;

namespace Cookbook.Caching.Schema;

/// <summary>
/// What the database and the cache agree on: the table <c>cache_token</c> (slot, token), the sequence that its tokens come from, the
/// function that changes them, and the channel on which Postgres tells of a change when it commits.
/// </summary>
public static class TokenSchema
{
    /// <summary>The number of slots. Every tag hashes to one; two tags in the same slot cost a render too many, never a stale page.</summary>
    public const int Slots = 65_536;

    /// <summary>The slot that stands for everything: changing its token makes every page stale.</summary>
    public const int All = -1;

    /// <summary>Of slot (integer, primary key), token (bigint) and the transaction that changed it last (xid8).</summary>
    public const string Table = "cache_token";

    /// <summary>
    /// Payloads are <c>slot:token</c> pairs parted by spaces, sent by the transaction that changed them and delivered when it commits.
    /// </summary>
    public const string Channel = "cache_token";

    /// <summary>The function (slots integer[]) that gives each slot a new token.</summary>
    public const string Touch = "cache_touch";

    /// <summary>More slots than this in one statement change <see cref="All"/> instead.</summary>
    public const int MostSlotsAtOnce = 1_000;

    /// <summary>The first two bytes of the SHA-256 of the tag's UTF-8; the database's function <c>cache_slot</c> says the same.</summary>
    public static int SlotOf(string tag)
    {
        ArgumentException.ThrowIfNullOrEmpty(tag);

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(tag), hash);
        return (hash[0] << 8) | hash[1];
    }
}
