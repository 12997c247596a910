using System.Diagnostics;
using OpenTelemetry.Logs;

namespace Cookbook.Web.Diagnostics;

/// <summary>What is kept of a line of the log, as it is exported.</summary>
internal sealed record LoggedLine(DateTimeOffset At, LogLevel Level, string Category, string Message, string? Exception, ActivitySpanId Span)
{
    /// <summary>In characters.</summary>
    private const int Longest = 4_000;

    public static LoggedLine Of(LogRecord record) => new(
        new DateTimeOffset(record.Timestamp, TimeSpan.Zero),
        record.LogLevel,
        record.CategoryName ?? "",
        Cut(record.FormattedMessage ?? record.Body ?? ""),
        record.Exception is { } exception ? Cut(exception.ToString()) : null,
        record.SpanId);

    private static string Cut(string text) => text.Length > Longest ? string.Concat(text.AsSpan(0, Longest), "…") : text;
}
