using Cookbook.Caching.Http;
using Cookbook.Caching.Tokens;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Cookbook.Caching.Store;

/// <summary>
/// A response that may be given to anybody, in every encoding, with the stamps it was rendered under. Nothing of it changes, except what
/// is remembered of the last look at it.
/// </summary>
internal sealed class CachedPage
{
    private (string Name, StringValues Values)[]? _fields;
    private long _validAt = -1;
    private long _hits;
    private volatile Pause? _rest;

    public required int Status { get; init; }

    /// <summary>As the page set them, without those that belong to one response (Date, Age, ETag, …).</summary>
    public required KeyValuePair<string, string>[] Headers { get; init; }

    /// <summary>The headers as a response takes them: each name once.</summary>
    public (string Name, StringValues Values)[] Fields => _fields ??= FieldsOf(Headers);

    /// <summary>Then it may be one visitor's, whatever else it says.</summary>
    public bool SetsCookie => Headers.Any(header => header.Key.Equals(HeaderNames.SetCookie, StringComparison.OrdinalIgnoreCase));

    /// <summary>What the page is told apart by: <c>Accept-Encoding</c>, the headers that its policy names, and what it says itself.</summary>
    public required string Vary { get; init; }

    /// <summary>Identity first.</summary>
    public required PageBody[] Bodies { get; init; }

    public required Stamps Stamps { get; init; }

    /// <summary>The names behind the stamps, as far as policies and the page have given them; to be read by people.</summary>
    public required string[] Tags { get; init; }

    /// <summary>Few-valued, for metrics.</summary>
    public required string Policy { get; init; }

    /// <summary>The pattern of the page's address; few-valued, for traces and metrics.</summary>
    public required string? Route { get; init; }

    public required Lifetime Lifetime { get; init; }

    /// <summary>What the render took.</summary>
    public required TimeSpan RenderTime { get; init; }

    /// <summary>In bytes, as the first level counts it: the bodies, and a guess at the rest.</summary>
    public int Size => 512
        + Bodies.Sum(body => body.Bytes.Length)
        + Headers.Sum(header => 2 * (header.Key.Length + header.Value.Length))
        + Tags.Sum(tag => 2 * tag.Length);

    /// <summary>How often it was the answer without being rendered for it.</summary>
    public long Hits => Interlocked.Read(ref _hits);

    public void CountHit() => Interlocked.Increment(ref _hits);

    /// <summary>Whether nothing that the page shows has changed. Once known for a snapshot, it is known until the next.</summary>
    public bool IsCurrentIn(TokenView view)
    {
        if (view is not TokenSnapshot snapshot)
        {
            return Stamps.AreCurrentIn(view);
        }

        if (Volatile.Read(ref _validAt) == snapshot.Version)
        {
            return true;
        }

        if (!Stamps.AreCurrentIn(snapshot))
        {
            return false;
        }

        Volatile.Write(ref _validAt, snapshot.Version);
        return true;
    }

    /// <summary>
    /// After a render that failed: until then this copy is served, and no other render is tried; unless a write to what it shows changes
    /// the tokens, for then it is not known that the next render fails too.
    /// </summary>
    public void Rest(long until, TokenView view) => _rest = Tokens.Stamps.Take(view, Stamps.Slots) is { } under ? new Pause(until, under) : null;

    /// <summary>It is the address that rests: a copy that takes another's place goes on with that.</summary>
    public void RestLike(CachedPage? former) => _rest = former?._rest;

    public bool IsResting(TokenView view, TimeProvider time) => _rest is { } rest && time.GetTimestamp() < rest.Until && rest.Under.AreCurrentIn(view);

    /// <summary>The best of those that the client accepts; null if it accepts none.</summary>
    public PageBody? BodyFor(AcceptedCodings accepted)
    {
        PageBody? best = null;
        var quality = 0.0;
        foreach (var body in Bodies)
        {
            if (accepted.QualityOf(body.Coding) is > 0 and var offered && offered >= quality)
            {
                (best, quality) = (body, offered);
            }
        }

        return best;
    }

    /// <summary>Without LINQ: out of Redis a page is read for one answer.</summary>
    private static (string Name, StringValues Values)[] FieldsOf(KeyValuePair<string, string>[] headers)
    {
        var fields = new (string Name, StringValues Values)[headers.Length];
        var count = 0;
        foreach (var (name, value) in headers)
        {
            var known = Array.FindIndex(fields, 0, count, field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (known < 0)
            {
                fields[count++] = (name, value);
            }
            else
            {
                fields[known].Values = StringValues.Concat(fields[known].Values, value);
            }
        }

        return fields[..count];
    }

    private sealed record Pause(long Until, Stamps Under);
}
