using Cookbook.LocalHosting.Dashboard.Receiver.Otlp;
using Cookbook.LocalHosting.Dashboard.Store;
using Cookbook.LocalHosting.Dashboard.Store.Logs;
using LogRecord = Cookbook.LocalHosting.Dashboard.Store.Logs.LogRecord;

namespace Cookbook.LocalHosting.Dashboard.Receiver.Reading;

/// <summary>Log records, as they are sent, into records as they are kept. None is refused: every field is optional.</summary>
internal sealed class LogReader(LogStore store, SenderReader senders, AttributeReader attributes, TimeProvider time)
{
    public ExportLogsServiceResponse Take(ExportLogsServiceRequest request)
    {
        var records = new List<LogRecord>();
        foreach (var ofResource in request.ResourceLogs)
        {
            var sender = senders.Read(ofResource.Resource);
            foreach (var ofScope in ofResource.ScopeLogs)
            {
                var category = attributes.Text(ofScope.Scope?.Name ?? "");
                foreach (var record in ofScope.LogRecords)
                {
                    records.Add(Read(record, sender, category));
                }
            }
        }

        store.Add(records);
        return new ExportLogsServiceResponse();
    }

    private LogRecord Read(Otlp.LogRecord record, Sender sender, string category) => new()
    {
        Sender = sender,
        Category = category,
        Severity = Severities.Of(record.SeverityNumber, record.SeverityText),
        Message = attributes.Text(record.Body),
        EventName = attributes.Text(record.EventName),
        Attributes = attributes.Read(record.Attributes),
        At = (record.TimeUnixNano, record.ObservedTimeUnixNano) switch
        {
            (0, 0) => time.GetUnixNanoseconds(),
            (0, var observed) => Nanoseconds.From(observed),
            var (at, _) => Nanoseconds.From(at),
        },
        Trace = TraceId.From(record.TraceId.Span),
        Span = SpanId.From(record.SpanId.Span),
        Dropped = AttributeReader.Dropped(record.Attributes, record.DroppedAttributesCount),
    };
}
