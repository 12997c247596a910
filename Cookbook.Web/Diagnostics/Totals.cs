namespace Cookbook.Web.Diagnostics;

/// <summary>A request in numbers. Times of commands that ran side by side are added up.</summary>
/// <param name="Sql">Commands to Postgres.</param>
/// <param name="SqlTime">What they took.</param>
/// <param name="Redis">Commands to Redis.</param>
/// <param name="RedisTime">What they took.</param>
/// <param name="Render">For everybody, for this visitor alone, or in the background; null if nothing was rendered.</param>
/// <param name="Total">From the request's arrival to the end of its answer.</param>
internal sealed record Totals(int Sql, TimeSpan SqlTime, int Redis, TimeSpan RedisTime, TimeSpan? Render, TimeSpan Total)
{
    public static Totals Of(RecordedTrace trace, TimeSpan total) => new(
        trace.Sql.Count,
        Sum(trace.Sql),
        trace.Redis.Count,
        Sum(trace.Redis),
        trace.Renders.Count == 0 ? null : Sum(trace.Renders),
        trace.Own?.Duration ?? total);

    private static TimeSpan Sum(IReadOnlyList<SpanRecord> spans) => spans.Aggregate(TimeSpan.Zero, (sum, span) => sum + span.Duration);
}
