using System.Collections.Concurrent;
using Cookbook.LocalHosting.Dashboard.Store.Console;

namespace Cookbook.LocalHosting.Dashboard.Pages.Console;

/// <summary>Styles in the words of console.css.</summary>
internal static class Classes
{
    private static readonly ConcurrentDictionary<TextStyle, string> Known = new();

    /// <summary>Empty if the text looks like the rest.</summary>
    public static string Of(TextStyle style) => style == default ? "" : Known.GetOrAdd(style, Make);

    private static string Make(TextStyle style)
    {
        var (text, ground) = style.Emphasis.HasFlag(Emphasis.Inverse) ? (style.Ground, style.Text) : (style.Text, style.Ground);
        var classes = new List<string>();
        if (ground != Hue.None || style.Emphasis.HasFlag(Emphasis.Inverse))
        {
            // On a coloured ground every text has the colour of the paper: two hues on each other are not always legible.
            classes.Add(ground == Hue.None ? "ground" : $"ground {Word(ground)}");
        }
        else if (text != Hue.None)
        {
            classes.Add(Word(text));
        }

        classes.AddRange(((Emphasis[])[Emphasis.Bold, Emphasis.Dim, Emphasis.Italic, Emphasis.Underlined])
            .Where(emphasis => style.Emphasis.HasFlag(emphasis))
            .Select(emphasis => emphasis.ToString().ToLowerInvariant()));
        return string.Join(' ', classes);
    }

    private static string Word(Hue hue) => hue >= Hue.BrightRed
        ? $"bright {(hue - (Hue.BrightRed - Hue.Red)).ToString().ToLowerInvariant()}"
        : hue.ToString().ToLowerInvariant();
}
