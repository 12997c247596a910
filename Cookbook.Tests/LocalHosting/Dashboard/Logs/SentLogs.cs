using System.Globalization;
using Cookbook.LocalHosting.Dashboard.Receiver.Otlp;
using Resource = Cookbook.LocalHosting.Dashboard.Receiver.Otlp.Resource;

namespace Cookbook.Tests.LocalHosting.Dashboard.Logs;

/// <summary>Log records as a process would send them.</summary>
internal static class SentLogs
{
    public const string Path = "/v1/logs";

    /// <summary>The first begins at that time; each next one a second later.</summary>
    public static readonly DateTimeOffset Begin = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    public static ExportLogsServiceRequest Of(string service, params LogRecord[] records) => Of(service, "Cookery.Kitchen", records);

    public static ExportLogsServiceRequest Of(string service, string category, params LogRecord[] records)
    {
        var scope = new ScopeLogs { Scope = new InstrumentationScope { Name = category } };
        foreach (var record in records)
        {
            if (record.TimeUnixNano == 0)
            {
                record.TimeUnixNano = (ulong)(Begin.AddSeconds(scope.LogRecords.Count) - DateTimeOffset.UnixEpoch).Ticks * 100;
            }

            scope.LogRecords.Add(record);
        }

        var logs = new ResourceLogs { Resource = new Resource() };
        logs.Resource.Attributes.Add(Attribute("service.name", service));
        logs.ScopeLogs.Add(scope);
        return new ExportLogsServiceRequest { ResourceLogs = { logs } };
    }

    /// <param name="message">The body.</param>
    /// <param name="severity">By the protocol's numbers: 9 is information.</param>
    /// <param name="attributes">Keys and values.</param>
    public static LogRecord Record(string message, int severity = 9, params (string Key, string Value)[] attributes) => new()
    {
        Body = new AnyValue { StringValue = message },
        SeverityNumber = severity,
        Attributes = { attributes.Select(attribute => Attribute(attribute.Key, attribute.Value)) },
    };

    public static IEnumerable<LogRecord> Numbered(int from, int to) =>
        Enumerable.Range(from, to - from + 1).Select(number => Record(number.ToString(CultureInfo.InvariantCulture)));

    private static KeyValue Attribute(string key, string value) => new() { Key = key, Value = new AnyValue { StringValue = value } };
}
