using Cookbook.Caching.Keys;

namespace Cookbook.Caching.Policy;

/// <summary>What the policies say of a request that may be answered from the cache.</summary>
/// <param name="Key">Which page.</param>
/// <param name="Slots">Those of the tags that are known from the policy and the route, in ascending order.</param>
/// <param name="Policy">The policy's name.</param>
internal sealed record PageRequest(PageKey Key, int[] Slots, string Policy);
