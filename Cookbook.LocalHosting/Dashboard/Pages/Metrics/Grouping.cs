using Cookbook.LocalHosting.Dashboard.Store;
using Cookbook.LocalHosting.Dashboard.Store.Metrics;

namespace Cookbook.LocalHosting.Dashboard.Pages.Metrics;

/// <summary>Series that are shown as one line.</summary>
internal sealed record SeriesGroup(string Name, IReadOnlyList<SeriesReading> Series);

/// <summary>How an instrument's series become lines.</summary>
internal sealed record Grouping(IReadOnlyList<SeriesGroup> Groups, IReadOnlyList<string> Keys, string Common)
{
    /// <summary>In addresses: all of them together.</summary>
    public const string Together = "*";

    /// <param name="series">Of one instrument.</param>
    /// <param name="by">An attribute; or <see cref="Together"/>; or empty, for a line each.</param>
    public static Grouping Of(IReadOnlyList<SeriesReading> series, string by)
    {
        var keys = series.SelectMany(one => one.Attributes).Select(attribute => attribute.Key).Distinct().Order(StringComparer.Ordinal).ToArray();

        // What all of them say tells none from the others.
        var common = series.Count < 2 ? [] : series[0].Attributes.Where(attribute => series.All(one => one.Attributes.Contains(attribute))).ToArray();
        var groups = series
            .GroupBy(one => by switch
            {
                "" => Words(one.Attributes.Except(common)),
                Together => "all together",
                _ => one.Attributes.Value(by) is { } value ? (value.Length > 0 ? value : "(empty)") : "(none)",
            })
            .OrderBy(group => group.Key, StringComparer.OrdinalIgnoreCase)
            .Select(group => new SeriesGroup(group.Key.Length > 0 ? group.Key : "all", [.. group]));
        return new Grouping([.. groups], keys, Words(common));
    }

    private static string Words(IEnumerable<TelemetryAttribute> attributes) =>
        string.Join(", ", attributes.Select(attribute => $"{attribute.Key}={attribute.Value}"));
}
