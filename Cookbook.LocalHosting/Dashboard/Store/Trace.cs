namespace Cookbook.LocalHosting.Dashboard.Store;

/// <summary>What has arrived of a trace so far. It does not change: a span that arrives makes a new one.</summary>
internal sealed class Trace
{
    public Trace(TraceId id, Span[] spans, int dropped)
    {
        Id = id;
        Spans = [.. spans.OrderBy(span => span.Start).ThenByDescending(span => span.Duration)];
        Dropped = dropped;
        var known = Spans.Select(span => span.Id).ToHashSet();
        Root = Spans.FirstOrDefault(span => span.Parent.IsNone) ?? Spans.FirstOrDefault(span => !known.Contains(span.Parent)) ?? Spans[0];
        Start = Spans[0].Start;
        Duration = Spans.Max(span => span.End) - Start;
    }

    public TraceId Id { get; }

    /// <summary>By their start; at least one.</summary>
    public IReadOnlyList<Span> Spans { get; }

    /// <summary>Spans that did not fit into the store.</summary>
    public int Dropped { get; }

    /// <summary>The first; or, while that has not arrived, the earliest whose parent is not there.</summary>
    public Span Root { get; }

    /// <summary>Nanoseconds since 1970, in UTC.</summary>
    public long Start { get; }

    /// <summary>In nanoseconds, to the end of the last span.</summary>
    public long Duration { get; }

    public bool HasFailed => Spans.Any(span => span.HasFailed);
}
