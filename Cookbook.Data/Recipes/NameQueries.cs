using Microsoft.EntityFrameworkCore;

namespace Cookbook.Data.Recipes;

/// <summary>A food or tag in a list, and the number of recipes that use it.</summary>
public sealed record NameRow
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    public required int Recipes { get; init; }
}

/// <summary>How to order a list of names.</summary>
public enum NameOrder
{
    Name,
    NameDescending,
    Recipes,
    RecipesDescending,
}

/// <summary>Where a recipe is read, and what it is called.</summary>
public sealed record RecipeLink(string Slug, string Name);

/// <summary>A food or tag with the recipes that use it, by name: the first <see cref="NameQueries.UsesShown"/> of them.</summary>
public sealed record NameInUse(int Id, string Name, uint Version, int Recipes, IReadOnlyList<RecipeLink> First);

/// <summary>What the admin site asks about foods and tags. The number of commands does not grow with the number of rows.</summary>
public static class NameQueries
{
    public const int UsesShown = 100;

    /// <param name="db">The context.</param>
    /// <param name="unused">Those alone that no recipe uses.</param>
    public static IQueryable<NameRow> FoodNames(this CookbookDbContext db, bool unused = false) => db.Foods.AsNoTracking()
        .Where(food => !unused || !db.Ingredients.Any(ingredient => ingredient.FoodId == food.Id))
        .Select(food => new NameRow
        {
            Id = food.Id,
            Name = food.Name,
            Recipes = db.Ingredients.Where(ingredient => ingredient.FoodId == food.Id).Select(ingredient => ingredient.RecipeId).Distinct().Count(),
        });

    /// <param name="db">The context.</param>
    /// <param name="unused">Those alone that no recipe uses.</param>
    public static IQueryable<NameRow> TagNames(this CookbookDbContext db, bool unused = false) => db.Tags.AsNoTracking()
        .Where(tag => !unused || !db.TagLinks.Any(link => (int)link["TagId"] == tag.Id))
        .Select(tag => new NameRow { Id = tag.Id, Name = tag.Name, Recipes = db.TagLinks.Count(link => (int)link["TagId"] == tag.Id) });

    /// <summary>The names that contain <paramref name="q"/>, whatever their case. Two commands. Null if there is no such page.</summary>
    /// <param name="names">Of foods or of tags.</param>
    /// <param name="q">Null for all.</param>
    /// <param name="order">Names that are equal in it stand in the order of their ids.</param>
    /// <param name="number">The page, from 1.</param>
    /// <param name="size">Names a page.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public static Task<Paged<NameRow>?> ListAsync(
        this IQueryable<NameRow> names, string? q, NameOrder order, int number, int size, CancellationToken cancellationToken)
    {
        var found = q is null ? names : names.Where(row => EF.Functions.ILike(row.Name, $"%{LikePattern.Literal(q)}%", LikePattern.Escape));
        var ordered = order switch
        {
            NameOrder.NameDescending => found.OrderByDescending(row => row.Name).ThenBy(row => row.Id),
            NameOrder.Recipes => found.OrderBy(row => row.Recipes).ThenBy(row => row.Name).ThenBy(row => row.Id),
            NameOrder.RecipesDescending => found.OrderByDescending(row => row.Recipes).ThenBy(row => row.Name).ThenBy(row => row.Id),
            _ => found.OrderBy(row => row.Name).ThenBy(row => row.Id),
        };
        return ordered.PageAsync(number, size, cancellationToken);
    }

    /// <summary>Whether another one than <paramref name="id"/> has this name, whatever its case. One command.</summary>
    public static Task<bool> IsTakenAsync(this IQueryable<NameRow> names, string name, int id, CancellationToken cancellationToken) =>
        names.AnyAsync(row => row.Id != id && EF.Functions.ILike(row.Name, LikePattern.Literal(name), LikePattern.Escape), cancellationToken);

    /// <summary>Those of these foods that there are, by name. Two commands: in one, they would be counted once for each recipe shown.</summary>
    public static async Task<List<NameInUse>> FoodsInUseAsync(this CookbookDbContext db, IEnumerable<int> ids, CancellationToken cancellationToken)
    {
        var foods = db.Foods.AsNoTracking().Where(food => ids.Contains(food.Id));
        var uses = foods.SelectMany(
            food => db.Recipes.Where(recipe => recipe.Ingredients.Any(ingredient => ingredient.FoodId == food.Id))
                .OrderBy(recipe => recipe.Name).ThenBy(recipe => recipe.Id)
                .Take(UsesShown),
            (food, recipe) => new Use { Of = food.Id, Recipe = recipe.Id, Slug = recipe.Slug, Name = recipe.Name });
        var named = await foods
            .OrderBy(food => food.Name).ThenBy(food => food.Id)
            .Select(food => new NameInUse(
                food.Id,
                food.Name,
                food.Version,
                db.Ingredients.Where(ingredient => ingredient.FoodId == food.Id).Select(ingredient => ingredient.RecipeId).Distinct().Count(),
                new List<RecipeLink>()))
            .ToListAsync(cancellationToken);
        return await named.WithAsync(uses, cancellationToken);
    }

    /// <summary>Those of these tags that there are, by name. Two commands, as above.</summary>
    public static async Task<List<NameInUse>> TagsInUseAsync(this CookbookDbContext db, IEnumerable<int> ids, CancellationToken cancellationToken)
    {
        var tags = db.Tags.AsNoTracking().Where(tag => ids.Contains(tag.Id));
        var uses = tags.SelectMany(
            tag => db.Recipes.Where(recipe => db.TagLinks.Any(link => (int)link["TagId"] == tag.Id && (int)link["RecipeId"] == recipe.Id))
                .OrderBy(recipe => recipe.Name).ThenBy(recipe => recipe.Id)
                .Take(UsesShown),
            (tag, recipe) => new Use { Of = tag.Id, Recipe = recipe.Id, Slug = recipe.Slug, Name = recipe.Name });
        var named = await tags
            .OrderBy(tag => tag.Name).ThenBy(tag => tag.Id)
            .Select(tag => new NameInUse(
                tag.Id, tag.Name, tag.Version, db.TagLinks.Count(link => (int)link["TagId"] == tag.Id), new List<RecipeLink>()))
            .ToListAsync(cancellationToken);
        return await named.WithAsync(uses, cancellationToken);
    }

    /// <summary>The foods of these names, whatever their case; of two with one name the older first. To be changed. One command.</summary>
    public static Task<List<Food>> FoodsNamedAsync(this CookbookDbContext db, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var patterns = names.Select(LikePattern.Literal).ToList();
        return db.Foods.Where(food => patterns.Any(name => EF.Functions.ILike(food.Name, name))).OrderBy(food => food.Id).ToListAsync(cancellationToken);
    }

    /// <summary>
    /// Names of foods for what has been typed: those that begin with it before those that contain it, the shorter before the longer; if
    /// there is none, those that begin alike. At most two commands.
    /// </summary>
    public static async Task<IReadOnlyList<string>> FoodsLikeAsync(this CookbookDbContext db, string typed, int most, CancellationToken cancellationToken)
    {
        // Not of three chars: the third might be half of a code point, which is no text.
        var beginning = string.Concat(typed.EnumerateRunes().Take(3));
        var found = await LikeAsync($"%{LikePattern.Literal(typed)}%", $"{LikePattern.Literal(typed)}%");
        return found.Count > 0 || beginning.Length == typed.Length ? found : await LikeAsync($"{LikePattern.Literal(beginning)}%", "");

        Task<List<string>> LikeAsync(string pattern, string first) => db.Foods.AsNoTracking()
            .Where(food => EF.Functions.ILike(food.Name, pattern, LikePattern.Escape))
            .Select(food => food.Name)
            .Distinct()
            .OrderByDescending(name => EF.Functions.ILike(name, first, LikePattern.Escape)).ThenBy(name => name.Length).ThenBy(name => name)
            .Take(most)
            .ToListAsync(cancellationToken);
    }

    private static async Task<List<NameInUse>> WithAsync(this List<NameInUse> named, IQueryable<Use> uses, CancellationToken cancellationToken)
    {
        // The database's order of names.
        var sorted = await uses.OrderBy(use => use.Name).ThenBy(use => use.Recipe).ToListAsync(cancellationToken);
        var found = sorted.ToLookup(use => use.Of);
        return named.ConvertAll(name => name with { First = [.. found[name.Id].Select(use => new RecipeLink(use.Slug, use.Name))] });
    }

    /// <summary>A recipe that uses a food or tag. With properties to be set, for the database is to sort by them.</summary>
    private sealed record Use
    {
        public required int Of { get; init; }

        public required int Recipe { get; init; }

        public required string Slug { get; init; }

        public required string Name { get; init; }
    }
}
