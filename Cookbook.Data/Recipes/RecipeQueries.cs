using Cookbook.Data.Photos;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Data.Recipes;

/// <summary>A line in a list of recipes.</summary>
public sealed record RecipeRow(string Slug, string Name, string Description, TimeSpan? PrepTime, TimeSpan? CookTime, IReadOnlyList<string> Tags)
{
    /// <summary>Null for a recipe without a photograph.</summary>
    public PhotoShown? Photo { get; init; }
}

/// <summary>
/// A recipe as its reader sees it. <paramref name="Ingredients"/> are the lines in their order, <paramref name="Foods"/> the ids of the
/// foods whose names stand in them because nobody has written the line in words of their own.
/// </summary>
public sealed record RecipeInFull(
    int Id,
    string Slug,
    string Name,
    string Description,
    string Instructions,
    int? Servings,
    TimeSpan? PrepTime,
    TimeSpan? CookTime,
    string? SourceUrl,
    IReadOnlyList<string> Tags,
    IReadOnlyList<string> Ingredients,
    IReadOnlyList<int> Foods)
{
    /// <summary>Null for a recipe without a photograph, and where recipes are listed in full.</summary>
    public PhotoShown? Photo { get; init; }
}

/// <summary>A page of recipes, and how many there are in all.</summary>
public sealed record RecipePage(IReadOnlyList<RecipeInFull> Recipes, int Number, int Size, int Total)
{
    /// <summary>At least one: a cookbook without recipes still has its first page.</summary>
    public int Pages => Math.Max(1, (Total + Size - 1) / Size);
}

/// <summary>A tag and the number of recipes that carry it.</summary>
public sealed record TagCount(string Name, int Recipes);

/// <summary>What the home page shows.</summary>
public sealed record Home(IReadOnlyList<RecipeRow> Newest, IReadOnlyList<TagCount> Tags);

/// <summary>
/// What the pages ask of the database. Each method states how many commands it sends; the number does not grow with the number of
/// recipes or ingredients.
/// </summary>
public static class RecipeQueries
{
    /// <summary>The newest recipes and all tags in use, by name. Two commands.</summary>
    public static async Task<Home> HomeAsync(this CookbookDbContext db, int newest, CancellationToken cancellationToken)
    {
        var recipes = await db.Recipes.AsNoTracking()
            .OrderByDescending(recipe => recipe.CreatedAt).ThenByDescending(recipe => recipe.Id)
            .Take(newest)
            .Select(recipe => new RecipeRow(
                recipe.Slug,
                recipe.Name,
                recipe.Description,
                recipe.PrepTime,
                recipe.CookTime,
                recipe.Tags.OrderBy(tag => tag.Name).Select(tag => tag.Name).ToList())
            {
                Photo = recipe.Photo == null ? null : new PhotoShown(recipe.Photo.Hash, recipe.Photo.Width, recipe.Photo.Height, recipe.Photo.Widths),
            })
            .AsSingleQuery()
            .ToListAsync(cancellationToken);

        var tags = await db.Tags.AsNoTracking()
            .Where(tag => db.TagLinks.Any(link => (int)link["TagId"] == tag.Id))
            .OrderBy(tag => tag.Name)
            .Select(tag => new TagCount(tag.Name, db.TagLinks.Count(link => (int)link["TagId"] == tag.Id)))
            .ToListAsync(cancellationToken);

        return new Home(recipes, tags);
    }

    /// <summary>
    /// The tutorial's page: recipes with description, ingredients and instructions, oldest first. Two commands.
    /// Null if there is no such page; the first always is.
    /// </summary>
    /// <param name="db">The context.</param>
    /// <param name="number">The page, from 1.</param>
    /// <param name="size">Recipes a page.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public static async Task<RecipePage?> PageAsync(this CookbookDbContext db, int number, int size, CancellationToken cancellationToken)
    {
        if (!Paging.CanBe(number, size))
        {
            return null;
        }

        // Which recipes are on the page the index tells: those before it are not looked at.
        var page = db.Recipes.OrderBy(recipe => recipe.Id).Skip((number - 1) * size).Take(size).Select(recipe => recipe.Id);
        var rows = await db.Recipes.AsNoTracking()
            .Where(recipe => page.Contains(recipe.Id))
            .SelectMany(
                // db.Recipes.Count() in the projection does not depend on its row, so EF would send it first, as a third command.
                _ => db.Recipes.GroupBy(_ => 1).Select(all => all.Count()),
                (recipe, total) => new
                {
                    recipe.Id,
                    recipe.Slug,
                    recipe.Name,
                    recipe.Description,
                    recipe.Instructions,
                    recipe.Servings,
                    recipe.PrepTime,
                    recipe.CookTime,
                    recipe.SourceUrl,
                    Total = total,
                })
            .OrderBy(row => row.Id)
            .ToListAsync(cancellationToken);

        if (rows.Count == 0)
        {
            return number == 1 ? new RecipePage([], number, size, 0) : null;
        }

        var ids = rows.ConvertAll(row => row.Id);
        var lines = (await db.LinesAsync(ids, cancellationToken)).ToLookup(line => line.RecipeId);
        var recipes = rows.ConvertAll(row => new RecipeInFull(
            row.Id,
            row.Slug,
            row.Name,
            row.Description,
            row.Instructions,
            row.Servings,
            row.PrepTime,
            row.CookTime,
            row.SourceUrl,
            [],
            TextsOf(lines[row.Id]),
            FoodsIn(lines[row.Id])));
        return new RecipePage(recipes, number, size, rows[0].Total);
    }

    /// <summary>One recipe. Two commands. Null if no recipe has this slug now; <see cref="MovedToAsync"/> knows the old ones.</summary>
    public static async Task<RecipeInFull?> RecipeAsync(this CookbookDbContext db, string slug, CancellationToken cancellationToken)
    {
        var recipe = await db.Recipes.AsNoTracking()
            .Where(recipe => recipe.Slug == slug)
            .Select(recipe => new
            {
                recipe.Id,
                recipe.Name,
                recipe.Description,
                recipe.Instructions,
                recipe.Servings,
                recipe.PrepTime,
                recipe.CookTime,
                recipe.SourceUrl,
                Tags = recipe.Tags.OrderBy(tag => tag.Name).Select(tag => tag.Name).ToList(),
                Photo = recipe.Photo == null ? null : new PhotoShown(recipe.Photo.Hash, recipe.Photo.Width, recipe.Photo.Height, recipe.Photo.Widths),
            })
            .AsSingleQuery()
            .SingleOrDefaultAsync(cancellationToken);

        if (recipe is null)
        {
            return null;
        }

        var lines = await db.LinesAsync([recipe.Id], cancellationToken);
        return new RecipeInFull(
            recipe.Id,
            slug,
            recipe.Name,
            recipe.Description,
            recipe.Instructions,
            recipe.Servings,
            recipe.PrepTime,
            recipe.CookTime,
            recipe.SourceUrl,
            recipe.Tags,
            TextsOf(lines),
            FoodsIn(lines))
        {
            Photo = recipe.Photo,
        };
    }

    /// <summary>The slug of the recipe that once had this one; null if none had. One command.</summary>
    public static Task<string?> MovedToAsync(this CookbookDbContext db, string oldSlug, CancellationToken cancellationToken) =>
        db.OldSlugs.AsNoTracking()
            .Where(old => old.Slug == oldSlug)
            .Join(db.Recipes, old => old.RecipeId, recipe => recipe.Id, (_, recipe) => recipe.Slug)
            .SingleOrDefaultAsync(cancellationToken);

    private static Task<List<StoredLine>> LinesAsync(this CookbookDbContext db, List<int> recipes, CancellationToken cancellationToken) =>
        db.Ingredients.AsNoTracking()
            .Where(ingredient => recipes.Contains(ingredient.RecipeId))
            .OrderBy(ingredient => ingredient.RecipeId).ThenBy(ingredient => ingredient.Position)
            .Select(ingredient => new StoredLine(
                ingredient.RecipeId, ingredient.Description, ingredient.Amount, ingredient.UnitOfMeasure, ingredient.FoodId, ingredient.Food!.Name))
            .ToListAsync(cancellationToken);

    private static List<string> TextsOf(IEnumerable<StoredLine> lines) =>
        [.. lines.Select(line => IngredientLine.Text(line.Written, line.Amount, line.Unit, line.Food))];

    private static List<int> FoodsIn(IEnumerable<StoredLine> lines) =>
        [.. lines.Where(line => !IngredientLine.IsWritten(line.Written)).Select(line => line.FoodId).Distinct()];

    private sealed record StoredLine(int RecipeId, string Written, decimal? Amount, string Unit, int FoodId, string Food);
}
