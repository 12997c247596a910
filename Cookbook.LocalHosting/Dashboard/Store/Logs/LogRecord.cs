namespace Cookbook.LocalHosting.Dashboard.Store.Logs;

/// <summary>What a process has logged: <see href="https://opentelemetry.io/docs/specs/otel/logs/data-model/">a log record</see>.</summary>
internal sealed class LogRecord
{
    /// <summary>Its own, for links; the store gives it. A later one has a higher number.</summary>
    public long Number { get; set; }

    public required Sender Sender { get; init; }

    /// <summary>Of the logger: mostly the name of the class that logs.</summary>
    public required string Category { get; init; }

    public required Severity Severity { get; init; }

    public required string Message { get; init; }

    /// <summary>The kind of event, if it has a name; else empty.</summary>
    public string EventName { get; init; } = "";

    public required TelemetryAttribute[] Attributes { get; init; }

    /// <summary>Nanoseconds since 1970, in UTC.</summary>
    public required long At { get; init; }

    /// <summary>None outside of any trace.</summary>
    public TraceId Trace { get; init; }

    /// <summary>None outside of any span.</summary>
    public SpanId Span { get; init; }

    /// <summary>Attributes that the sender, or the receiver, left out.</summary>
    public int Dropped { get; init; }

    /// <summary>What was thrown; null if nothing was.</summary>
    public LogException? Exception => LogException.In(Attributes);

    /// <summary>Roughly, in bytes. What a message says is rarely said twice.</summary>
    public int Weight => 200 + Bytes(Message) + Attributes.Sum(attribute => 16 + Bytes(attribute.Value));

    private static int Bytes(string text) => text.Length == 0 ? 0 : 24 + (2 * text.Length);
}

/// <summary>By the <see href="https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-logs/">conventions for exceptions</see>.</summary>
/// <param name="Type">Its class.</param>
/// <param name="Message">What it says.</param>
/// <param name="Stack">Where it was thrown, as the sender's language puts it.</param>
internal sealed record LogException(string Type, string Message, string Stack)
{
    private const string TypeKey = "exception.type";
    private const string MessageKey = "exception.message";
    private const string StackKey = "exception.stacktrace";

    public static LogException? In(TelemetryAttribute[] attributes) =>
        (attributes.Value(TypeKey), attributes.Value(MessageKey), attributes.Value(StackKey)) switch
        {
            (null, null, null) => null,
            var (type, message, stack) => new LogException(type ?? "", message ?? "", stack ?? ""),
        };

    /// <summary>Whether an attribute is part of it.</summary>
    public static bool IsIn(string key) => key is TypeKey or MessageKey or StackKey;
}
