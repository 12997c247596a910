using System.Collections.Concurrent;
using Cookbook.Caching.Schema;

namespace Cookbook.Caching.Tokens;

/// <summary>The slots of tags. The first some thousand are remembered: a hash for each tag of each request would be a good part of a hit.</summary>
internal static class TagSlots
{
    private const int MostRemembered = 10_000;

    private static readonly ConcurrentDictionary<string, int> Remembered = new(StringComparer.Ordinal);

    public static int Of(string tag)
    {
        if (Remembered.TryGetValue(tag, out var slot))
        {
            return slot;
        }

        slot = TokenSchema.SlotOf(tag);
        if (Remembered.Count < MostRemembered)
        {
            Remembered.TryAdd(tag, slot);
        }

        return slot;
    }
}
