using System.Diagnostics;
using Cookbook.Caching.Telemetry;

namespace Cookbook.Web.Diagnostics;

/// <summary>What is kept of a span that has ended.</summary>
internal sealed record SpanRecord
{
    /// <summary>In characters, of a command's text.</summary>
    public const int LongestText = 20_000;

    private const string Npgsql = "Npgsql";

    private const string CacheSource = CacheTelemetry.Name;

    private const string Redis = "OpenTelemetry.Instrumentation.StackExchangeRedis";

    public required ActivitySpanId Id { get; init; }

    public required ActivitySpanId Parent { get; init; }

    public required string Name { get; init; }

    public required SpanKind Kind { get; init; }

    public required DateTimeOffset Start { get; init; }

    public required TimeSpan Duration { get; init; }

    public bool HasFailed { get; init; }

    /// <summary>Of a command in SQL; null otherwise.</summary>
    public string? Text { get; init; }

    /// <summary>What went along with a command in SQL; null if it was not sent by the site's own context.</summary>
    public SentCommand? Command { get; init; }

    /// <summary>The request whose render this one waited for.</summary>
    public IReadOnlyList<ActivityTraceId> Links { get; init; } = [];

    public static SpanRecord Of(Activity activity)
    {
        var text = activity.Source.Name == Npgsql ? activity.GetTagItem("db.query.text") as string : null;
        return new SpanRecord
        {
            Id = activity.SpanId,
            Parent = activity.IsAside() ? activity.Links.First().Context.SpanId : activity.ParentSpanId,
            Name = activity.DisplayName,
            Kind = KindOf(activity, text),
            Start = activity.StartTimeUtc,
            Duration = activity.Duration,
            HasFailed = activity.Status == ActivityStatusCode.Error,
            Text = text?.Length > LongestText ? string.Concat(text.AsSpan(0, LongestText), "…") : text,
            Command = text is null ? null : SentCommand.Of(activity),
            Links = activity.Kind == ActivityKind.Server && activity.Links.Any() ? [.. activity.Links.Select(link => link.Context.TraceId)] : [],
        };
    }

    private static SpanKind KindOf(Activity activity, string? text) => activity.Source.Name switch
    {
        Npgsql => text is null ? SpanKind.Connection : SpanKind.Sql,
        Redis => SpanKind.Redis,
        CacheSource => activity.DisplayName is "cache render" or "page render" ? SpanKind.Render : SpanKind.Cache,
        _ => activity.Kind == ActivityKind.Server ? SpanKind.Request : SpanKind.Other,
    };
}
