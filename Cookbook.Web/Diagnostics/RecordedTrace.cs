namespace Cookbook.Web.Diagnostics;

/// <summary>What one request left behind, as far as it is known.</summary>
/// <param name="Own">The request's own span; null while it runs.</param>
/// <param name="Spans">With their depth below the request, each behind its parent.</param>
/// <param name="Lines">Of the log, in their order.</param>
/// <param name="Displaced">How many spans and lines of the trace gave way to later ones.</param>
internal sealed record RecordedTrace(SpanRecord? Own, IReadOnlyList<(SpanRecord Span, int Depth)> Spans, IReadOnlyList<LoggedLine> Lines, int Displaced)
{
    /// <summary>The commands to Postgres, in the order in which they began; a command's number is its place, from 1.</summary>
    public IReadOnlyList<SpanRecord> Sql { get; } = Of(Spans, SpanKind.Sql);

    public IReadOnlyList<SpanRecord> Redis { get; } = Of(Spans, SpanKind.Redis);

    public IReadOnlyList<SpanRecord> Renders { get; } = Of(Spans, SpanKind.Render);

    private static List<SpanRecord> Of(IReadOnlyList<(SpanRecord Span, int Depth)> spans, SpanKind kind) =>
        [.. spans.Select(span => span.Span).Where(span => span.Kind == kind).OrderBy(span => span.Start)];
}
