using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cookbook.Data.Recipes;

/// <summary>A word to find recipes by: "soup", "japanese".</summary>
public sealed class Tag
{
    public int Id { get; set; }

    public required string Name { get; set; }

    public List<Recipe> Recipes { get; } = [];
}

internal sealed class TagConfiguration : IEntityTypeConfiguration<Tag>
{
    public void Configure(EntityTypeBuilder<Tag> builder)
    {
        builder.ToTable("tag");
        builder.Property(tag => tag.Name).HasMaxLength(100);
        builder.HasIndex(tag => tag.Name).IsUnique();
    }
}
