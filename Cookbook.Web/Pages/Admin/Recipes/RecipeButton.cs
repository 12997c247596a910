using System.Globalization;

namespace Cookbook.Web.Pages.Admin.Recipes;

/// <summary>The form's buttons. Those of a line have its number behind a colon: <c>up:3</c>.</summary>
internal static class RecipeButton
{
    public const string Save = "save";

    public const string SaveAndAddAnother = "add-another";

    public const string SaveAndContinue = "continue";

    public const string Preview = "preview";

    public const string MoreLines = "lines";

    public const string Up = "up";

    public const string Down = "down";

    public const string Remove = "remove";

    public static string Of(string button, int line) => string.Create(CultureInfo.InvariantCulture, $"{button}:{line}");

    /// <summary>Whether it was a button of the list of ingredients; if so, it has done what it does.</summary>
    public static bool TryEditLines(string? button, List<LineRow> lines)
    {
        if (button == MoreLines)
        {
            return true;
        }

        if (button?.Split(':') is not [var what and (Up or Down or Remove), var number]
            || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var at) || at >= lines.Count)
        {
            return false;
        }

        var line = lines[at];
        lines.RemoveAt(at);
        if (what != Remove)
        {
            lines.Insert(Math.Clamp(what == Up ? at - 1 : at + 1, 0, lines.Count), line);
        }

        return true;
    }
}
