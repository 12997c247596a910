using Cookbook.LocalHosting.Dashboard.Store;

namespace Cookbook.Tests.LocalHosting.Dashboard.Traces;

/// <summary>The latest are kept, in bounded memory.</summary>
public sealed class KeepingTraces
{
    private static readonly Sender Sender = new("web", "1", []);

    [Fact]
    public void Ten_thousand_traces_are_kept_and_the_oldest_go_first()
    {
        var store = new TraceStore();
        for (var i = 1; i <= TraceStore.Most + 5; i++)
        {
            store.Add([Span((UInt128)i, 1)]);
        }

        Assert.Equal(TraceStore.Most, store.Count);
        Assert.Null(store.Find(new TraceId(5)));
        Assert.NotNull(store.Find(new TraceId(6)));
        Assert.Equal(new TraceId(TraceStore.Most + 5), store.Latest(null, 0, 1).Traces[0].Id);
    }

    [Fact]
    public void A_trace_that_grows_without_end_takes_its_bound_and_counts_the_rest()
    {
        var store = new TraceStore();
        store.Add(Enumerable.Range(1, TraceStore.MostSpans + 7).Select(i => Span(1, (ulong)i)));

        var trace = store.Find(new TraceId(1))!;
        Assert.Equal((TraceStore.MostSpans, 7), (trace.Spans.Count, trace.Dropped));
    }

    [Fact]
    public void Heavy_traces_are_fewer()
    {
        var store = new TraceStore();
        var heavy = new TelemetryAttribute("text", new string('x', 10_000));
        for (var i = 1; i <= TraceStore.Most; i++)
        {
            store.Add([Span((UInt128)i, 1, heavy, heavy, heavy)]);
        }

        Assert.InRange(store.Count, 1_000, 5_000);
        Assert.NotNull(store.Find(new TraceId(TraceStore.Most)));
    }

    [Fact]
    public void Who_watches_is_told()
    {
        var store = new TraceStore();
        var next = store.Changes.Next;
        Assert.False(next.IsCompleted);
        store.Add([Span(1, 1)]);
        Assert.True(next.IsCompleted);
        Assert.False(store.Changes.Next.IsCompleted);
    }

    internal static Span Span(UInt128 trace, ulong id, params TelemetryAttribute[] attributes) => Span(trace, id, parent: 0, start: 0, attributes);

    internal static Span Span(UInt128 trace, ulong id, ulong parent, long start, params TelemetryAttribute[] attributes) => new()
    {
        Sender = Sender,
        Scope = "test",
        Trace = new TraceId(trace),
        Id = new SpanId(id),
        Parent = new SpanId(parent),
        Name = $"span {id}",
        Kind = SpanKind.Internal,
        Category = SpanCategories.Of("step", SpanKind.Internal, attributes),
        Start = start,
        Duration = 1000,
        Attributes = attributes,
    };
}
