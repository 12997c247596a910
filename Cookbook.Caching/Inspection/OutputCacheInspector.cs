using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Cookbook.Caching.Keys;
using Cookbook.Caching.Store;
using Cookbook.Caching.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Cookbook.Caching.Inspection;

/// <summary>
/// To look into the cache: what lies where, since when, what it depends on; and to make single pages stale or to delete them. To look
/// changes nothing, and the visitors' requests do not wait for it.
/// </summary>
public sealed partial class OutputCacheInspector
{
    private readonly FirstLevel _first;
    private readonly SecondLevel _second;
    private readonly SharedPages _shared;
    private readonly RedisConnection _redis;
    private readonly TokenBook _book;
    private readonly OutputCachePurge _purge;
    private readonly Stranger _stranger;
    private readonly bool _isEnabled;
    private readonly TimeProvider _time;

    internal OutputCacheInspector(
        FirstLevel first,
        SecondLevel second,
        SharedPages shared,
        RedisConnection redis,
        TokenBook book,
        OutputCachePurge purge,
        Stranger stranger,
        IOptions<CoherentOutputCacheOptions> options,
        TimeProvider time)
    {
        (_first, _second, _shared, _redis, _book, _purge, _stranger) = (first, second, shared, redis, book, purge, stranger);
        (_isEnabled, _time) = (options.Value.Enabled, time);
    }

    public bool IsRedisConfigured => _redis.IsConfigured;

    /// <summary>Redis has failed, and is left alone for a while.</summary>
    public bool IsRedisAway => _redis.IsAway;

    /// <summary>As of now. It counts the pages in memory, so ask once.</summary>
    public CacheState State => new()
    {
        IsEnabled = _isEnabled,
        Prefix = _second.Prefix,
        MemoryBytes = _first.Bytes,
        MemoryCapacity = _first.Capacity,
        MemoryEntries = _first.Items.Count(item => item.Item is CachedPage),
        Evictions = _first.Evictions,
        IsRedisConfigured = _redis.IsConfigured,
        IsRedisAway = _redis.IsAway,
        AreTokensSure = _book.Sure is not null,
    };

    /// <summary>The pages in Redis, of all replicas of this build.</summary>
    /// <param name="search">A part of the address, as people write it, in any case; null for all.</param>
    /// <param name="cursor">From <see cref="EntryPage.Next"/>; null for the beginning.</param>
    /// <param name="count">How many are enough, 1 to 1000; it may be a few more.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="FormatException">The cursor is none.</exception>
    /// <exception cref="CacheUnavailableException">Redis does not answer, or there is none.</exception>
    public async Task<EntryPage> SharedAsync(string? search, string? cursor, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 1_000);
        var pattern = string.IsNullOrEmpty(search) ? "*" : $"*{GlobOf(PartOf(search))}*";
        var (pages, next) = await _shared.ListAsync(pattern, ScanCursor.Parse(cursor), count, cancellationToken);
        var view = _book.Sure;
        return new EntryPage([.. pages.Select(page => Shared(page, view))], next?.ToString());
    }

    /// <summary>The pages in this process's memory, by key.</summary>
    /// <param name="search">A part of the address, as people write it, in any case; null for all.</param>
    /// <param name="cursor">From <see cref="EntryPage.Next"/>; null for the beginning.</param>
    /// <param name="count">How many are enough.</param>
    public EntryPage InMemory(string? search, string? cursor, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var part = PartOf(search ?? "");
        var view = _book.Sure;
        var found = _first.Items
            .Where(item => item.Item is CachedPage
                && string.CompareOrdinal(item.Key, cursor) > 0
                && item.Key.Contains(part, StringComparison.OrdinalIgnoreCase))
            .OrderBy(item => item.Key, StringComparer.Ordinal)
            .Take(count + 1)
            .ToList();
        return new EntryPage(
            [.. found.Take(count).Select(item => Entries.Of(item.Key, (CachedPage)item.Item, view, _time))],
            found.Count > count ? found[count - 1].Key : null);
    }

    /// <summary>Null if neither this process's memory nor Redis has it. If both have one, the one that was made later.</summary>
    public async Task<CacheEntry?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var mine = _first.Peek(key) as CachedPage;
        var (shared, isKnown) = await OrNobodyKnowsAsync(() => _shared.FindAsync(key, cancellationToken));
        return Later(key, mine, shared, isKnown);
    }

    /// <summary>The same with the stored response: of one and the same page, which may be made anew between two looks.</summary>
    public async Task<CachedResponse?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        var mine = _first.Peek(key) as CachedPage;
        var (shared, isKnown) = await OrNobodyKnowsAsync(() => _shared.ReadAsync(key, cancellationToken));
        return Later(key, mine, shared is null ? null : EnvelopeHead.Of(key, shared), isKnown) is { } entry
            ? new CachedResponse(entry, (IsMine(mine, shared?.Lifetime) ? mine : shared!).Bodies[0].Bytes)
            : null;
    }

    /// <summary>
    /// This page and no other, on every replica. Its copy is kept for the case that the next render fails. Returns when this process knows of it.
    /// </summary>
    /// <exception cref="System.Data.Common.DbException">Postgres does not answer; nothing has become stale.</exception>
    public Task MakeStaleAsync(string key, CancellationToken cancellationToken) => _purge.TagsAsync([PageKey.TagOf(key)], cancellationToken);

    /// <summary>Makes the page stale on every replica, and removes it from this process's memory and from Redis.</summary>
    /// <exception cref="System.Data.Common.DbException">Postgres does not answer; nothing has been done.</exception>
    /// <exception cref="CacheUnavailableException">Redis does not answer: there it lies still, stale.</exception>
    public async Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        await MakeStaleAsync(key, cancellationToken);
        _first.Remove(key);
        if (_redis.IsConfigured)
        {
            await _shared.RemoveAsync(key, cancellationToken);
        }
    }

    /// <summary>
    /// Makes every page stale on every replica, empties this process's memory and removes this build's pages from Redis. The last good
    /// copies go too: until it is rendered again, a page whose render fails cannot be shown.
    /// </summary>
    /// <returns>How many pages were removed from Redis.</returns>
    /// <exception cref="System.Data.Common.DbException">Postgres does not answer; nothing has been done.</exception>
    /// <exception cref="CacheUnavailableException">Redis does not answer: what lies there still is stale.</exception>
    public async Task<long> DeleteEverythingAsync(CancellationToken cancellationToken)
    {
        await _purge.EverythingAsync(cancellationToken);
        _first.Clear();
        return _redis.IsConfigured ? await _shared.RemoveAllAsync(cancellationToken) : 0;
    }

    /// <summary>
    /// Asks for an address of this site as a visitor would of whom nothing is known, and tells what the cache did. It is a request like
    /// any other: counted, and the page may be kept.
    /// </summary>
    /// <param name="address">Path and query, escaped: <c>/recipes/cr%C3%A8me?page=2</c>.</param>
    /// <param name="asker">The request of whoever wants to know: the page's links lead to its scheme and host.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="FormatException">The address does not begin with a slash.</exception>
    public Task<CacheReport> AskAsync(string address, HttpRequest asker, CancellationToken cancellationToken)
    {
        if (!address.StartsWith('/') || address.StartsWith("//", StringComparison.Ordinal) || address.Contains('#', StringComparison.Ordinal))
        {
            throw new FormatException("The address must be one of this site: a path that begins with a slash, and a query if there is one.");
        }

        var query = address.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? at : address.Length;
        return _stranger.AskAsync(
            PathString.FromUriComponent(address[..query]), QueryString.FromUriComponent(address[query..]), asker.Scheme, asker.Host, cancellationToken);
    }

    private CacheEntry? Later(string key, CachedPage? mine, EnvelopeHead? shared, bool isKnown)
    {
        var view = _book.Sure;
        var entry = IsMine(mine, shared?.Lifetime) ? Entries.Of(key, mine, view, _time)
            : shared is null ? null
            : Shared(shared, view);
        return entry is null ? null : entry with { InRedis = isKnown ? shared is not null : null };
    }

    private static bool IsMine([NotNullWhen(true)] CachedPage? mine, Lifetime? shared) => mine is not null && (shared is not { } other || other.Made <= mine.Lifetime.Made);

    private CacheEntry Shared(EnvelopeHead page, TokenView? view)
    {
        var mine = _first.Peek(page.Key) as CachedPage;
        return Entries.Of(page, view, _time) with { InRedis = true, InMemory = mine is not null, Hits = mine?.Hits };
    }

    private static async Task<(T? Page, bool IsKnown)> OrNobodyKnowsAsync<T>(Func<Task<T?>> find)
        where T : class
    {
        try
        {
            return (await find(), true);
        }
        catch (CacheUnavailableException)
        {
            return (null, false);
        }
    }

    /// <summary>As it stands in a key, where these three part what an address is made of.</summary>
    private static string PartOf(string search) =>
        string.Concat(Parting.Split(search).Select(part => part is "?" or "=" or "&" ? part : KeyText.Escape(part)));

    /// <summary>For SCAN: what it would take for a pattern is taken as it is, and letters as either.</summary>
    private static string GlobOf(string part) => string.Concat(part.Select(sign =>
        char.IsAsciiLetter(sign) ? $"[{char.ToLowerInvariant(sign)}{char.ToUpperInvariant(sign)}]" : "*?[]\\^".Contains(sign, StringComparison.Ordinal) ? $"\\{sign}" : $"{sign}"));

    [GeneratedRegex("([?=&])")]
    private static partial Regex Parting { get; }
}
