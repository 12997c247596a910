using Cookbook.Caching.Schema;
using Cookbook.Caching.Tokens;

namespace Cookbook.Caching;

/// <summary>
/// Makes pages stale by hand, on every replica. What is written to the database needs no such call: its triggers do the same. Redis is
/// not asked, so it need not be there.
/// </summary>
public sealed class OutputCachePurge
{
    private readonly TokenTable _table;
    private readonly TokenListener _listener;

    internal OutputCachePurge(TokenTable table, TokenListener listener) => (_table, _listener) = (table, listener);

    /// <summary>Every page. Returns when this process knows of it; the others do a few milliseconds later.</summary>
    /// <exception cref="System.Data.Common.DbException">Postgres does not answer; nothing has become stale.</exception>
    public Task EverythingAsync(CancellationToken cancellationToken) => TouchAsync([TokenSchema.All], cancellationToken);

    /// <summary>
    /// The pages that carry one of the tags; every page if the tags have more than <see cref="TokenSchema.MostSlotsAtOnce"/> slots: the
    /// first of them say so, the rest is not looked at. Returns when this process knows of it.
    /// </summary>
    /// <exception cref="System.Data.Common.DbException">Postgres does not answer; nothing has become stale.</exception>
    public Task TagsAsync(IEnumerable<string> tags, CancellationToken cancellationToken) =>
        TouchAsync([.. tags.Select(TokenSchema.SlotOf).Distinct().Take(TokenSchema.MostSlotsAtOnce + 1)], cancellationToken);

    private async Task TouchAsync(int[] slots, CancellationToken cancellationToken)
    {
        await _table.TouchAsync(slots, cancellationToken);
        await _listener.CatchUpAsync();
    }
}
