namespace Cookbook.Data.Recipes.Editing;

/// <summary>
/// What becomes of a recipe that somebody else has changed while it was edited: a three-way merge, field by field; ingredients line by
/// line, tags one by one.
/// </summary>
/// <param name="Content">Both changes together; where they conflict, what was typed.</param>
/// <param name="Theirs">The fields that somebody else has changed and that were taken from them.</param>
/// <param name="Conflicts">The fields that both have changed, each in another way.</param>
public sealed record RecipeMerge(RecipeContent Content, IReadOnlyList<RecipeField> Theirs, IReadOnlyList<RecipeField> Conflicts)
{
    /// <param name="seen">What the editor began with.</param>
    /// <param name="stored">What is there now.</param>
    /// <param name="typed">What the editor wants.</param>
    public static RecipeMerge Of(RecipeContent seen, RecipeContent stored, RecipeContent typed)
    {
        var (content, theirs, conflicts) = (typed, new List<RecipeField>(), new List<RecipeField>());
        foreach (var field in RecipeField.All)
        {
            if (field.IsSame(stored, typed))
            {
                // With the rows' ids: of a form that is sent twice the second does not know them.
                content = field.Take(content, stored);
            }
            else if (field.IsSame(stored, seen))
            {
                continue;
            }
            else if (field.IsSame(typed, seen))
            {
                content = field.Take(content, stored);
                theirs.Add(field);
            }
            else if (Together(field, seen, stored, typed) is { } both)
            {
                content = field.Take(content, both);
                theirs.Add(field);
            }
            else
            {
                conflicts.Add(field);
            }
        }

        return new RecipeMerge(content, theirs, conflicts);
    }

    /// <summary>Null where only a person can tell.</summary>
    private static RecipeContent? Together(RecipeField field, RecipeContent seen, RecipeContent stored, RecipeContent typed)
    {
        if (field == RecipeField.Tags)
        {
            var tags = stored.Tags.Except(seen.Tags.Except(typed.Tags)).Union(typed.Tags.Except(seen.Tags));
            return typed with { Tags = [.. tags.Order(StringComparer.Ordinal)] };
        }

        return field == RecipeField.Ingredients && IngredientMerge.Of(seen.Ingredients, stored.Ingredients, typed.Ingredients) is { } lines
            ? typed with { Ingredients = lines }
            : null;
    }
}
