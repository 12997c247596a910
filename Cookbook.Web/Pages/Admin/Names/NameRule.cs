using System.Globalization;

namespace Cookbook.Web.Pages.Admin.Names;

/// <summary>What a name may be.</summary>
internal static class NameRule
{
    public static string? Problem(NameKind kind, string name) => Problem(kind.One, kind.MaxLength, name);

    /// <summary>What is wrong with a name, as it would be stored; null if nothing is.</summary>
    /// <param name="what">"food".</param>
    /// <param name="maxLength">In code points.</param>
    /// <param name="name">The name.</param>
    public static string? Problem(string what, int maxLength, string name)
    {
        if (name.All(IsBlank))
        {
            return $"Enter the name of the {what}.";
        }

        if (name.Any(char.IsControl))
        {
            return "A name is one line of text: take out the line breaks, tabs and other control characters.";
        }

        // Postgres counts code points.
        var length = name.EnumerateRunes().Count();
        return length <= maxLength
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"The name of a {what} has at most {maxLength} characters; this one has {length}.");
    }

    /// <summary>Nothing to be seen, like a space or a zero-width joiner.</summary>
    private static bool IsBlank(char character) =>
        char.IsWhiteSpace(character) || char.GetUnicodeCategory(character) is UnicodeCategory.Format;
}
