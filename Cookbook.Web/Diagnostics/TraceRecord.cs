using System.Diagnostics;

namespace Cookbook.Web.Diagnostics;

/// <summary>
/// The spans and log lines of one trace, as they end. Several requests may share a trace; each finds its own among them. What comes when it
/// is full displaces the oldest.
/// </summary>
internal sealed class TraceRecord(ActivityTraceId id)
{
    public const int MostSpans = 500;

    public const int MostLines = 200;

    /// <summary>Requests that a program sends under one trace for ever may set any number of refreshes going.</summary>
    public const int MostAdopted = 20;

    /// <summary>Of a page that is rendered: with room for as many the queue need not be made larger.</summary>
    private const int UsualSpans = 12;

    private readonly Lock _lock = new();
    private readonly Queue<SpanRecord> _spans = new(UsualSpans);
    private Queue<LoggedLine>? _lines;
    private int _displaced;

    public ActivityTraceId Id => id;

    /// <summary>How many requests are kept that belong to it, those of adopted traces too; only the log changes it.</summary>
    public int Requests { get; set; }

    public void Add(SpanRecord span)
    {
        lock (_lock)
        {
            _displaced += Put(_spans, span, MostSpans);
        }
    }

    public void Add(LoggedLine line)
    {
        lock (_lock)
        {
            _displaced += Put(_lines ??= [], line, MostLines);
        }
    }

    /// <summary>Traces of what its requests have set going; null if it was nothing. Only the log changes it.</summary>
    public Queue<ActivityTraceId>? Adopted { get; set; }

    /// <summary>What is known by now below one span: in the order in which it began, each behind its parent.</summary>
    public RecordedTrace Below(ActivitySpanId root)
    {
        List<SpanRecord> spans;
        List<LoggedLine> lines;
        int displaced;
        lock (_lock)
        {
            (spans, lines, displaced) = ([.. _spans], [.. _lines ?? []], _displaced);
        }

        var children = spans.ToLookup(span => span.Parent);
        var ordered = new List<(SpanRecord, int)>();
        var own = spans.Find(span => span.Id == root);
        if (own is not null)
        {
            ordered.Add((own, 0));
        }

        var known = new HashSet<ActivitySpanId> { root };
        Append(root, 1);
        return new RecordedTrace(own, ordered, [.. lines.Where(line => known.Contains(line.Span)).OrderBy(line => line.At)], displaced);

        void Append(ActivitySpanId parent, int depth)
        {
            foreach (var span in children[parent].OrderBy(span => span.Start))
            {
                // Ids come from outside too: a circle of them must end.
                if (known.Add(span.Id))
                {
                    ordered.Add((span, depth));
                    Append(span.Id, depth + 1);
                }
            }
        }
    }

    private static int Put<T>(Queue<T> queue, T item, int most)
    {
        queue.Enqueue(item);
        if (queue.Count <= most)
        {
            return 0;
        }

        queue.Dequeue();
        return 1;
    }
}
