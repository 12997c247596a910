using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cookbook.Data.Recipes;

/// <summary>Something that recipes are made of: "garlic", "dark soy sauce".</summary>
public sealed class Food : INamed
{
    /// <summary>In characters, as Postgres counts them: code points.</summary>
    public const int MaxName = 255;

    public int Id { get; set; }

    public required string Name { get; set; }

    public uint Version { get; private set; }
}

internal sealed class FoodConfiguration : IEntityTypeConfiguration<Food>
{
    public void Configure(EntityTypeBuilder<Food> builder)
    {
        builder.ToTable("food");
        builder.Property(food => food.Name).HasMaxLength(Food.MaxName);
        builder.Property(food => food.Version).IsRowVersion();
    }
}
