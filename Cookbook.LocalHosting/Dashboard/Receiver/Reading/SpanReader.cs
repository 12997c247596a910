using Cookbook.LocalHosting.Dashboard.Receiver.Otlp;
using Cookbook.LocalHosting.Dashboard.Store;
using Span = Cookbook.LocalHosting.Dashboard.Store.Span;

namespace Cookbook.LocalHosting.Dashboard.Receiver.Reading;

/// <summary>Spans, as they are sent, into spans as they are kept.</summary>
internal sealed class SpanReader(TraceStore store, SenderReader senders, AttributeReader attributes)
{
    /// <summary>Of one span; what is beyond is counted.</summary>
    private const int MostEvents = 128;

    /// <summary>Of one span; what is beyond is counted.</summary>
    private const int MostLinks = 128;

    public ExportTraceServiceResponse Take(ExportTraceServiceRequest request)
    {
        var spans = new List<Span>();
        var rejected = 0;
        foreach (var ofResource in request.ResourceSpans)
        {
            var sender = senders.Read(ofResource.Resource);
            foreach (var ofScope in ofResource.ScopeSpans)
            {
                var scope = attributes.Text(ofScope.Scope?.Name ?? "");
                foreach (var span in ofScope.Spans)
                {
                    if (Read(span, sender, scope) is { } read)
                    {
                        spans.Add(read);
                    }
                    else
                    {
                        rejected++;
                    }
                }
            }
        }

        store.Add(spans);
        return rejected == 0 ? new ExportTraceServiceResponse() : new ExportTraceServiceResponse
        {
            PartialSuccess = new() { RejectedSpans = rejected, ErrorMessage = "A span needs a trace_id of 16 bytes and a span_id of 8, not all of them 0." },
        };
    }

    private Span? Read(Otlp.Span span, Sender sender, string scope)
    {
        var (trace, id) = (TraceId.From(span.TraceId.Span), SpanId.From(span.SpanId.Span));
        if (trace.IsNone || id.IsNone)
        {
            return null;
        }

        var read = attributes.Read(span.Attributes);
        var name = attributes.Text(span.Name);
        var kind = span.Kind is >= Otlp.Span.Types.SpanKind.Unspecified and <= Otlp.Span.Types.SpanKind.Consumer ? (SpanKind)span.Kind : SpanKind.Unspecified;
        var start = Nanoseconds.From(span.StartTimeUnixNano);
        return new Span
        {
            Sender = sender,
            Scope = scope,
            Trace = trace,
            Id = id,
            Parent = SpanId.From(span.ParentSpanId.Span),
            Name = name,
            Kind = kind,
            Category = SpanCategories.Of(name, kind, read),
            Start = start,
            Duration = Math.Max(0, Nanoseconds.From(span.EndTimeUnixNano) - start),
            Attributes = read,
            Events = [.. span.Events.Take(MostEvents).Select(occurrence => new SpanEvent(
                Nanoseconds.From(occurrence.TimeUnixNano), attributes.Text(occurrence.Name), attributes.Read(occurrence.Attributes)))],
            Links = [.. span.Links.Take(MostLinks).Select(link => new SpanLink(
                TraceId.From(link.TraceId.Span), SpanId.From(link.SpanId.Span), attributes.Read(link.Attributes)))],
            HasFailed = span.Status?.Code == Otlp.Span.Types.SpanStatus.Types.StatusCode.Error,
            StatusMessage = attributes.Text(span.Status?.Message ?? ""),
            Dropped = AttributeReader.Dropped(span.Attributes, span.DroppedAttributesCount)
                + (int)Math.Min(span.DroppedEventsCount, 1_000_000) + Math.Max(0, span.Events.Count - MostEvents)
                + (int)Math.Min(span.DroppedLinksCount, 1_000_000) + Math.Max(0, span.Links.Count - MostLinks),
        };
    }
}
