using Microsoft.EntityFrameworkCore;

namespace Cookbook.Data.Recipes.Editing;

/// <summary>Between the rows of a recipe and what an editor sees of them.</summary>
public static class EditingRecipes
{
    /// <summary>A recipe with all that belongs to it, to be changed. Null if there is none. Four commands.</summary>
    public static Task<Recipe?> RecipeToEditAsync(this CookbookDbContext db, int id, CancellationToken cancellationToken) =>
        db.RecipesToEdit().SingleOrDefaultAsync(recipe => recipe.Id == id, cancellationToken);

    /// <summary>Those of these recipes that there are, by their ids, with all that belongs to them. Four commands.</summary>
    public static Task<Dictionary<int, Recipe>> RecipesToEditAsync(this CookbookDbContext db, IEnumerable<int> ids, CancellationToken cancellationToken) =>
        db.RecipesToEdit().Where(recipe => ids.Contains(recipe.Id)).ToDictionaryAsync(recipe => recipe.Id, cancellationToken);

    /// <param name="recipe">With its ingredients, their foods, its tags and its photo.</param>
    public static RecipeContent Content(this Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);

        return new RecipeContent
        {
            Name = recipe.Name,
            Description = recipe.Description,
            Instructions = recipe.Instructions,
            Servings = recipe.Servings,
            PrepMinutes = (int?)recipe.PrepTime?.TotalMinutes,
            CookMinutes = (int?)recipe.CookTime?.TotalMinutes,
            SourceUrl = recipe.SourceUrl,
            Photo = recipe.Photo?.Hash,
            Tags = [.. recipe.Tags.Select(tag => tag.Name).Order(StringComparer.Ordinal)],
            Ingredients =
            [
                .. recipe.Ingredients.OrderBy(line => line.Position).ThenBy(line => line.Id).Select(line =>
                    new IngredientContent(line.Id, line.Food!.Name, line.Amount, line.UnitOfMeasure, line.Description)),
            ],
        };
    }

    /// <summary>
    /// Makes the recipe's rows say what <paramref name="content"/> says, and leaves alone what says so already. Lines keep their rows.
    /// </summary>
    /// <param name="recipe">With all that belongs to it.</param>
    /// <param name="content">Checked.</param>
    /// <param name="foods">Each line's food, in the order of the lines.</param>
    /// <param name="tags">The content's tags.</param>
    public static void Apply(this Recipe recipe, RecipeContent content, IReadOnlyList<Food> foods, IReadOnlyList<Tag> tags)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(foods);

        recipe.Name = content.Name;
        recipe.Description = content.Description;
        recipe.Instructions = content.Instructions;
        recipe.Servings = content.Servings;
        recipe.PrepTime = Minutes(recipe.PrepTime, content.PrepMinutes);
        recipe.CookTime = Minutes(recipe.CookTime, content.CookMinutes);
        recipe.SourceUrl = content.SourceUrl;

        recipe.Tags.RemoveAll(tag => !tags.Contains(tag));
        recipe.Tags.AddRange([.. tags.Where(tag => !recipe.Tags.Contains(tag))]);

        var rows = recipe.Ingredients.ToDictionary(line => line.Id);
        var kept = new List<Ingredient>();
        foreach (var (position, line) in content.Ingredients.Index())
        {
            // A line that this recipe does not have, or that was named before, is a new one: whatever the form says.
            var row = line.Id is { } id && rows.Remove(id, out var found) ? found : new Ingredient { UnitOfMeasure = "", Description = "" };
            row.Food = foods[position];
            row.Amount = line.Amount;
            row.UnitOfMeasure = line.Unit;
            row.Description = line.Written;
            row.Position = position;
            kept.Add(row);
        }

        recipe.Ingredients.RemoveAll(line => !kept.Contains(line));
        recipe.Ingredients.AddRange([.. kept.Where(line => !recipe.Ingredients.Contains(line))]);
    }

    private static IQueryable<Recipe> RecipesToEdit(this CookbookDbContext db) => db.Recipes
        .Include(recipe => recipe.Ingredients.OrderBy(line => line.Position).ThenBy(line => line.Id)).ThenInclude(line => line.Food)
        .Include(recipe => recipe.Tags)
        .Include(recipe => recipe.OldSlugs)
        .Include(recipe => recipe.Photo)
        .AsSplitQuery();

    /// <summary>Whoever leaves the minutes alone leaves the seconds too, that a row may have from elsewhere.</summary>
    private static TimeSpan? Minutes(TimeSpan? stored, int? minutes) =>
        (int?)stored?.TotalMinutes == minutes ? stored : minutes is { } given ? TimeSpan.FromMinutes(given) : null;
}
