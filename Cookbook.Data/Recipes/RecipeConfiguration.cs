using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cookbook.Data.Recipes;

internal sealed class RecipeConfiguration : IEntityTypeConfiguration<Recipe>
{
    /// <summary>The table between recipes and tags.</summary>
    public const string TagLinks = "recipe_tag";

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

        // The admin site's list in its orders, a deep page of it too: the index alone tells which recipes are on it.
        builder.HasIndex(recipe => new { recipe.Name, recipe.Id });
        builder.HasIndex(recipe => new { recipe.UpdatedAt, recipe.Id });

        // The search for a part of a name, of three letters and more.
        builder.HasIndex(recipe => recipe.Name).HasMethod("gin").HasOperators("gin_trgm_ops");

        builder.HasMany(recipe => recipe.Tags).WithMany(tag => tag.Recipes).UsingEntity(
            TagLinks,
            join => join.HasOne(typeof(Tag)).WithMany().HasForeignKey("TagId"),
            join => join.HasOne(typeof(Recipe)).WithMany().HasForeignKey("RecipeId"),
            join => join.HasIndex("TagId", "RecipeId"));
    }
}
