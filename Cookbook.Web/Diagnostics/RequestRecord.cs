using System.Diagnostics;
using Cookbook.Caching.Inspection;

namespace Cookbook.Web.Diagnostics;

/// <summary>A request that this process has answered, or is answering.</summary>
internal sealed class RequestRecord(RequestId id, ActivityTraceId traceId, ActivitySpanId span)
{
    private long? _ended;

    public RequestId Id => id;

    public ActivityTraceId TraceId => traceId;

    /// <summary>Its own, unless it is one of several requests of a trace; only the log changes it.</summary>
    public TraceRecord Trace { get; set; } = new(traceId);

    public required DateTimeOffset At { get; init; }

    /// <summary>A time stamp of <see cref="Stopwatch"/>.</summary>
    public required long Began { get; init; }

    public required string Method { get; init; }

    /// <summary>With its query.</summary>
    public required string Address { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> RequestHeaders { get; init; }

    /// <summary>Null while it is being answered.</summary>
    public int? Status { get; private set; }

    public IReadOnlyList<KeyValuePair<string, string>> ResponseHeaders { get; private set; } = [];

    /// <summary>What the cache did; written when the request is over.</summary>
    public CacheReport Cache { get; } = new();

    /// <summary>The same in a word or two.</summary>
    public string CacheResult => CacheWords.Of(Cache);

    /// <summary>As it is known now: what nobody waited for ends after the answer.</summary>
    public RequestSnapshot Look()
    {
        var below = Trace.Below(span);
        return new RequestSnapshot(this, below, Totals.Of(below, Stopwatch.GetElapsedTime(Began, _ended ?? Stopwatch.GetTimestamp())));
    }

    public void End(HttpResponse response)
    {
        ResponseHeaders = HeaderMask.Of(response.Headers);
        _ended = Stopwatch.GetTimestamp();
        Status = response.StatusCode;
    }
}
