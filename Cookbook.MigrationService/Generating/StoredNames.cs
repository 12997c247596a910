using Cookbook.Data;
using Cookbook.Data.Recipes;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.MigrationService.Generating;

/// <summary>The keys of the foods and tags that generated recipes use, by name.</summary>
internal sealed record StoredNames(IReadOnlyDictionary<string, int> Foods, IReadOnlyDictionary<string, int> Tags)
{
    /// <summary>Adds those that are missing. What has the name already is used, of two foods the older. In the caller's transaction.</summary>
    public static async Task<StoredNames> ReadAsync(CookbookDbContext db, CancellationToken cancellationToken)
    {
        var foodNames = Pantry.All.Select(food => food.Name).Distinct().ToList();
        var foods = (await db.Foods.Where(food => foodNames.Contains(food.Name)).OrderBy(food => food.Id).ToListAsync(cancellationToken))
            .DistinctBy(food => food.Name).ToList();
        foods.AddRange([.. foodNames.Except(foods.Select(food => food.Name)).Select(name => db.Foods.Add(new Food { Name = name }).Entity)]);

        var tagNames = RecipeSet.AllTags.ToList();
        var tags = await db.Tags.Where(tag => tagNames.Contains(tag.Name)).ToListAsync(cancellationToken);
        tags.AddRange([.. tagNames.Except(tags.Select(tag => tag.Name)).Select(name => db.Tags.Add(new Tag { Name = name }).Entity)]);

        await db.SaveChangesAsync(cancellationToken);
        return new StoredNames(foods.ToDictionary(food => food.Name, food => food.Id), tags.ToDictionary(tag => tag.Name, tag => tag.Id));
    }
}
