using Cookbook.Web.Diagnostics;

namespace Cookbook.Web.Pages.Toolbar;

/// <summary>One thing about two requests.</summary>
/// <param name="Name">What.</param>
/// <param name="Hue">The class of its row.</param>
/// <param name="Before">Of the one.</param>
/// <param name="After">Of the other.</param>
/// <param name="Difference">Empty where there is none to tell.</param>
internal sealed record Compared(string Name, string Hue, string Before, string After, string Difference)
{
    public static IReadOnlyList<Compared> Of(RequestRecord before, RequestRecord after)
    {
        var (then, now) = (before.Look().Totals, after.Look().Totals);
        var (database, cache, render) = (Shown.Hue(SpanKind.Sql), Shown.Hue(SpanKind.Redis), Shown.Hue(SpanKind.Render));
        return
        [
            Number("SQL commands", database, then.Sql, now.Sql),
            Time("SQL", database, then.SqlTime, now.SqlTime),
            Number("Redis commands", cache, then.Redis, now.Redis),
            Time("Redis", cache, then.RedisTime, now.RedisTime),
            Time("Render", render, then.Render, now.Render),
            Time("Total", "plain", then.Total, now.Total),
            new("Cache", cache, before.CacheResult, after.CacheResult, ""),
            new("Status", "plain", Status(before), Status(after), ""),
        ];
    }

    private static Compared Number(string name, string hue, int before, int after) =>
        new(name, hue, Shown.Count(before), Shown.Count(after), Shown.Difference(after - before));

    private static Compared Time(string name, string hue, TimeSpan? before, TimeSpan? after) => new(
        name,
        hue,
        Shown.Milliseconds(before),
        Shown.Milliseconds(after),
        before is null && after is null
            ? ""
            : Shown.Difference((after ?? TimeSpan.Zero) - (before ?? TimeSpan.Zero)));

    private static string Status(RequestRecord record) => record.Status is { } status ? Shown.Count(status) : "–";
}
