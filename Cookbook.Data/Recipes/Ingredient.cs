using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cookbook.Data.Recipes;

/// <summary>A food in a recipe, with how much of it.</summary>
public sealed class Ingredient
{
    /// <summary>Of a unit, in characters, as Postgres counts them: code points.</summary>
    public const int MaxUnit = 255;

    public int Id { get; set; }

    public int RecipeId { get; set; }

    public Recipe? Recipe { get; set; }

    public int FoodId { get; set; }

    public Food? Food { get; set; }

    /// <summary>Up to 999.999, in <see cref="UnitOfMeasure"/>; none for "to taste".</summary>
    public decimal? Amount { get; set; }

    /// <summary>"cup", "g"; empty for pieces.</summary>
    public required string UnitOfMeasure { get; set; }

    /// <summary>
    /// The line as written: "2 cloves of garlic, minced". Plain text. Empty for one that is made of amount, unit and the food's name, by
    /// <see cref="IngredientLine"/>.
    /// </summary>
    public required string Description { get; set; }

    /// <summary>The line's place in the recipe's list, from 0.</summary>
    public int Position { get; set; }
}

internal sealed class IngredientConfiguration : IEntityTypeConfiguration<Ingredient>
{
    public void Configure(EntityTypeBuilder<Ingredient> builder)
    {
        builder.ToTable("ingredient");
        builder.Property(ingredient => ingredient.Amount).HasPrecision(6, 3);
        builder.Property(ingredient => ingredient.UnitOfMeasure).HasMaxLength(Ingredient.MaxUnit);
        builder.HasOne(ingredient => ingredient.Recipe).WithMany(recipe => recipe.Ingredients).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(ingredient => ingredient.Food).WithMany().OnDelete(DeleteBehavior.Restrict);

        // One index serves the foreign key and the order in which a page reads the lines.
        builder.HasIndex(ingredient => new { ingredient.RecipeId, ingredient.Position });

        // The other foreign key, and how many recipes a food is in, without a look at the lines.
        builder.HasIndex(ingredient => new { ingredient.FoodId, ingredient.RecipeId });
    }
}
