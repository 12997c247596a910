using Cookbook.Data.Recipes.Editing;

namespace Cookbook.Web.Editing;

/// <summary>What became of a recipe that was to be saved.</summary>
internal abstract record RecipeOutcome
{
    private RecipeOutcome()
    {
    }

    /// <summary>Saved.</summary>
    /// <param name="Id">The recipe's.</param>
    /// <param name="IsChanged">False if it was like this already.</param>
    /// <param name="Theirs">The fields that somebody else had changed meanwhile, and that stay as they made them.</param>
    public sealed record Saved(int Id, bool IsChanged, IReadOnlyList<RecipeField> Theirs) : RecipeOutcome;

    /// <summary>Somebody else has changed the same in another way. Nothing was saved.</summary>
    /// <param name="Stored">What is there now.</param>
    /// <param name="Merge">What becomes of both, as far as it can be told.</param>
    public sealed record Conflicting(RecipeContent Stored, RecipeMerge Merge) : RecipeOutcome;

    /// <summary>There are no foods of these names, and it was not said that they are new. Nothing was saved.</summary>
    /// <param name="Similar">By the name that was typed: foods that might be meant.</param>
    public sealed record UnknownFoods(IReadOnlyDictionary<string, IReadOnlyList<string>> Similar) : RecipeOutcome;

    /// <summary>The recipe has been deleted. Nothing was saved.</summary>
    public sealed record Gone : RecipeOutcome;
}
