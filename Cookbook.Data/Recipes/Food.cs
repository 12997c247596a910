using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cookbook.Data.Recipes;

/// <summary>Something that recipes are made of: "garlic", "dark soy sauce".</summary>
public sealed class Food
{
    public int Id { get; set; }

    public required string Name { get; set; }
}

internal sealed class FoodConfiguration : IEntityTypeConfiguration<Food>
{
    public void Configure(EntityTypeBuilder<Food> builder)
    {
        builder.ToTable("food");
        builder.Property(food => food.Name).HasMaxLength(255);
    }
}
