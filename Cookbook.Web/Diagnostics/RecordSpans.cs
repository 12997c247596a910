using System.Diagnostics;
using OpenTelemetry;

namespace Cookbook.Web.Diagnostics;

/// <summary>Files the spans that are exported with the requests that they belong to.</summary>
internal sealed class RecordSpans(RequestLog log) : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        if (log.Knows(data.TraceId))
        {
            log.Add(data.TraceId, SpanRecord.Of(data));
        }
    }
}
