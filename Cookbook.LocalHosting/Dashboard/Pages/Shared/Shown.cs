using System.Globalization;

namespace Cookbook.LocalHosting.Dashboard.Pages.Shared;

/// <summary>Numbers and times in the words of the pages.</summary>
internal static class Shown
{
    /// <summary>With the unit that suits: µs, ms or s.</summary>
    /// <param name="nanoseconds">Not negative.</param>
    public static string Duration(long nanoseconds) => nanoseconds switch
    {
        < 1_000_000 => $"{Number(nanoseconds / 1_000.0)} µs",
        < 10_000_000_000 => Milliseconds(nanoseconds),
        _ => $"{Number(nanoseconds / 1_000_000_000.0)} s",
    };

    public static string Milliseconds(long nanoseconds) => $"{Number(nanoseconds / 1_000_000.0)} ms";

    /// <summary>In full.</summary>
    public static string Microseconds(long nanoseconds) => $"{(nanoseconds / 1_000.0).ToString("#,0.###", CultureInfo.InvariantCulture)} µs";

    /// <summary>Three digits, or all of those before the point.</summary>
    public static string Number(double value) => Math.Abs(value) switch
    {
        < 10 => value.ToString("0.##", CultureInfo.InvariantCulture),
        < 100 => value.ToString("0.#", CultureInfo.InvariantCulture),
        _ => value.ToString("#,0", CultureInfo.InvariantCulture),
    };

    public static string Count(long number, string one, string many) => $"{Count(number)} {(number == 1 ? one : many)}";

    public static string Count(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>Of day, on this machine's clock, to the millisecond.</summary>
    public static string Time(long unixNanoseconds) => Local(unixNanoseconds).ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    public static string Second(long unixNanoseconds) => Local(unixNanoseconds).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Minute(long unixNanoseconds) => Local(unixNanoseconds).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Date and time on this machine's clock, to the microsecond.</summary>
    public static string Exactly(long unixNanoseconds) => Local(unixNanoseconds).ToString("yyyy-MM-dd HH:mm:ss.ffffff zzz", CultureInfo.InvariantCulture);

    /// <summary>For the attribute of a <c>time</c> element.</summary>
    public static string Machine(long unixNanoseconds) => At(unixNanoseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset Local(long unixNanoseconds) => TimeZoneInfo.ConvertTime(At(unixNanoseconds), TimeZoneInfo.Local);

    private static DateTimeOffset At(long unixNanoseconds) => DateTimeOffset.UnixEpoch.AddTicks(unixNanoseconds / 100);
}
