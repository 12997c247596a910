using Cookbook.Caching.Resilience;
using Microsoft.Extensions.Options;

namespace Cookbook.Caching.Tokens;

/// <summary>
/// The tokens as of now: from this process's book while it is sure of it, else from Postgres, request by request. While Postgres does
/// not answer either, nobody knows.
/// </summary>
internal class CurrentTokens(TokenBook book, TokenTable table, IOptions<CoherentOutputCacheOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Circuit _postgres = new(options.Value.TokenBudget, Pause, time);

    /// <param name="slots">Those that matter; a view from Postgres knows no others.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Null if nobody knows.</returns>
    public virtual ValueTask<TokenView?> SeeAsync(IEnumerable<int> slots, CancellationToken cancellationToken) =>
        book.Sure is { } snapshot
            ? new ValueTask<TokenView?>(snapshot)
            : new ValueTask<TokenView?>(_postgres.TryAsync<TokenView?>(
                async () => new PartialTokens(await table.ReadAsync([.. slots.Distinct()], cancellationToken)), null, cancellationToken));
}
