namespace Cookbook.LocalHosting.Dashboard.Store;

/// <summary>A step of a trace: <see href="https://opentelemetry.io/docs/specs/otel/trace/api/#span">what OpenTelemetry calls a span</see>.</summary>
internal sealed class Span
{
    public required Sender Sender { get; init; }

    /// <summary>The source that made it.</summary>
    public required string Scope { get; init; }

    public required TraceId Trace { get; init; }

    public required SpanId Id { get; init; }

    /// <summary>None for a root.</summary>
    public required SpanId Parent { get; init; }

    public required string Name { get; init; }

    public required SpanKind Kind { get; init; }

    /// <summary>What the step is about, as its attributes and its name tell.</summary>
    public required SpanCategory Category { get; init; }

    /// <summary>Nanoseconds since 1970, in UTC.</summary>
    public required long Start { get; init; }

    /// <summary>In nanoseconds; not negative.</summary>
    public required long Duration { get; init; }

    public required TelemetryAttribute[] Attributes { get; init; }

    public SpanEvent[] Events { get; init; } = [];

    public SpanLink[] Links { get; init; } = [];

    public bool HasFailed { get; init; }

    /// <summary>Why it failed, if it said so; else empty.</summary>
    public string StatusMessage { get; init; } = "";

    /// <summary>Attributes, events and links that the sender, or the receiver, left out.</summary>
    public int Dropped { get; init; }

    public long End => Start + Duration;

    /// <summary>Roughly, in bytes: what it takes of the memory that the store may use. Texts are mostly shared, and count a little.</summary>
    public int Weight => 200 + (24 * Attributes.Length) + Events.Sum(occurrence => 80 + (24 * occurrence.Attributes.Length)) + Links.Sum(link => 60 + (24 * link.Attributes.Length))
        + Attributes.Sum(attribute => Math.Max(0, attribute.Value.Length - 100)) + Events.Sum(occurrence => occurrence.Attributes.Sum(attribute => 2 * attribute.Value.Length));
}

/// <param name="At">Nanoseconds since 1970, in UTC.</param>
/// <param name="Name">What happened: <c>exception</c>.</param>
/// <param name="Attributes">The circumstances.</param>
internal sealed record SpanEvent(long At, string Name, TelemetryAttribute[] Attributes);

/// <summary>A span of this or another trace that has to do with this one, and is not its parent.</summary>
internal sealed record SpanLink(TraceId Trace, SpanId Span, TelemetryAttribute[] Attributes);

/// <summary>By the numbers of the protocol.</summary>
internal enum SpanKind
{
    Unspecified,
    Internal,
    Server,
    Client,
    Producer,
    Consumer,
}
