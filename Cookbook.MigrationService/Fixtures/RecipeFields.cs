using System.Text.RegularExpressions;
using Cookbook.Data;
using Cookbook.Data.Html;
using Cookbook.Data.Recipes;

namespace Cookbook.MigrationService.Fixtures;

/// <summary>The fields of <c>cookbook.recipe</c>: the tutorial's three, and the cookbook's own, which may be left out.</summary>
internal static partial class RecipeFields
{
    public static RecipeRecord Read(RecordPlace place, FieldReader fields) => new(
        place,
        fields.Name("name", Recipe.MaxName),
        RecipeHtml.CleanInline(fields.Text("desc", RecipeHtml.MaxLength)),
        RecipeHtml.Clean(fields.Text("instructions", RecipeHtml.MaxLength)),
        ReadSlug(fields),
        fields.Number("servings", 1, Recipe.MaxServings),
        fields.Duration("prep_time"),
        fields.Duration("cook_time"),
        ReadSourceUrl(fields),
        ReadTags(fields));

    private static string? ReadSlug(FieldReader fields)
    {
        var slug = fields.OptionalText("slug", Slug.MaxLength).Value;
        if (slug is null || SlugPattern().IsMatch(slug))
        {
            return slug;
        }

        fields.Refuse("slug", $"{FieldReader.Show(slug)} is not a slug: lower-case letters a to z, digits, and single hyphens between them.");
        return null;
    }

    private static Given<string?> ReadSourceUrl(FieldReader fields)
    {
        var url = fields.OptionalText("source_url", Recipe.MaxSourceUrl);
        if (url.Value is { } text && !WebAddress.Is(text))
        {
            fields.Refuse("source_url", $"{FieldReader.Show(text)} is not an absolute http or https address.");
        }

        return url;
    }

    /// <summary>Lower-cased, without repetitions.</summary>
    private static Given<IReadOnlyList<string>> ReadTags(FieldReader fields)
    {
        var tags = fields.Texts("tags", Tag.MaxName);
        return tags with { Value = [.. tags.Value.Select(tag => tag.Trim().ToLowerInvariant()).Distinct(StringComparer.Ordinal)] };
    }

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex SlugPattern();
}
