using Cookbook.Data.Recipes.Editing;

namespace Cookbook.Web.Editing;

/// <summary>What somebody wants a recipe to be.</summary>
internal sealed record RecipeEdit
{
    /// <summary>Null for a new one.</summary>
    public int? Id { get; init; }

    /// <summary>What the form showed before anything was typed. What differs from it has been changed by whoever saves.</summary>
    public required RecipeContent Seen { get; init; }

    public required RecipeContent Typed { get; init; }

    /// <summary>Names of foods that are to be added where there are none.</summary>
    public required IReadOnlyCollection<string> NewFoods { get; init; }

    /// <summary>Of the form: one that is sent twice is done once.</summary>
    public required Guid Submission { get; init; }
}
