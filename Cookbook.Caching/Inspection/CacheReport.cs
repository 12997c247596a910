using Cookbook.Caching.Store;
using Cookbook.Caching.Telemetry;
using Cookbook.Caching.Tokens;

namespace Cookbook.Caching.Inspection;

/// <summary>
/// What the cache did about one request, and why. Put one among the request's features in front of <c>UseFirstLevelOutputCache()</c> and
/// read it when the request is over; a request without one costs nothing.
/// </summary>
public sealed class CacheReport
{
    private string? _key;
    private Lazy<CacheEntry>? _entry;

    /// <summary>The value of the header (RFC 9211); null if the cache has not been asked.</summary>
    public string? CacheStatus { get; private set; }

    /// <summary>The policy's name; <c>none</c> without one.</summary>
    public string Policy { get; private set; } = CacheAnswer.NoPolicy;

    /// <summary><c>hit</c>, <c>stale</c>, <c>miss</c> or <c>bypass</c>.</summary>
    public string Result { get; private set; } = "bypass";

    /// <summary>Why, in words.</summary>
    public CacheReason Reason { get; private set; } = CacheReason.Of("no-policy");

    /// <summary>What was asked for; null if that is no page that is cached.</summary>
    public CacheKey? Key => _key is null ? null : CacheKey.Parse(_key);

    /// <summary>The page as it is kept, which was the answer; null if the answer is not kept.</summary>
    public CacheEntry? Entry => _entry?.Value;

    /// <summary>The request waited for another's render.</summary>
    public bool WaitedForAnother { get; private set; }

    /// <summary>The answer was rendered and is not kept for others; <see cref="Reason"/> says why.</summary>
    public bool IsNotKept => Result is "bypass" || (Result is "miss" && Reason.Name != "stored");

    /// <param name="answer">What was done.</param>
    /// <param name="key">The page's key; null if no page was asked for.</param>
    /// <param name="page">The answer, if it is everybody's.</param>
    /// <param name="inMemory">Whether it lies in the first level.</param>
    /// <param name="view">The tokens; null if nobody is sure of them.</param>
    /// <param name="time">The clock.</param>
    internal void Conclude(CacheAnswer answer, string? key, CachedPage? page, bool inMemory, TokenView? view, TimeProvider time)
    {
        _key = key;
        CacheStatus = answer.ToHeader();
        Policy = answer.Policy;
        Result = answer.Result;
        Reason = CacheReason.Of(answer.Reason);
        WaitedForAnother = answer.Collapsed;
        if (key is not null && page is not null && !IsNotKept)
        {
            // Most reports are never read, so the entry is made for whoever reads it, with the times of now; neither the page's bytes are
            // held on to for that, nor the tokens of all other pages.
            var (head, known, clock) = (EnvelopeHead.Of(key, page), OwnOf(page, view), new Stopped(time));
            long? hits = inMemory ? page.Hits : null;
            _entry = new Lazy<CacheEntry>(() => Entries.Of(head, known, clock) with { InMemory = inMemory, Hits = hits });
        }
    }

    private static PartialTokens? OwnOf(CachedPage page, TokenView? view) =>
        view is null ? null : new PartialTokens(
            from slot in page.Stamps.Slots
            let token = view[slot]
            where token is not null
            select new SlotToken(slot, token.Value));

    /// <summary>The clock as it was.</summary>
    private sealed class Stopped(TimeProvider time) : TimeProvider
    {
        private readonly DateTimeOffset _now = time.GetUtcNow();
        private readonly long _timestamp = time.GetTimestamp();

        public override long TimestampFrequency { get; } = time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => _now;

        public override long GetTimestamp() => _timestamp;
    }
}
