using Cookbook.Data.Photos;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Data.Recipes;

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

/// <summary>
/// What the pages of recipes ask of the database, compiled once. Each method states how many commands it sends; the number does not grow
/// with the number of recipes or ingredients.
/// </summary>
public static class RecipeQueries
{
    private static readonly PerModel<Func<CookbookDbContext, int, int, IAsyncEnumerable<ListedInFull>>> InFull = new(() => EF.CompileAsyncQuery(
        (CookbookDbContext db, int before, int size) => db.Recipes.AsNoTracking()
            // Which recipes are on the page the index tells: those before it are not looked at.
            .Where(recipe => db.Recipes.OrderBy(one => one.Id).Skip(before).Take(size).Select(one => one.Id).Contains(recipe.Id))
            .SelectMany(
                // db.Recipes.Count() in the projection does not depend on its row, so EF would send it first, as a third command.
                _ => db.Recipes.GroupBy(_ => 1).Select(all => all.Count()),
                (recipe, total) => new { Recipe = recipe, Total = total })
            .OrderBy(row => row.Recipe.Id)
            .Select(row => new ListedInFull(
                new RecipeInFull(
                    row.Recipe.Id,
                    row.Recipe.Slug,
                    row.Recipe.Name,
                    row.Recipe.Description,
                    row.Recipe.Instructions,
                    row.Recipe.Servings,
                    row.Recipe.PrepTime,
                    row.Recipe.CookTime,
                    row.Recipe.SourceUrl,
                    Array.Empty<string>(),
                    Array.Empty<string>(),
                    Array.Empty<int>()),
                row.Total))));

    private static readonly PerModel<Func<CookbookDbContext, string, CancellationToken, Task<RecipeInFull?>>> WithoutLines = new(() => EF.CompileAsyncQuery(
        (CookbookDbContext db, string slug, CancellationToken _) => db.Recipes.AsNoTracking()
            .Where(recipe => recipe.Slug == slug)
            .Select(recipe => new RecipeInFull(
                recipe.Id,
                recipe.Slug,
                recipe.Name,
                recipe.Description,
                recipe.Instructions,
                recipe.Servings,
                recipe.PrepTime,
                recipe.CookTime,
                recipe.SourceUrl,
                recipe.Tags.OrderBy(tag => tag.Name).Select(tag => tag.Name).ToList(),
                Array.Empty<string>(),
                Array.Empty<int>())
            {
                Photo = recipe.Photo == null ? null : new PhotoShown(recipe.Photo.Hash, recipe.Photo.Width, recipe.Photo.Height, recipe.Photo.Widths),
            })
            .AsSingleQuery()
            .SingleOrDefault()));

    private static readonly PerModel<Func<CookbookDbContext, string, CancellationToken, Task<string?>>> SlugNow = new(() => EF.CompileAsyncQuery(
        (CookbookDbContext db, string oldSlug, CancellationToken _) => db.OldSlugs.AsNoTracking()
            .Where(old => old.Slug == oldSlug)
            .Join(db.Recipes, old => old.RecipeId, recipe => recipe.Id, (_, recipe) => recipe.Slug)
            .SingleOrDefault()));

    /// <summary>
    /// The tutorial's page: recipes with description, ingredients and instructions, oldest first. Two commands.
    /// Null if there is no such page; the first always is.
    /// </summary>
    /// <param name="db">The context.</param>
    /// <param name="number">The page, from 1.</param>
    /// <param name="size">Recipes a page.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public static async Task<Paged<RecipeInFull>?> PageAsync(this CookbookDbContext db, int number, int size, CancellationToken cancellationToken)
    {
        if (!Paging.CanBe(number, size))
        {
            return null;
        }

        var rows = await InFull.For(db)(db, (number - 1) * size, size).ToListAsync(cancellationToken);
        if (rows.Count == 0)
        {
            return number == 1 ? new Paged<RecipeInFull>([], number, size, 0) : null;
        }

        var lines = (await StoredLine.ReadAsync(db, rows.ConvertAll(row => row.Recipe.Id), cancellationToken)).ToLookup(line => line.RecipeId);
        var recipes = rows.ConvertAll(row => WithLines(row.Recipe, lines[row.Recipe.Id]));
        return new Paged<RecipeInFull>(recipes, number, size, rows[0].Total);
    }

    /// <summary>One recipe. Two commands. Null if no recipe has this slug now; <see cref="MovedToAsync"/> knows the old ones.</summary>
    public static async Task<RecipeInFull?> RecipeAsync(this CookbookDbContext db, string slug, CancellationToken cancellationToken)
    {
        if (await WithoutLines.For(db)(db, slug, cancellationToken) is not { } recipe)
        {
            return null;
        }

        var lines = await StoredLine.ReadAsync(db, [recipe.Id], cancellationToken);
        return WithLines(recipe, lines);
    }

    /// <summary>The slug of the recipe that once had this one; null if none had. One command.</summary>
    public static Task<string?> MovedToAsync(this CookbookDbContext db, string oldSlug, CancellationToken cancellationToken) =>
        SlugNow.For(db)(db, oldSlug, cancellationToken);

    private static RecipeInFull WithLines(RecipeInFull recipe, IEnumerable<StoredLine> lines) =>
        recipe with { Ingredients = StoredLine.TextsOf(lines), Foods = StoredLine.FoodsIn(lines) };

    private sealed record ListedInFull(RecipeInFull Recipe, int Total);
}
