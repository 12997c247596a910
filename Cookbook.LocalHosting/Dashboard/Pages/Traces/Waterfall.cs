using Cookbook.LocalHosting.Dashboard.Store;

namespace Cookbook.LocalHosting.Dashboard.Pages.Traces;

/// <summary>A span in its place below its parent.</summary>
internal sealed record WaterfallRow(Span Span, int Depth);

internal static class Waterfall
{
    /// <summary>Each span below its parent, siblings by their start; one whose parent has not arrived stands like a root.</summary>
    public static IReadOnlyList<WaterfallRow> Of(Trace trace)
    {
        var known = trace.Spans.Select(span => span.Id).ToHashSet();
        var children = trace.Spans.Where(HasParent).ToLookup(span => span.Parent);
        var rows = new List<WaterfallRow>(trace.Spans.Count);
        var placed = new HashSet<Span>();
        var next = new Stack<WaterfallRow>();
        Push(trace.Spans.Where(span => !HasParent(span)), 0);
        PlaceAll();

        // Spans that are each other's parents, which is nonsense, are shown all the same.
        foreach (var lost in trace.Spans.Where(span => !placed.Contains(span)))
        {
            Push([lost], 0);
            PlaceAll();
        }

        return rows;

        bool HasParent(Span span) => known.Contains(span.Parent) && span.Parent != span.Id;

        void Push(IEnumerable<Span> spans, int depth)
        {
            foreach (var span in spans.Reverse())
            {
                next.Push(new WaterfallRow(span, depth));
            }
        }

        void PlaceAll()
        {
            while (next.TryPop(out var row))
            {
                if (placed.Add(row.Span))
                {
                    rows.Add(row);
                    Push(children[row.Span.Id], row.Depth + 1);
                }
            }
        }
    }
}
