using Cookbook.Data.Html;
using Cookbook.Data.Recipes.Editing;

namespace Cookbook.Web.Pages.Admin.Recipes;

/// <summary>What a recipe's reader will see.</summary>
internal sealed record RecipePreview(string Name, string Description, string Instructions, IReadOnlyList<string> Lines)
{
    public static RecipePreview Of(RecipeContent content) => new(
        content.Name,
        RecipeHtml.CleanInline(content.Description),
        RecipeHtml.Clean(content.Instructions),
        [.. content.Ingredients.Select(line => line.Line)]);
}
