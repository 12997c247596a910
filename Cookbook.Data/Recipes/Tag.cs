using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cookbook.Data.Recipes;

/// <summary>A word to find recipes by: "soup", "japanese".</summary>
public sealed class Tag : INamed
{
    /// <summary>In characters, as Postgres counts them: code points.</summary>
    public const int MaxName = 100;

    public int Id { get; set; }

    public required string Name { get; set; }

    public uint Version { get; private set; }

    public List<Recipe> Recipes { get; } = [];
}

internal sealed class TagConfiguration : IEntityTypeConfiguration<Tag>
{
    public void Configure(EntityTypeBuilder<Tag> builder)
    {
        builder.ToTable("tag");
        builder.Property(tag => tag.Name).HasMaxLength(Tag.MaxName);
        builder.Property(tag => tag.Version).IsRowVersion();
        builder.HasIndex(tag => tag.Name).IsUnique();
    }
}
