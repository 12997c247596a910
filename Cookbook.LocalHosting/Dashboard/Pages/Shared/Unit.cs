using System.Globalization;

namespace Cookbook.LocalHosting.Dashboard.Pages.Shared;

/// <summary>How an instrument's values are written: by its unit in UCUM (https://ucum.org/ucum), in the size that suits.</summary>
internal sealed record Unit
{
    private readonly Scale[] _scales;

    private Unit(string name, params Scale[] scales) => (Name, _scales) = (name, scales);

    /// <summary>A part of a whole, of 0 to 1.</summary>
    public static Unit Share { get; } = new("percent", new Scale(100, "%"));

    /// <summary>In words; may be empty.</summary>
    public string Name { get; }

    /// <summary>How many things, if that is what is counted: it is written in the singular then, where it is 1.</summary>
    private string? Thing { get; init; }

    private bool IsRate { get; init; }

    public static Unit Of(string ucum) => ucum switch
    {
        "s" => new Unit("seconds", Seconds(1)),
        "ms" => new Unit("milliseconds", Seconds(1e-3)),
        "us" or "µs" => new Unit("microseconds", Seconds(1e-6)),
        "ns" => new Unit("nanoseconds", Seconds(1e-9)),
        "By" => new Unit("bytes", Bytes(1)),
        "KiBy" => new Unit("kibibytes", Bytes(1024)),
        "MiBy" => new Unit("mebibytes", Bytes(1024 * 1024)),
        "%" => new Unit("percent", new Scale(1, "%")),
        "1" => new Unit("ratio", new Scale(1, "")),
        "" => new Unit("", new Scale(1, "")),
        _ when ucum is ['{', .. var thing, '}'] && !thing.Contains('}', StringComparison.Ordinal) => Things(thing.Replace('_', ' ')),
        _ => new Unit(ucum, new Scale(1, ucum)),
    };

    /// <summary>What there is of it each second.</summary>
    public Unit PerSecond() => new($"{Name} per second".TrimStart(), _scales) { Thing = Thing, IsRate = true };

    public string Text(double? value) => value is { } number ? Text(number, ScaleFor(number)) : "–";

    /// <summary>Some values in the same size, as on an axis.</summary>
    public string Text(double value, Scale scale)
    {
        var number = value * scale.Factor;
        var digits = Math.Abs(number) is > 0 and < 0.01 ? number.ToString("0.##e0", CultureInfo.InvariantCulture) : Shown.Number(number);
        var symbol = Thing is not null && digits == "1" ? Thing : scale.Symbol;
        return (symbol, IsRate) switch
        {
            ("", false) => digits,
            ("", true) => $"{digits}/s",
            (_, true) => $"{digits} {symbol}/s",
            _ => $"{digits} {symbol}",
        };
    }

    public Scale ScaleFor(double value) => (value == 0 ? Array.Find(_scales, scale => scale.Factor == 1) : null)
        ?? Array.FindLast(_scales, scale => Math.Abs(value) * (1 + 1e-9) >= scale.From) ?? _scales[0];

    private static Unit Things(string thing) => new(Plural(thing), new Scale(1, Plural(thing))) { Thing = thing };

    private static Scale[] Seconds(double size) =>
    [
        new(size * 1e9, "ns"), new(size * 1e6, "µs", 1e-6 / size), new(size * 1e3, "ms", 1e-3 / size), new(size, "s", 1 / size),
    ];

    private static Scale[] Bytes(double size) =>
    [
        new(size, "B"), new(size / 1024, "KB", 1024 / size), new(size / (1024 * 1024), "MB", 1024 * 1024 / size),
        new(size / (1024 * 1024 * 1024), "GB", 1024 * 1024 * 1024 / size),
    ];

    private static string Plural(string thing) => thing switch
    {
        "" => "",
        [.., 's'] => thing,
        [.., 'x'] or [.., 'c' or 's', 'h'] => $"{thing}es",
        [.., not ('a' or 'e' or 'o' or 'u'), 'y'] => $"{thing[..^1]}ies",
        _ => $"{thing}s",
    };

    /// <param name="Factor">By which a value is multiplied before it is written.</param>
    /// <param name="Symbol">What is written behind it.</param>
    /// <param name="From">The least value that it suits.</param>
    internal sealed record Scale(double Factor, string Symbol, double From = 0);
}
