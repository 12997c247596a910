using System.Globalization;
using System.Text.RegularExpressions;

namespace Cookbook.Data.Recipes;

/// <summary>How much of a food: numeric(6,3), as people write it and as they read it.</summary>
public static partial class Amount
{
    public const decimal Most = 999.999m;

    private static readonly (int Numerator, int Denominator)[] Fractions =
        [(1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 8), (3, 8), (5, 8), (7, 8)];

    /// <summary>"1 1/2" for 1.5, "1/3" for 0.333; decimals where no kitchen fraction comes as near as the column's three decimals.</summary>
    public static string Text(decimal amount)
    {
        var whole = decimal.Truncate(amount);
        foreach (var (numerator, denominator) in Fractions)
        {
            if (decimal.Round((decimal)numerator / denominator, 3) == amount - whole)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{(whole == 0 ? "" : $"{whole:0} ")}{numerator}/{denominator}");
            }
        }

        return amount.ToString("0.###", CultureInfo.InvariantCulture);
    }

    /// <summary>Reads "2", "0.5", "1/2", "1 1/2" and "½"; fractions are rounded to three decimals.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="amount">The amount; none if nothing was typed.</param>
    /// <returns>What is wrong; null if nothing is.</returns>
    public static string? Read(string text, out decimal? amount)
    {
        ArgumentNullException.ThrowIfNull(text);

        amount = null;
        var plain = Plain(text);
        if (plain.Length == 0)
        {
            return null;
        }

        if (Form().Match(plain) is not { Success: true } match)
        {
            return plain.StartsWith('-')
                ? $"“{text.Trim()}” is negative. An amount is 0 or more."
                : $"“{Short(text.Trim())}” is no amount. Write 2, 0.5, 1/2 or 1 1/2; leave it empty for “to taste”.";
        }

        var whole = Number(match.Groups["whole"]);
        var (numerator, denominator) = (Number(match.Groups["numerator"]), Number(match.Groups["denominator"]));
        if (match.Groups["denominator"].Success && denominator == 0)
        {
            return $"“{text.Trim()}” divides by zero. Write a fraction like 1/2.";
        }

        if (decimal.Round(whole, 3) != whole)
        {
            return $"“{text.Trim()}” has more than three decimals.";
        }

        var value = decimal.Round(whole + (denominator == 0 ? 0 : numerator / denominator), 3);
        if (value > Most)
        {
            return $"“{text.Trim()}” is more than 999.999. Choose a larger unit.";
        }

        amount = value;
        return null;
    }

    /// <summary>"1½" becomes "1 1/2": compatibility decomposition, with its fraction slash.</summary>
    private static string Plain(string text)
    {
        var spaced = VulgarFraction().Replace(text, " $0");
        return spaced.Normalize(System.Text.NormalizationForm.FormKC).Replace('\u2044', '/').Trim();
    }

    private static decimal Number(Group group) =>
        group.Success ? decimal.Parse(group.ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) : 0;

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";

    [GeneratedRegex(@"\A(?:(?<whole>[0-9]{1,9}(?:\.[0-9]{1,9})?)|(?:(?<whole>[0-9]{1,9}) +)?(?<numerator>[0-9]{1,9}) ?/ ?(?<denominator>[0-9]{1,9}))\z")]
    private static partial Regex Form();

    [GeneratedRegex(@"[\u00BC-\u00BE\u2150-\u215E]")]
    private static partial Regex VulgarFraction();
}
