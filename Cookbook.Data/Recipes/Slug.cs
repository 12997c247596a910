using System.Globalization;
using System.Text;

namespace Cookbook.Data.Recipes;

/// <summary>The last part of a recipe's address.</summary>
public static class Slug
{
    /// <summary>In characters.</summary>
    public const int MaxLength = 100;

    /// <summary>Room for "-2", "-3", … behind a name that two recipes share.</summary>
    private const int MaxNameLength = 90;

    /// <summary>"Crème brûlée" gives "creme-brulee"; a name without a letter of the Latin script gives "recipe".</summary>
    public static string For(string name)
    {
        ArgumentNullException.ThrowIfNull(name);

        var slug = new StringBuilder(name.Length);
        foreach (var character in name.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark || character is '\'' or '’')
            {
                continue;
            }

            var plain = Plain(char.ToLowerInvariant(character));
            if (plain.Length > 0)
            {
                slug.Append(plain);
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        if (slug.Length > MaxNameLength)
        {
            slug.Length = MaxNameLength;
        }

        var trimmed = slug.ToString().Trim('-');
        return trimmed.Length == 0 ? "recipe" : trimmed;
    }

    /// <summary><paramref name="wanted"/>, or with the first of -2, -3, … that is free; shortened where the number would not fit.</summary>
    public static string Free(string wanted, Func<string, bool> isTaken)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(isTaken);

        var slug = wanted;
        var stem = wanted.Length > MaxNameLength ? wanted[..MaxNameLength].TrimEnd('-') : wanted;
        for (var number = 2; isTaken(slug); number++)
        {
            slug = string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}");
        }

        return slug;
    }

    private static string Plain(char lower) => lower switch
    {
        (>= 'a' and <= 'z') or (>= '0' and <= '9') => lower.ToString(),
        'ı' => "i",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' => "d",
        'ł' => "l",
        'þ' => "th",
        'ð' => "d",
        _ => "",
    };
}
