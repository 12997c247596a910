using System.Text.RegularExpressions;
using Cookbook.Data.Html;

namespace Cookbook.Web.Pages.Admin.Recipes;

/// <summary>The two fields that are HTML. Text without a tag is welcome too.</summary>
/// <param name="Name">At the beginning of a sentence, in the plural.</param>
/// <param name="Clean">What is stored, and what was left out because it is not allowed.</param>
internal sealed partial record RecipeRichText(string Name, Func<string, (string Html, IReadOnlyList<string> LeftOut)> Clean)
{
    public static RecipeRichText Description { get; } = new("Descriptions", RecipeHtml.CheckInline);

    public static RecipeRichText Instructions { get; } = new("Instructions", html => RecipeHtml.Check(WithParagraphs(html)));

    /// <summary>Numbered lines are steps; other lines are paragraphs, with empty lines between them.</summary>
    private static string WithParagraphs(string text)
    {
        if (text.Contains('<', StringComparison.Ordinal) || text.Length == 0)
        {
            return text;
        }

        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.All(line => StepNumber().IsMatch(line))
            ? $"<ol>\n{string.Join('\n', lines.Select(line => $"<li>{StepNumber().Replace(line, "")}</li>"))}\n</ol>"
            : string.Join('\n', EmptyLine().Split(text).Select(paragraph => $"<p>{paragraph.Trim().Replace("\n", "<br>\n", StringComparison.Ordinal)}</p>"));
    }

    [GeneratedRegex(@"\A[0-9]{1,3}[.)]\s+")]
    private static partial Regex StepNumber();

    [GeneratedRegex(@"\n\s*\n")]
    private static partial Regex EmptyLine();
}
