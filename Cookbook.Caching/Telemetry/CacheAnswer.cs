using System.Globalization;

namespace Cookbook.Caching.Telemetry;

/// <summary>What the cache did about one request: the same facts for the header, for the metrics and for the span.</summary>
/// <param name="Result">hit, stale, miss or bypass.</param>
/// <param name="Reason">l1, l2, stale-if-error, uri-miss, stored, auth, cookie, method, …: few values.</param>
/// <param name="Policy">The policy's name; <c>none</c> without one.</param>
internal sealed record CacheAnswer(string Result, string Reason, string Policy)
{
    public const string NoPolicy = "none";

    /// <summary>In seconds; negative for a page past its lifetime.</summary>
    public long? Ttl { get; init; }

    /// <summary>Why the request went on to the page (RFC 9211, section 2.2); null for a hit.</summary>
    public string? Forwarded { get; init; }

    public bool Stored { get; init; }

    /// <summary>The request waited for another's render.</summary>
    public bool Collapsed { get; init; }

    /// <summary>The page is good, and kept: others may keep it too. Not so what only its first visitor gets, or what stands in for a page.</summary>
    public bool IsForEverybody => Result == "hit" || Reason == "stored";

    /// <summary>What rendering would have taken.</summary>
    public TimeSpan Saved { get; init; }

    public static CacheAnswer Hit(string level, string policy, long ttl, TimeSpan saved) =>
        new(ttl >= 0 ? "hit" : "stale", level, policy) { Ttl = ttl, Saved = saved };

    public static CacheAnswer Bypass(string reason, string policy = NoPolicy) => new("bypass", reason, policy) { Forwarded = "bypass" };

    public static CacheAnswer PolicyMissing { get; } = Bypass("no-policy");

    public static CacheAnswer Method { get; } = new("bypass", "method", NoPolicy) { Forwarded = "method" };

    /// <summary>The value of Cache-Status (RFC 9211).</summary>
    public string ToHeader()
    {
        if (Forwarded is null)
        {
            return string.Create(CultureInfo.InvariantCulture, $"cookbook; hit; ttl={Ttl ?? 0}; detail={Reason}");
        }

        var stored = Stored ? "; stored" : "";
        var collapsed = Collapsed ? "; collapsed" : "";
        var detail = Reason == Forwarded || Reason == "stored" ? "" : $"; detail={Reason}";
        return $"cookbook; fwd={Forwarded}{stored}{collapsed}{detail}";
    }
}
