using System.Text.Json;
using Cookbook.Data.History;
using Cookbook.Data.Recipes.Editing;

namespace Cookbook.Web.Pages.Admin.Recipes;

internal static class SeenContent
{
    /// <summary>
    /// What the form showed at first. From a form that somebody has damaged nothing is taken for granted: each field that differs is
    /// asked about.
    /// </summary>
    public static RecipeContent Read(string? json)
    {
        try
        {
            var seen = RevisionContent.Read<RecipeContent>(json ?? "");
            return IsWhole(seen) ? seen : new RecipeContent();
        }
        catch (JsonException)
        {
            return new RecipeContent();
        }
    }

    /// <summary>JSON can say null where C# cannot.</summary>
    private static bool IsWhole(RecipeContent seen) =>
        seen is { Name: not null, Description: not null, Instructions: not null, Tags: not null, Ingredients: not null }
        && seen.Tags.All(tag => tag is not null)
        && seen.Ingredients.All(line => line is { Food: not null, Unit: not null, Written: not null });
}
