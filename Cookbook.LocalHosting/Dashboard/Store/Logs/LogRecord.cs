namespace Cookbook.LocalHosting.Dashboard.Store.Logs;

/// <summary>What a process has logged: <see href="https://opentelemetry.io/docs/specs/otel/logs/data-model/">OpenTelemetry's log record</see>.</summary>
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

    /// <summary>What was thrown, by the <see href="https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-logs/">conventions for exceptions</see>; null if nothing was.</summary>
    public LogException? Exception => (Attributes.Value(LogException.TypeKey), Attributes.Value(LogException.MessageKey), Attributes.Value(LogException.StackKey)) switch
    {
        (null, null, null) => null,
        var (type, message, stack) => new LogException(type ?? "", message ?? "", stack ?? ""),
    };

    /// <summary>Roughly, in bytes. What a message says is rarely said twice.</summary>
    public int Weight => 200 + Bytes(Message) + Attributes.Sum(attribute => 16 + Bytes(attribute.Value));

    private static int Bytes(string text) => text.Length == 0 ? 0 : 24 + (2 * text.Length);
}

/// <param name="Type">Its class.</param>
/// <param name="Message">What it says.</param>
/// <param name="Stack">Where it was thrown, as the sender's language puts it.</param>
internal sealed record LogException(string Type, string Message, string Stack)
{
    public const string TypeKey = "exception.type";
    public const string MessageKey = "exception.message";
    public const string StackKey = "exception.stacktrace";

    public static bool Tells(string key) => key is TypeKey or MessageKey or StackKey;
}
