using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cookbook.MigrationService.Fixtures;

/// <summary>Django's spellings of decimals and durations, and how a bad value is shown.</summary>
internal sealed partial class FieldReader
{
    /// <summary>Of a value shown in a message, in characters.</summary>
    private const int MaxShown = 60;

    private static readonly JsonSerializerOptions Readable = new()
    {
        // For a terminal and a log, never for a page; control characters are escaped all the same.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>numeric(6,3), as text ("0.500", Django's way) or as a number; null or not there for none.</summary>
    public decimal? Amount(string field)
    {
        if (Find(field) is not { ValueKind: not JsonValueKind.Null } value)
        {
            return null;
        }

        var text = value.ValueKind is JsonValueKind.Number ? value.GetRawText() : TextOf(value);
        const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (!decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out var amount)
            || Math.Abs(amount) >= 1000 || decimal.Round(amount, 3) != amount)
        {
            Refuse(field, $"{Show(value)} is not a decimal number with at most 3 digits before and 3 after the point.");
            return null;
        }

        if (amount < 0)
        {
            Refuse(field, $"{Show(value)} is negative; an amount is 0 or more.");
        }

        return amount;
    }

    /// <summary>"HH:MM:SS" or "D HH:MM:SS" in whole minutes, or null, or not there.</summary>
    public Given<TimeSpan?> Duration(string field)
    {
        switch (Find(field))
        {
            case null:
                return default;
            case { ValueKind: JsonValueKind.Null }:
                return new(true, null);
            case { } value when TextOf(value) is { } text && WholeMinutes().Match(text) is { Success: true } match:
                return new(true, new TimeSpan(Part(match, "days"), Part(match, "hours"), Part(match, "minutes"), 0));
            case { } value:
                Refuse(field, $"{Show(value)} is not a duration in whole minutes: \"HH:MM:00\" or \"D HH:MM:00\".");
                return default;
        }
    }

    /// <summary>Null if it is no text, or one that Postgres cannot hold: with NUL, or with half a surrogate pair.</summary>
    public static string? TextOf(JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return value.GetString() is { } text && !text.Contains('\0', StringComparison.Ordinal) ? text : null;
        }
        catch (InvalidOperationException)
        {
            // The parser lets "\ud800" pass, and only GetString minds.
            return null;
        }
    }

    public static string Show(JsonElement value) =>
        value.ValueKind is JsonValueKind.String && TextOf(value) is { } text ? Show(text) : Shorten(value.GetRawText().ReplaceLineEndings(" "));

    public static string Show(string text) => Shorten(JsonSerializer.Serialize(text, Readable));

    /// <summary>With its article: "an object".</summary>
    public static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        _ => "null",
    };

    private static string Shorten(string json) => json.Length <= MaxShown ? json : json[..MaxShown] + "…";

    private static int Part(Match match, string group) =>
        match.Groups[group] is { Success: true } part ? int.Parse(part.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"\A(?:(?<days>[0-9]{1,4}) )?(?<hours>[01]?[0-9]|2[0-3]):(?<minutes>[0-5][0-9]):00\z")]
    private static partial Regex WholeMinutes();
}
