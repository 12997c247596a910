namespace Cookbook.Data.Recipes;

/// <summary>A line of a recipe's list as its reader sees it: as somebody wrote it, or else made of amount, unit and food.</summary>
public static class IngredientLine
{
    /// <param name="written"><see cref="Ingredient.Description"/>.</param>
    /// <param name="amount">None for "to taste".</param>
    /// <param name="unit">Empty for pieces.</param>
    /// <param name="food">The food's name as it is now.</param>
    public static string Text(string written, decimal? amount, string unit, string food)
    {
        ArgumentNullException.ThrowIfNull(written);

        return IsWritten(written)
            ? written
            : string.Join(' ', new[] { amount is { } number ? Amount.Text(number) : "", unit, food }.Where(part => !string.IsNullOrWhiteSpace(part)));
    }

    /// <summary>Whether the line stays as it is when its food gets another name.</summary>
    public static bool IsWritten(string written) => !string.IsNullOrWhiteSpace(written);
}
