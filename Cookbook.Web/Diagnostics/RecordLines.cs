using OpenTelemetry;
using OpenTelemetry.Logs;

namespace Cookbook.Web.Diagnostics;

/// <summary>Files what is logged with the requests that it belongs to.</summary>
internal sealed class RecordLines(RequestLog log) : BaseProcessor<LogRecord>
{
    public override void OnEnd(LogRecord data)
    {
        if (log.Knows(data.TraceId))
        {
            log.Add(data.TraceId, LoggedLine.Of(data));
        }
    }
}
