namespace Cookbook.LocalHosting.Dashboard.Store.Console;

/// <summary>How a terminal would show a piece of text.</summary>
/// <param name="Text">Its colour.</param>
/// <param name="Ground">The colour behind it.</param>
/// <param name="Emphasis">What else there is to it.</param>
internal readonly record struct TextStyle(Hue Text, Hue Ground, Emphasis Emphasis)
{
    public TextStyle With(Emphasis emphasis) => this with { Emphasis = Emphasis | emphasis };

    public TextStyle Without(Emphasis emphasis) => this with { Emphasis = Emphasis & ~emphasis };
}

/// <summary>
/// The colours that there are: a page cannot have any one that a program thinks of, as it has no styles of its own, and as each must be
/// legible on light and on dark.
/// </summary>
internal enum Hue
{
    /// <summary>As the rest: black and white, which change their parts between light and dark.</summary>
    None,
    Grey,
    Red,
    Green,
    Yellow,
    Blue,
    Magenta,
    Cyan,
    BrightRed,
    BrightGreen,
    BrightYellow,
    BrightBlue,
    BrightMagenta,
    BrightCyan,
}

[Flags]
internal enum Emphasis
{
    None = 0,
    Bold = 1,
    Dim = 2,
    Italic = 4,
    Underlined = 8,

    /// <summary>Text and ground change their parts.</summary>
    Inverse = 16,
}
