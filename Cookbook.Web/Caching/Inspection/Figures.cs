using System.Globalization;

namespace Cookbook.Web.Caching.Inspection;

/// <summary>Numbers for people, each with its unit.</summary>
internal static class Figures
{
    private const double Kilo = 1024;

    /// <summary>"812 B", "12.4 KB", "64 MB".</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1024 => Say($"{bytes} B"),
        < 1024 * 1024 => Say($"{bytes / Kilo:0.#} KB"),
        _ => Say($"{bytes / Kilo / Kilo:0.#} MB"),
    };

    /// <summary>"1,204".</summary>
    public static string Count(long count) => Say($"{count:N0}");

    /// <summary>"12 ms", "8 s", "14 min 3 s", "23 h 59 min", "2 d 3 h".</summary>
    public static string Time(TimeSpan time) => time switch
    {
        { Ticks: < 0 } => $"−{Time(-time)}",
        { TotalMilliseconds: < 10 } => Say($"{time.TotalMilliseconds:0.0} ms"),
        { TotalSeconds: < 1 } => Say($"{time.TotalMilliseconds:0} ms"),
        { TotalMinutes: < 1 } => Say($"{time.TotalSeconds:0} s"),
        { TotalHours: < 1 } => Say($"{time.Minutes} min {time.Seconds} s"),
        { TotalDays: < 1 } => Say($"{time.Hours} h {time.Minutes} min"),
        _ => Say($"{time.Days} d {time.Hours} h"),
    };

    /// <summary>What is left of a lifetime: "14 min 3 s"; "past, since 3 s".</summary>
    public static string Left(TimeSpan time) => time > TimeSpan.Zero ? Time(time) : $"past, since {Time(-time)}";

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
