namespace Cookbook.LocalHosting.Dashboard.Store.Console;

/// <param name="Number">From 1, among all that the resource has written.</param>
/// <param name="At">When it came: nanoseconds since 1970, in UTC.</param>
/// <param name="Text">Without secrets, and with its escape sequences.</param>
/// <param name="Opening">What the lines before it have left switched on.</param>
internal readonly record struct KeptLine(long Number, long At, string Text, TextStyle Opening)
{
    public string Plain => EscapeReader.Plain(Text);

    public IReadOnlyList<StyledText> Pieces => EscapeReader.Pieces(Text, Opening);

    /// <summary>Roughly, in bytes.</summary>
    public int Weight => 64 + (2 * Text.Length);
}
