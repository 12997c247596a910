using System.Diagnostics;
using OpenTelemetry;

namespace Cookbook.Web.Diagnostics;

/// <summary>Files the spans that are exported with the requests that they belong to.</summary>
internal sealed class RecordSpans(RequestLog log) : BaseProcessor<Activity>
{
    /// <summary>Its commands end before it does, so whose they are must be known from its beginning on.</summary>
    public override void OnStart(Activity data)
    {
        if (data.IsAside())
        {
            log.Adopt(data.TraceId, data.Links.First().Context.TraceId);
        }
    }

    public override void OnEnd(Activity data)
    {
        if (log.TraceOf(data.TraceId) is { } trace)
        {
            trace.Add(SpanRecord.Of(data));
        }
    }
}
