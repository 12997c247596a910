using System.Collections.Concurrent;
using System.Diagnostics;

namespace Cookbook.Web.Diagnostics;

/// <summary>The last requests of this process, in memory.</summary>
internal sealed class RequestLog(Replica replica, TimeProvider time)
{
    /// <summary>The next one displaces the oldest.</summary>
    public const int Most = 200;

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<ActivityTraceId, TraceRecord> _traces = new();
    private readonly Dictionary<string, RequestRecord> _requests = new(StringComparer.Ordinal);
    private readonly Queue<RequestRecord> _ended = new();

    public Replica Replica => replica;

    /// <summary>Those that have ended; the latest first.</summary>
    public IReadOnlyList<RequestRecord> Latest
    {
        get
        {
            lock (_lock)
            {
                return [.. _ended.Reverse()];
            }
        }
    }

    public RequestRecord Begin(HttpRequest request)
    {
        var own = Activity.Current;
        var (traceId, span) = own is null ? (ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom()) : (own.TraceId, own.SpanId);
        var record = new RequestRecord(RequestId.Of(replica, span), traceId, span)
        {
            At = time.GetUtcNow(),
            Began = Stopwatch.GetTimestamp(),
            Method = request.Method,
            Address = HeaderMask.Of(request.Path, request.QueryString),
            RequestHeaders = HeaderMask.Of(request.Headers),
        };

        // All requests pass here: nothing is made while the others wait.
        lock (_lock)
        {
            record.Trace = _traces.GetOrAdd(traceId, record.Trace);
            record.Trace.Requests++;
            _requests[record.Id.Span] = record;
        }

        return record;
    }

    /// <summary>What comes of the one trace belongs to the requests of the other, as long as one of them is known.</summary>
    public void Adopt(ActivityTraceId trace, ActivityTraceId by)
    {
        lock (_lock)
        {
            if (_traces.TryGetValue(by, out var record))
            {
                _traces[trace] = record;
                var adopted = record.Adopted ??= [];
                adopted.Enqueue(trace);
                if (adopted.Count > TraceRecord.MostAdopted)
                {
                    _traces.TryRemove(adopted.Dequeue(), out _);
                }
            }
        }
    }

    /// <summary>From now on it is among the latest.</summary>
    public void Keep(RequestRecord record)
    {
        lock (_lock)
        {
            _ended.Enqueue(record);
            if (_ended.Count > Most)
            {
                Remove(_ended.Dequeue());
            }
        }
    }

    /// <summary>It was none that anybody asks about.</summary>
    public void Forget(RequestRecord record)
    {
        lock (_lock)
        {
            Remove(record);
        }
    }

    /// <summary>Null if this process has no such request, or has it no longer.</summary>
    public RequestRecord? Find(RequestId id)
    {
        lock (_lock)
        {
            return id.Replica == replica.Name ? _requests.GetValueOrDefault(id.Span) : null;
        }
    }

    /// <summary>The request before that one, for the same address.</summary>
    public RequestRecord? Before(RequestRecord record) => Latest
        .SkipWhile(other => other != record)
        .Skip(1)
        .FirstOrDefault(other => other.Address == record.Address && other.Method == record.Method);

    /// <summary>A request of this trace, for what refers to the trace alone; null if none is kept.</summary>
    public RequestRecord? InTrace(ActivityTraceId trace) => Latest.LastOrDefault(record => record.TraceId == trace);

    /// <summary>Null if no request of that trace is kept.</summary>
    public TraceRecord? TraceOf(ActivityTraceId trace) => _traces.GetValueOrDefault(trace);

    private void Remove(RequestRecord record)
    {
        _requests.Remove(record.Id.Span);
        if (--record.Trace.Requests == 0)
        {
            _traces.TryRemove(record.Trace.Id, out _);
            foreach (var id in record.Trace.Adopted ?? [])
            {
                _traces.TryRemove(id, out _);
            }
        }
    }
}
