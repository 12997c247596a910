using Cookbook.Data.Photos;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Data.Recipes;

/// <summary>A line in a list of recipes.</summary>
public sealed record RecipeRow(string Slug, string Name, string Description, TimeSpan? PrepTime, TimeSpan? CookTime, IReadOnlyList<string> Tags)
{
    /// <summary>Null for a recipe without a photograph.</summary>
    public PhotoShown? Photo { get; init; }
}

/// <summary>A tag and the number of recipes that carry it.</summary>
public sealed record TagCount(string Name, int Recipes);

/// <summary>What the home page shows.</summary>
public sealed record Home(IReadOnlyList<RecipeRow> Newest, IReadOnlyList<TagCount> Tags);

public static class HomeQueries
{
    private static readonly PerModel<Func<CookbookDbContext, int, IAsyncEnumerable<RecipeRow>>> Newest = new(() => EF.CompileAsyncQuery(
        (CookbookDbContext db, int count) => db.Recipes.AsNoTracking()
            .OrderByDescending(recipe => recipe.CreatedAt).ThenByDescending(recipe => recipe.Id)
            .Take(count)
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
            .AsSingleQuery()));

    private static readonly PerModel<Func<CookbookDbContext, IAsyncEnumerable<TagCount>>> TagsInUse = new(() => EF.CompileAsyncQuery(
        (CookbookDbContext db) => db.Tags.AsNoTracking()
            .Where(tag => db.TagLinks.Any(link => (int)link["TagId"] == tag.Id))
            .OrderBy(tag => tag.Name)
            .Select(tag => new TagCount(tag.Name, db.TagLinks.Count(link => (int)link["TagId"] == tag.Id)))));

    /// <summary>The newest recipes and all tags in use, by name. Two commands.</summary>
    public static async Task<Home> HomeAsync(this CookbookDbContext db, int newest, CancellationToken cancellationToken) => new(
        await Newest.For(db)(db, newest).ToListAsync(cancellationToken),
        await TagsInUse.For(db)(db).ToListAsync(cancellationToken));
}
