using System.Text.RegularExpressions;
using Cookbook.Data.Recipes;

namespace Cookbook.Web.Pages.Recipes;

/// <summary>Where a recipe is read.</summary>
internal static partial class RecipeAddress
{
    public static string Of(string slug) => $"/recipes/{slug}";

    /// <summary>Whether <paramref name="slug"/> has the form of a slug; whether there is such a recipe is not asked.</summary>
    public static bool CanHave(string slug) => slug.Length <= Slug.MaxLength && SlugForm().IsMatch(slug);

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex SlugForm();
}
