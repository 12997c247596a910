using System.Globalization;
using Cookbook.Data;
using Cookbook.Data.Recipes;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.MigrationService.Fixtures;

/// <summary>
/// Who owns which address. A recipe keeps every address that it ever had, the former ones as redirects, so none ever changes its owner.
/// </summary>
internal sealed class RecipeSlugs
{
    private readonly Dictionary<string, int> _owners;

    private RecipeSlugs(Dictionary<string, int> owners) => _owners = owners;

    public static async Task<RecipeSlugs> ReadAsync(CookbookDbContext db, CancellationToken cancellationToken)
    {
        var owners = await db.Recipes.Select(recipe => new { recipe.Slug, recipe.Id })
            .Concat(db.OldSlugs.Select(old => new { old.Slug, Id = old.RecipeId }))
            .ToListAsync(cancellationToken);
        return new RecipeSlugs(owners.DistinctBy(owner => owner.Slug).ToDictionary(owner => owner.Slug, owner => owner.Id));
    }

    /// <summary>
    /// Records that ask for the address of another recipe. Who asks for one gets it or an error; only one that is made from a name may
    /// get a number.
    /// </summary>
    public IEnumerable<FixtureError> Taken(Fixture fixture)
    {
        foreach (var record in fixture.Recipes)
        {
            if (record.Slug is { } slug && _owners.TryGetValue(slug, out var owner) && owner != record.Key)
            {
                yield return new FixtureError(record.Place.File, record.Place, "slug", string.Create(
                    CultureInfo.InvariantCulture,
                    $"\"{slug}\" belongs to the recipe with pk {owner}, now or as a former address that still leads there. "
                    + $"Choose another, or leave the slug out: then a free one is made from the name."));
            }
        }
    }

    /// <summary>The wanted address, or the next free one after it.</summary>
    public string Take(int recipe, string wanted)
    {
        var slug = Slug.Free(wanted, candidate => _owners.TryGetValue(candidate, out var owner) && owner != recipe);
        _owners[slug] = recipe;
        return slug;
    }

    /// <summary>
    /// To the address that the record asks for, or the one of its new name. A name that makes the same address as before, as with a
    /// comma more, moves nothing.
    /// </summary>
    public void Move(Recipe recipe, RecipeRecord record)
    {
        if (record.Slug is null && Slug.For(record.Name) == Slug.For(recipe.Name))
        {
            return;
        }

        recipe.MoveTo(Take(recipe.Id, record.Slug ?? Slug.For(record.Name)));
    }
}
