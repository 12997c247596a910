using Cookbook.Caching;
using Cookbook.Caching.Schema;
using Cookbook.Caching.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Cookbook.Tests.Caching.Freshness;

/// <summary>The cache with one safeguard taken out, for the tests that show that it is needed.</summary>
internal static class WrongTokens
{
    /// <summary>Each token is read at the moment when it is asked for: when a page is stamped, that is after it was read.</summary>
    public static void Late(IServiceCollection services) => services.Replace(ServiceDescriptor.Singleton<CurrentTokens, ReadLate>());

    /// <summary>What was last known is believed, although the line is lost.</summary>
    public static void Believed(IServiceCollection services) => services.Replace(ServiceDescriptor.Singleton<CurrentTokens, LastKnown>());

    /// <summary>Nobody who asks learns of a write: neither who looks for a page nor who would join a render.</summary>
    public static void Frozen(IServiceCollection services) => services.Replace(ServiceDescriptor.Singleton<CurrentTokens, FirstKnown>());

    /// <summary>All that the site knows, to be given to <see cref="TokenBook.Replace"/> later: the book has no other way back.</summary>
    public static List<SlotToken> All(NotesSite site) => site.Services.GetRequiredService<TokenBook>().Sure is { } sure
        ? [.. Enumerable.Range(TokenSchema.All, TokenSchema.Slots + 1).Select(slot => new SlotToken(slot, sure[slot]!.Value))]
        : throw new InvalidOperationException("The site is not sure.");

    private sealed class ReadLate(TokenBook book, TokenTable table, IOptions<CoherentOutputCacheOptions> options, TimeProvider time)
        : CurrentTokens(book, table, options, time)
    {
        private readonly TokenBook _book = book;

        public override ValueTask<TokenView?> SeeAsync(IEnumerable<int> slots, CancellationToken cancellationToken) => new(new View(_book));

        private sealed class View(TokenBook book) : TokenView
        {
            public override long? this[int slot] => book.Sure?[slot];
        }
    }

    private sealed class LastKnown(TokenBook book, TokenTable table, IOptions<CoherentOutputCacheOptions> options, TimeProvider time)
        : CurrentTokens(book, table, options, time)
    {
        private readonly TokenBook _book = book;
        private TokenSnapshot? _last;

        public override ValueTask<TokenView?> SeeAsync(IEnumerable<int> slots, CancellationToken cancellationToken) => new(_last = _book.Sure ?? _last);
    }

    private sealed class FirstKnown(TokenBook book, TokenTable table, IOptions<CoherentOutputCacheOptions> options, TimeProvider time)
        : CurrentTokens(book, table, options, time)
    {
        private readonly TokenBook _book = book;
        private TokenSnapshot? _first;

        public override ValueTask<TokenView?> SeeAsync(IEnumerable<int> slots, CancellationToken cancellationToken) => new(_first ??= _book.Sure);
    }
}
