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
    /// <summary>
    /// Two commands, one more for a tag and one for a food; one less if nothing is found. Null if there is no such page; the first always is.
    /// </summary>
    /// <param name="db">The context.</param>
    /// <param name="filter">What to look for.</param>
    /// <param name="order">Recipes that are equal in it stand in the order of their ids, the last first where it is a descending one.</param>
    /// <param name="number">The page, from 1.</param>
    /// <param name="size">Recipes a page.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public static async Task<Paged<ListedRecipe>?> RecipeListAsync(
        this CookbookDbContext db, RecipeFilter filter, RecipeOrder order, int number, int size, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);

        if (!Paging.CanBe(number, size))
        {
            return null;
        }

        var narrowed = await NarrowedRecipes.ReadAsync(db, filter, cancellationToken);
        var total = await narrowed.CountAsync(cancellationToken);
        var before = (number - 1) * size;
        if (before >= total)
        {
            return number == 1 ? new Paged<ListedRecipe>([], number, size, total) : null;
        }

        // Which recipes are on the page the indexes tell: those before it are not looked at, and are counted off from the nearer end.
        var here = Math.Min(size, total - before);
        var page = before < total / 2
            ? narrowed.Recipes.InOrder(order).Skip(before).Take(here).Select(recipe => recipe.Id)
            : narrowed.Recipes.InOrder(Backwards(order)).Skip(total - before - here).Take(here).Select(recipe => recipe.Id);
        var rows = await db.Recipes.AsNoTracking()
            .Where(recipe => page.Contains(recipe.Id))
            .InOrder(order)
            .Select(recipe => new ListedRecipe(
                recipe.Id,
                recipe.Slug,
                recipe.Name,
                recipe.Tags.OrderBy(tag => tag.Name).Select(tag => tag.Name).ToList(),
                recipe.Ingredients.Count,
                recipe.UpdatedAt))
            .AsSingleQuery()
            .ToListAsync(cancellationToken);
        return new Paged<ListedRecipe>(rows, number, size, total);
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

    private static RecipeOrder Backwards(RecipeOrder order) => order switch
    {
        RecipeOrder.Name => RecipeOrder.NameDescending,
        RecipeOrder.NameDescending => RecipeOrder.Name,
        RecipeOrder.Updated => RecipeOrder.UpdatedDescending,
        _ => RecipeOrder.Updated,
    };

    private static IOrderedQueryable<Recipe> InOrder(this IQueryable<Recipe> recipes, RecipeOrder order) => order switch
    {
        RecipeOrder.NameDescending => recipes.OrderByDescending(recipe => recipe.Name).ThenByDescending(recipe => recipe.Id),
        RecipeOrder.Updated => recipes.OrderBy(recipe => recipe.UpdatedAt).ThenBy(recipe => recipe.Id),
        RecipeOrder.UpdatedDescending => recipes.OrderByDescending(recipe => recipe.UpdatedAt).ThenByDescending(recipe => recipe.Id),
        _ => recipes.OrderBy(recipe => recipe.Name).ThenBy(recipe => recipe.Id),
    };
}
