using System.Diagnostics.CodeAnalysis;
using Cookbook.LocalHosting.Dashboard.Pages.Shared;
using Cookbook.LocalHosting.Dashboard.Store;

namespace Cookbook.LocalHosting.Dashboard.Pages.Metrics;

/// <summary>The time that a chart shows, up to now.</summary>
/// <param name="Name">In addresses.</param>
/// <param name="Words">Completes "in the last …".</param>
/// <param name="Minutes">Its length.</param>
internal sealed record Period(string Name, string Words, int Minutes)
{
    private const long Minute = 60_000_000_000;

    /// <summary>Of each, whatever its length: what a narrow window can show.</summary>
    private const int Cells = 60;

    public static IReadOnlyList<Period> All { get; } = [new("5m", "5 minutes", 5), new("15m", "15 minutes", 15), new("1h", "hour", 60)];

    public static string Names { get; } = string.Join(", ", All.Select(period => period.Name));

    /// <param name="name">Null for the shortest.</param>
    /// <param name="period">The one of that name.</param>
    public static bool TryParse(string? name, [NotNullWhen(true)] out Period? period)
    {
        period = string.IsNullOrEmpty(name) ? All[0] : All.FirstOrDefault(known => known.Name == name);
        return period is not null;
    }

    public TimeGrid Grid(TimeProvider time) => TimeGrid.Until(
        time.GetUnixNanoseconds(), Minutes * Minute, Minutes * Minute / Cells);
}
