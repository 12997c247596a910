using Microsoft.EntityFrameworkCore;

namespace Cookbook.Data.Recipes;

/// <summary>A recipe in the admin's list.</summary>
public sealed record ListedRecipe(int Id, string Slug, string Name, IReadOnlyList<string> Tags, int Ingredients, DateTimeOffset UpdatedAt);

/// <summary>How to order the admin's list.</summary>
public enum RecipeOrder
{
    Name,
    NameDescending,
    Updated,
    UpdatedDescending,
}

/// <summary>What to look for.</summary>
/// <param name="Text">In the name; null for all.</param>
/// <param name="Tag">A tag's name; null for all.</param>
/// <param name="Food">A food's name, whatever its case; null for all.</param>
/// <param name="WithoutIngredients">Those alone that have none.</param>
public sealed record RecipeFilter(string? Text, string? Tag, string? Food, bool WithoutIngredients);

/// <summary>What goes when a recipe is deleted.</summary>
public sealed record RecipeToDelete(int Id, string Slug, string Name, uint Version, int Ingredients, IReadOnlyList<string> Tags, IReadOnlyList<string> OldSlugs);

public static class RecipeListQueries
{
    /// <summary>Two commands. Null if there is no such page; the first always is.</summary>
    /// <param name="db">The context.</param>
    /// <param name="filter">What to look for.</param>
    /// <param name="order">Recipes that are equal in it stand in the order of their ids.</param>
    /// <param name="number">The page, from 1.</param>
    /// <param name="size">Recipes a page.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public static Task<Paged<ListedRecipe>?> RecipeListAsync(
        this CookbookDbContext db, RecipeFilter filter, RecipeOrder order, int number, int size, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);

        var found = db.Recipes.AsNoTracking().Where(filter);
        var ordered = order switch
        {
            RecipeOrder.NameDescending => found.OrderByDescending(recipe => recipe.Name).ThenBy(recipe => recipe.Id),
            RecipeOrder.Updated => found.OrderBy(recipe => recipe.UpdatedAt).ThenBy(recipe => recipe.Id),
            RecipeOrder.UpdatedDescending => found.OrderByDescending(recipe => recipe.UpdatedAt).ThenBy(recipe => recipe.Id),
            _ => found.OrderBy(recipe => recipe.Name).ThenBy(recipe => recipe.Id),
        };
        return ordered
            .Select(recipe => new ListedRecipe(
                recipe.Id,
                recipe.Slug,
                recipe.Name,
                recipe.Tags.OrderBy(tag => tag.Name).Select(tag => tag.Name).ToList(),
                recipe.Ingredients.Count,
                recipe.UpdatedAt))
            .AsSingleQuery()
            .PageAsync(number, size, cancellationToken);
    }

    /// <summary>Those of these recipes that there are, by name. One command.</summary>
    public static Task<List<RecipeToDelete>> RecipesToDeleteAsync(this CookbookDbContext db, IEnumerable<int> ids, CancellationToken cancellationToken) =>
        db.Recipes.AsNoTracking()
            .Where(recipe => ids.Contains(recipe.Id))
            .OrderBy(recipe => recipe.Name).ThenBy(recipe => recipe.Id)
            .Select(recipe => new RecipeToDelete(
                recipe.Id,
                recipe.Slug,
                recipe.Name,
                recipe.Version,
                recipe.Ingredients.Count,
                recipe.Tags.OrderBy(tag => tag.Name).Select(tag => tag.Name).ToList(),
                recipe.OldSlugs.OrderBy(old => old.Slug).Select(old => old.Slug).ToList()))
            .AsSingleQuery()
            .ToListAsync(cancellationToken);

    private static IQueryable<Recipe> Where(this IQueryable<Recipe> recipes, RecipeFilter filter)
    {
        if (filter.Text is { } text)
        {
            recipes = recipes.Where(recipe => EF.Functions.ILike(recipe.Name, $"%{LikePattern.Literal(text)}%", LikePattern.Escape));
        }

        if (filter.Tag is { } tag)
        {
            recipes = recipes.Where(recipe => recipe.Tags.Any(found => found.Name == tag));
        }

        if (filter.Food is { } food)
        {
            recipes = recipes.Where(recipe => recipe.Ingredients.Any(line => EF.Functions.ILike(line.Food!.Name, LikePattern.Literal(food), LikePattern.Escape)));
        }

        return filter.WithoutIngredients ? recipes.Where(recipe => recipe.Ingredients.Count == 0) : recipes;
    }
}
