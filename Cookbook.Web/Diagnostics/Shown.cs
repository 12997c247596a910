using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Cookbook.Web.Diagnostics;

/// <summary>Measured times, numbers and values in the words of the toolbar; bytes and lifetimes are in those of the inspector.</summary>
internal static class Shown
{
    /// <summary>In characters, of a parameter's value.</summary>
    private const int Longest = 500;

    public static string Milliseconds(TimeSpan time) => $"{Number(time)} ms";

    public static string Milliseconds(TimeSpan? time) => time is { } known ? Milliseconds(known) : "–";

    /// <summary>Milliseconds without their unit; not negative.</summary>
    public static string Number(TimeSpan time) => time.TotalMilliseconds switch
    {
        < 10 => time.TotalMilliseconds.ToString("0.00", CultureInfo.InvariantCulture),
        < 100 => time.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture),
        _ => time.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture),
    };

    public static string Time(DateTimeOffset at) => at.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    public static string Count(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Count(ulong number, string one, string many) => Count((long)number, one, many);

    public static string Count(long number, string one, string many) => $"{Count(number)} {(number == 1 ? one : many)}";

    /// <summary>With its sign.</summary>
    public static string Difference(int difference) => difference.ToString("+0;−0;±0", CultureInfo.InvariantCulture);

    /// <summary>With its sign.</summary>
    public static string Difference(TimeSpan difference) =>
        $"{(difference > TimeSpan.Zero ? "+" : difference < TimeSpan.Zero ? "−" : "±")}{Milliseconds(difference.Duration())}";

    public static string Word(SpanKind kind) => kind switch
    {
        SpanKind.Sql => "SQL",
        SpanKind.Redis => "Redis",
        SpanKind.Cache => "cache",
        SpanKind.Render => "render",
        SpanKind.Connection => "connection",
        SpanKind.Request => "request",
        _ => "other",
    };

    /// <summary>Which of the three hues it has; the class of its elements.</summary>
    public static string Hue(SpanKind kind) => kind switch
    {
        SpanKind.Sql or SpanKind.Connection => "database",
        SpanKind.Cache or SpanKind.Redis => "cache",
        SpanKind.Render => "render",
        _ => "plain",
    };

    public static string Type(NpgsqlParameter parameter) =>
        parameter.DataTypeName ?? (parameter.Value is null or DBNull || parameter.NpgsqlDbType == NpgsqlDbType.Unknown ? "" : parameter.NpgsqlDbType.ToString());

    public static string Value(object? value)
    {
        var text = value switch
        {
            null or DBNull => "NULL",
            string words => $"'{words}'",
            bool yes => yes ? "true" : "false",
            byte[] bytes => $"\\x{Convert.ToHexStringLower(bytes.AsSpan(0, Math.Min(bytes.Length, Longest / 2)))}",
            System.Collections.IEnumerable items => $"{{{string.Join(", ", items.Cast<object?>().Take(Longest).Select(Value))}}}",
            IFormattable formattable => formattable.ToString(value is DateTime or DateTimeOffset ? "O" : null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
        return text.Length > Longest ? string.Concat(text.AsSpan(0, Longest), "…") : text;
    }
}
