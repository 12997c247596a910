namespace Cookbook.Data.Recipes;

/// <summary>Patterns of SQL's LIKE and PostgreSQL's ILIKE.</summary>
internal static class LikePattern
{
    /// <summary>To be passed along: without it EF Core says that there is none. (ILIKE ANY takes none, and has this one.)</summary>
    public const string Escape = "\\";

    /// <summary>As a pattern that means the text itself.</summary>
    public static string Literal(string text) => text
        .Replace(Escape, Escape + Escape, StringComparison.Ordinal)
        .Replace("%", Escape + "%", StringComparison.Ordinal)
        .Replace("_", Escape + "_", StringComparison.Ordinal);
}
