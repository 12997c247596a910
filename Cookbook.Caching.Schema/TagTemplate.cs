using System.Text;

namespace Cookbook.Caching.Schema;

/// <summary>A tag with values to be filled in: <c>recipe:{id}</c>.</summary>
public static class TagTemplate
{
    /// <summary>Fills in the values. Null if one of them is missing.</summary>
    /// <exception cref="FormatException">A brace is not closed, or has no name in it.</exception>
    public static string? Fill(string template, Func<string, string?> valueOf)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(valueOf);

        if (!template.Contains('{', StringComparison.Ordinal))
        {
            return template;
        }

        var tag = new StringBuilder();
        foreach (var (text, isName) in Parse(template))
        {
            if (isName && valueOf(text) is null)
            {
                return null;
            }

            tag.Append(isName ? valueOf(text) : text);
        }

        return tag.ToString();
    }

    /// <summary>An SQL expression of type text, null where a column is null.</summary>
    internal static string ToSql(string template, string row) => string.Join(
        " || ",
        Parse(template).Select(part => part.IsName
            ? $"{row}.\"{part.Text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"::text"
            : $"'{part.Text.Replace("'", "''", StringComparison.Ordinal)}'"));

    private static IEnumerable<(string Text, bool IsName)> Parse(string template)
    {
        var rest = template;
        while (rest.Length > 0)
        {
            var open = rest.IndexOf('{', StringComparison.Ordinal);
            if (open != 0)
            {
                yield return (open < 0 ? rest : rest[..open], false);
                rest = open < 0 ? "" : rest[open..];
                continue;
            }

            var close = rest.IndexOf('}', StringComparison.Ordinal);
            if (close < 2)
            {
                throw new FormatException($"The tag '{template}' has a brace without a name, or one that is not closed.");
            }

            yield return (rest[1..close], true);
            rest = rest[(close + 1)..];
        }
    }
}
