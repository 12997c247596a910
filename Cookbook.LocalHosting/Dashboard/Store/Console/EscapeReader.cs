using System.Buffers;
using System.Globalization;
using System.Text;

namespace Cookbook.LocalHosting.Dashboard.Store.Console;

/// <summary>A piece of a line, all of one style.</summary>
internal readonly record struct StyledText(string Text, TextStyle Style);

/// <summary>
/// Reads a line as a terminal would (ECMA-48): takes its colours, leaves out every other order to a terminal. What is left has no control
/// characters: those are shown by their <see href="https://www.unicode.org/charts/PDF/U2400.pdf">pictures</see>.
/// </summary>
internal static class EscapeReader
{
    private const char Escape = '\e';

    /// <summary>A sequence that is longer is none.</summary>
    private const int Longest = 64;

    private static readonly SearchValues<char> Numeric = SearchValues.Create("0123456789;:");

    public static string Plain(string line)
    {
        if (!line.AsSpan().ContainsAnyInRange('\0', '\x1f') && !line.AsSpan().ContainsAnyInRange('\x7f', '\x9f'))
        {
            return line;
        }

        var text = new StringBuilder(line.Length);
        Read(line, default, (piece, _) => text.Append(piece));
        return text.ToString();
    }

    public static IReadOnlyList<StyledText> Pieces(string line, TextStyle opening)
    {
        var pieces = new List<StyledText>();
        Read(line, opening, (piece, style) => pieces.Add(new StyledText(piece, style)));
        return pieces;
    }

    /// <summary>The style that the next line begins in.</summary>
    public static TextStyle Closing(string line, TextStyle opening) =>
        line.Contains(Escape, StringComparison.Ordinal) ? Read(line, opening, (_, _) => { }) : opening;

    private static TextStyle Read(string line, TextStyle style, Action<string, TextStyle> take)
    {
        var piece = new StringBuilder();
        for (var at = 0; at < line.Length;)
        {
            if (line[at] != Escape)
            {
                piece.Append(Shown(line[at]));
                at++;
                continue;
            }

            var sequence = line.AsSpan(at, Length(line.AsSpan(at)));
            at += sequence.Length;
            if (sequence is not [Escape, '[', .. var parameters, 'm'] || parameters.ContainsAnyExcept(Numeric))
            {
                continue;
            }

            var next = Apply(parameters, style);
            if (next != style && piece.Length > 0)
            {
                take(piece.ToString(), style);
                piece.Clear();
            }

            style = next;
        }

        if (piece.Length > 0)
        {
            take(piece.ToString(), style);
        }

        return style;
    }

    private static char Shown(char character) => character switch
    {
        '\t' => character,
        < ' ' => (char)('\u2400' + character),
        '\x7f' => '\u2421',
        >= '\x80' and <= '\x9f' => '\ufffd',
        _ => character,
    };

    /// <summary>Of the sequence that the text begins with; one that does not end is only its beginning, so that no text is lost.</summary>
    private static int Length(ReadOnlySpan<char> text)
    {
        if (text.Length < 2)
        {
            return text.Length;
        }

        switch (text[1])
        {
            case '[':
                var final = text[2..Math.Min(text.Length, Longest)].IndexOfAnyExceptInRange(' ', '?');
                return final < 0 ? 2 : 2 + final + (text[2 + final] is >= '@' and <= '~' ? 1 : 0);

            // A title, a link and the like: until the bell, or ESC \.
            case ']' or 'P' or 'X' or '^' or '_':
                var end = text[2..].IndexOfAny('\a', Escape);
                return end < 0 ? 2 : 2 + end + (text[2 + end] == '\a' ? 1 : text[(2 + end)..] is [_, '\\', ..] ? 2 : 0);

            // A character set and the like.
            case >= ' ' and <= '/':
                var last = text[1..Math.Min(text.Length, Longest)].IndexOfAnyExceptInRange(' ', '/');
                return last < 0 ? 2 : 2 + last;
            case >= '0' and <= '~':
                return 2;
            default:
                return 1;
        }
    }

    /// <summary>Select graphic rendition: numbers between semicolons; a number's own numbers follow on colons.</summary>
    private static TextStyle Apply(ReadOnlySpan<char> parameters, TextStyle style)
    {
        Span<Range> ranges = stackalloc Range[Longest];
        ranges = ranges[..parameters.Split(ranges, ';')];
        for (var i = 0; i < ranges.Length; i++)
        {
            var parameter = parameters[ranges[i]];
            var colon = parameter.IndexOf(':');
            var code = Number(colon < 0 ? parameter : parameter[..colon]);
            if (code is not (38 or 48))
            {
                style = code == 4 && parameter is [.., ':', '0'] ? style.Without(Emphasis.Underlined) : Apply(code, style);
                continue;
            }

            var isGround = code == 48;
            var numbers = colon >= 0 ? Numbers(parameter[(colon + 1)..], ':')
                : i + 1 < ranges.Length ? Numbers(parameters[ranges[i + 1].Start..], ';')
                : [];
            if (colon >= 0 && numbers is [2, _, _, _, _, ..])
            {
                // A colour space comes before the colour.
                numbers.RemoveAt(1);
            }

            var (hue, used) = Extended(numbers, isGround);
            i += colon >= 0 ? 0 : used;
            style = hue is null ? style : isGround ? style with { Ground = hue.Value } : style with { Text = hue.Value };
        }

        return style;
    }

    private static TextStyle Apply(int code, TextStyle style) => code switch
    {
        0 => default,
        1 => style.With(Emphasis.Bold),
        2 => style.With(Emphasis.Dim),
        3 => style.With(Emphasis.Italic),
        4 or 21 => style.With(Emphasis.Underlined),
        7 => style.With(Emphasis.Inverse),
        22 => style.Without(Emphasis.Bold | Emphasis.Dim),
        23 => style.Without(Emphasis.Italic),
        24 => style.Without(Emphasis.Underlined),
        27 => style.Without(Emphasis.Inverse),
        >= 30 and <= 37 => style with { Text = Hues.Of16(code - 30, isGround: false) },
        39 => style with { Text = Hue.None },
        >= 40 and <= 47 => style with { Ground = Hues.Of16(code - 40, isGround: true) },
        49 => style with { Ground = Hue.None },
        >= 90 and <= 97 => style with { Text = Hues.Of16(code - 90 + 8, isGround: false) },
        >= 100 and <= 107 => style with { Ground = Hues.Of16(code - 100 + 8, isGround: true) },
        _ => style,
    };

    /// <summary>5 and one of 256, or 2 and red, green, blue.</summary>
    private static (Hue? Hue, int Used) Extended(List<int> numbers, bool isGround) => numbers switch
    {
        [5, var number, ..] => (Hues.Of256(number, isGround), 2),
        [2, var red, var green, var blue, ..] => (Hues.Of(red, green, blue, isGround), 4),
        _ => (null, numbers.Count),
    };

    private static List<int> Numbers(ReadOnlySpan<char> text, char separator)
    {
        var numbers = new List<int>();
        foreach (var range in text.Split(separator))
        {
            numbers.Add(Number(text[range]));
        }

        return numbers;
    }

    private static int Number(ReadOnlySpan<char> digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, 255) : 0;
}
