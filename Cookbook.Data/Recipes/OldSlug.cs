using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cookbook.Data.Recipes;

/// <summary>An address that a recipe had before it was renamed; it redirects, so that no link breaks.</summary>
public sealed class OldSlug
{
    public required string Slug { get; init; }

    public int RecipeId { get; set; }
}

internal sealed class OldSlugConfiguration : IEntityTypeConfiguration<OldSlug>
{
    public void Configure(EntityTypeBuilder<OldSlug> builder)
    {
        builder.ToTable("old_slug");
        builder.HasKey(old => old.Slug);
        builder.Property(old => old.Slug).HasMaxLength(Slug.MaxLength);
        builder.HasOne<Recipe>().WithMany(recipe => recipe.OldSlugs).HasForeignKey(old => old.RecipeId).OnDelete(DeleteBehavior.Cascade);
    }
}
