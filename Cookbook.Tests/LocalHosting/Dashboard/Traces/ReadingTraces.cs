using Cookbook.LocalHosting.Dashboard.Pages.Traces;
using Cookbook.LocalHosting.Dashboard.Store;
using static Cookbook.Tests.LocalHosting.Dashboard.Traces.KeepingTraces;

namespace Cookbook.Tests.LocalHosting.Dashboard.Traces;

/// <summary>Spans in order, and what they are called.</summary>
public sealed class ReadingTraces
{
    [Fact]
    public void Each_span_stands_below_its_parent_however_they_arrived()
    {
        var trace = new Trace(new TraceId(1), [Span(1, 4, parent: 2, start: 30), Span(1, 3, parent: 1, start: 20), Span(1, 2, parent: 1, start: 10), Span(1, 1, parent: 0, start: 0)], 0);
        Assert.Equal([(1ul, 0), (2ul, 1), (4ul, 2), (3ul, 1)], Waterfall.Of(trace).Select(row => (row.Span.Id.Value, row.Depth)));
    }

    [Fact]
    public void A_span_whose_parent_is_not_there_stands_like_a_root()
    {
        var trace = new Trace(new TraceId(1), [Span(1, 2, parent: 77, start: 0), Span(1, 3, parent: 2, start: 5)], 0);
        Assert.Equal([(2ul, 0), (3ul, 1)], Waterfall.Of(trace).Select(row => (row.Span.Id.Value, row.Depth)));
        Assert.Equal(2ul, trace.Root.Id.Value);
    }

    [Fact]
    public void Spans_that_are_each_others_or_their_own_parents_are_shown_once()
    {
        var trace = new Trace(new TraceId(1), [Span(1, 1, parent: 2, start: 0), Span(1, 2, parent: 1, start: 1), Span(1, 3, parent: 3, start: 2)], 0);
        Assert.Equal("1 2 3", string.Join(' ', Waterfall.Of(trace).Select(row => row.Span.Id.Value).Order()));
    }

    [Theory]
    [InlineData("postgresql", "db.query.text", "3 SQL commands, 3 µs")]
    [InlineData("redis", "db.operation.name", "3 Redis commands, 3 µs")]
    [InlineData("mongodb", "db.operation", "3 mongodb commands, 3 µs")]
    public void A_trace_is_summed_up_by_what_was_commanded(string system, string attribute, string summary)
    {
        TelemetryAttribute[] attributes = [new("db.system.name", system), new(attribute, "GET")];
        var spans = Enumerable.Range(1, 3).Select(i => Span(1, (ulong)i, attributes)).Append(Span(1, 9, new TelemetryAttribute("db.system.name", system)));
        Assert.Equal(summary, Assert.Single(TraceTotals.Of(spans)).ToString());
    }

    [Theory]
    [InlineData("cache render", SpanKind.Internal, null, SpanCategory.Render)]
    [InlineData("cache lookup", SpanKind.Internal, null, SpanCategory.Cache)]
    [InlineData("GET /render", SpanKind.Server, null, SpanCategory.Request)]
    [InlineData("GET", SpanKind.Client, null, SpanCategory.Call)]
    [InlineData("GET", SpanKind.Client, "redis", SpanCategory.Cache)]
    [InlineData("postgresql", SpanKind.Client, "postgresql", SpanCategory.Database)]
    [InlineData("seed", SpanKind.Internal, null, SpanCategory.Step)]
    internal void A_span_is_told_by_its_attributes_and_then_by_its_name(string name, SpanKind kind, string? system, SpanCategory category) =>
        Assert.Equal(category, SpanCategories.Of(name, kind, system is null ? [] : [new TelemetryAttribute("db.system.name", system)]));
}
