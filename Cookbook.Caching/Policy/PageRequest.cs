using Cookbook.Caching.Keys;
using Cookbook.Caching.Store;
using Cookbook.Caching.Tokens;

namespace Cookbook.Caching.Policy;

/// <summary>What the policies say of a request that may be answered from the cache.</summary>
/// <param name="Key">Which page.</param>
/// <param name="Tags">Those that are known from the policy and the route.</param>
/// <param name="Policy">The policy's name.</param>
internal sealed record PageRequest(PageKey Key, string[] Tags, string Policy)
{
    /// <summary>Of the tags, in ascending order. Worked out when they are asked for: a hit does without.</summary>
    public int[] Slots => field ??= Stamps.SlotsOf(Tags, Key.Slot);

    /// <summary>And those of a page that may be the answer, in no order; worked out when they are gone through.</summary>
    public IEnumerable<int> SlotsWith(CachedPage? page)
    {
        foreach (var slot in Slots)
        {
            yield return slot;
        }

        foreach (var slot in page?.Stamps.Slots ?? [])
        {
            yield return slot;
        }
    }
}
