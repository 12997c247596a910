using System.Diagnostics;

namespace Cookbook.Tests.Web;

/// <summary>The spans that one request left behind.</summary>
internal sealed record RequestTrace(IReadOnlyList<Activity> Spans)
{
    public const string Postgres = "Npgsql";

    public const string Redis = "OpenTelemetry.Instrumentation.StackExchangeRedis";

    /// <summary>The request's own.</summary>
    public Activity Request => Spans.Single(span => span.Kind == ActivityKind.Server);

    /// <summary>Of commands; opening a connection has a span of its own.</summary>
    public IReadOnlyList<Activity> Sql => [.. Spans.Where(span => span.Source.Name == Postgres && span.GetTagItem("db.query.text") is not null)];

    public IReadOnlyList<string> RedisCommands => [.. RedisSpans.Select(span => span.DisplayName)];

    public IReadOnlyList<Activity> RedisSpans => [.. Spans.Where(span => span.Source.Name == Redis)];
}
