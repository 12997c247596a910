using OpenTelemetry;
using OpenTelemetry.Logs;

namespace Cookbook.Web.Diagnostics;

/// <summary>Files what is logged with the requests that it belongs to.</summary>
internal sealed class RecordLines(RequestLog log) : BaseProcessor<LogRecord>
{
    public override void OnEnd(LogRecord data)
    {
        if (log.TraceOf(data.TraceId) is { } trace)
        {
            trace.Add(LoggedLine.Of(data));
        }
    }
}
