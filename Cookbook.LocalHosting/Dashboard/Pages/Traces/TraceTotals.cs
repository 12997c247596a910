using Cookbook.LocalHosting.Dashboard.Pages.Shared;
using Cookbook.LocalHosting.Dashboard.Store;

namespace Cookbook.LocalHosting.Dashboard.Pages.Traces;

/// <summary>How many spans of one kind, and what they took. Times of what ran side by side are added up.</summary>
/// <param name="Word">What they are.</param>
/// <param name="Category">Their colour and icon.</param>
/// <param name="Count">How many.</param>
/// <param name="Time">In nanoseconds.</param>
internal sealed record TraceTotal(SpanWord Word, SpanCategory Category, int Count, long Time)
{
    /// <summary>3 SQL commands, 41 ms.</summary>
    public override string ToString() => $"{Shown.Count(Count, Word.One, Word.Many)}, {Shown.Duration(Time)}";
}

internal static class TraceTotals
{
    /// <summary>The databases first, then the caches, the renders, and the calls of others; nothing of what there is none.</summary>
    public static IReadOnlyList<TraceTotal> Of(IEnumerable<Span> spans) =>
    [
        .. spans.Select(span => (Span: span, Word: SpanWord.Of(span)))
            .Where(each => each.Word.IsCounted)
            .GroupBy(each => (each.Word, each.Span.Category))
            .Select(group => new TraceTotal(group.Key.Word, group.Key.Category, group.Count(), group.Sum(each => each.Span.Duration)))
            .OrderBy(total => Array.IndexOf(Order, total.Category))
            .ThenBy(total => total.Word.One, StringComparer.Ordinal),
    ];

    private static readonly SpanCategory[] Order = [SpanCategory.Database, SpanCategory.Cache, SpanCategory.Render, SpanCategory.Call];
}
