using Cookbook.Data;
using Cookbook.Data.Recipes;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.MigrationService.Fixtures;

/// <summary>Brings a fixture's recipes into the context: fields, address, tags.</summary>
internal sealed class RecipeChanges(CookbookDbContext db, StoredRows stored, RecipeSlugs slugs, DateTimeOffset now)
{
    public async Task ApplyAsync(Fixture fixture, CancellationToken cancellationToken)
    {
        var tags = await ReadTagsAsync(fixture, cancellationToken);

        // Who asks for an address comes before who takes what is free.
        foreach (var record in fixture.Recipes.OrderBy(record => record.Slug is null))
        {
            var recipe = Apply(record);
            if (record.Tags.Is)
            {
                SetTags(recipe, record.Tags.Value, tags);
            }
        }
    }

    private Recipe Apply(RecipeRecord record)
    {
        if (stored.Recipes.TryGetValue(record.Key, out var recipe))
        {
            slugs.Move(recipe, record);
            recipe.Name = record.Name;
            recipe.Description = record.Description;
            recipe.Instructions = record.Instructions;
        }
        else
        {
            recipe = new Recipe
            {
                Id = record.Key,
                Name = record.Name,
                Slug = slugs.Take(record.Key, record.Slug ?? Slug.For(record.Name)),
                Description = record.Description,
                Instructions = record.Instructions,
                CreatedAt = now,
                UpdatedAt = now,
            };
            db.Recipes.Add(recipe);
            stored.Recipes.Add(record.Key, recipe);
        }

        recipe.Servings = record.Servings.Or(recipe.Servings);
        recipe.PrepTime = record.PrepTime.Or(recipe.PrepTime);
        recipe.CookTime = record.CookTime.Or(recipe.CookTime);
        recipe.SourceUrl = record.SourceUrl.Or(recipe.SourceUrl);
        return recipe;
    }

    private void SetTags(Recipe recipe, IReadOnlyList<string> names, Dictionary<string, Tag> tags)
    {
        if (recipe.Tags.Select(tag => tag.Name).Order(StringComparer.Ordinal).SequenceEqual(names.Order(StringComparer.Ordinal)))
        {
            return;
        }

        recipe.Tags.RemoveAll(tag => !names.Contains(tag.Name));
        recipe.Tags.AddRange([.. names.Where(name => recipe.Tags.All(tag => tag.Name != name)).Select(name => tags[name])]);
        recipe.UpdatedAt = now;
    }

    /// <summary>All tags that the fixture names; those that the database lacks are new.</summary>
    private async Task<Dictionary<string, Tag>> ReadTagsAsync(Fixture fixture, CancellationToken cancellationToken)
    {
        var names = fixture.Recipes.Where(record => record.Tags.Is).SelectMany(record => record.Tags.Value).Distinct(StringComparer.Ordinal).ToList();
        var tags = await db.Tags.Where(tag => names.Contains(tag.Name)).ToDictionaryAsync(tag => tag.Name, cancellationToken);
        foreach (var name in names.Where(name => !tags.ContainsKey(name)))
        {
            var tag = new Tag { Name = name };
            db.Tags.Add(tag);
            tags.Add(name, tag);
        }

        return tags;
    }
}
