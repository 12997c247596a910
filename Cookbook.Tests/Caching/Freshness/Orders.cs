namespace Cookbook.Tests.Caching.Freshness;

/// <summary>All orders in which steps can be taken.</summary>
internal static class Orders
{
    /// <param name="chains">Steps that follow each other in this order; those of different chains do so in any order.</param>
    /// <param name="commute">
    /// Whether two steps of different chains lead to the same state in either order. Of the orders that differ by nothing else, at least
    /// the one that sorts first is given: it has no two such neighbours the wrong way round.
    /// </param>
    /// <param name="after">What must have come before a step besides its own chain; null for nothing.</param>
    public static IEnumerable<string[]> Of(string[][] chains, Func<string, string, bool> commute, Func<string, string?> after)
    {
        return Continue([], new int[chains.Length]);

        IEnumerable<string[]> Continue(string[] taken, int[] next)
        {
            if (taken.Length == chains.Sum(chain => chain.Length))
            {
                yield return taken;
                yield break;
            }

            for (var i = 0; i < chains.Length; i++)
            {
                if (next[i] == chains[i].Length)
                {
                    continue;
                }

                var step = chains[i][next[i]];
                if ((after(step) is { } before && !taken.Contains(before))
                    || (taken.Length > 0 && string.CompareOrdinal(step, taken[^1]) < 0 && !chains[i].Contains(taken[^1]) && commute(step, taken[^1])
                        && after(step) != taken[^1]))
                {
                    continue;
                }

                int[] moved = [.. next];
                moved[i]++;
                foreach (var order in Continue([.. taken, step], moved))
                {
                    yield return order;
                }
            }
        }
    }
}
