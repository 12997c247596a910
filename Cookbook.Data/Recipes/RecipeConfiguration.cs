using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cookbook.Data.Recipes;

internal sealed class RecipeConfiguration : IEntityTypeConfiguration<Recipe>
{
    public void Configure(EntityTypeBuilder<Recipe> builder)
    {
        builder.ToTable("recipe");
        builder.Property(recipe => recipe.Name).HasMaxLength(Recipe.MaxName);
        builder.Property(recipe => recipe.Slug).HasMaxLength(Slug.MaxLength);
        builder.HasIndex(recipe => recipe.Slug).IsUnique();
        builder.Property(recipe => recipe.SourceUrl).HasMaxLength(Recipe.MaxSourceUrl);
        builder.Property(recipe => recipe.Version).IsRowVersion();

        builder.HasOne(recipe => recipe.Photo).WithMany().OnDelete(DeleteBehavior.Restrict);

        // The home page asks for the newest.
        builder.HasIndex(recipe => new { recipe.CreatedAt, recipe.Id }).IsDescending();

        builder.HasMany(recipe => recipe.Tags).WithMany(tag => tag.Recipes).UsingEntity(
            "recipe_tag",
            join => join.HasOne(typeof(Tag)).WithMany().HasForeignKey("TagId"),
            join => join.HasOne(typeof(Recipe)).WithMany().HasForeignKey("RecipeId"));
    }
}
