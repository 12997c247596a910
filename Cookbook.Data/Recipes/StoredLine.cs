using Microsoft.EntityFrameworkCore;

namespace Cookbook.Data.Recipes;

/// <summary>A line of ingredients as it is stored; <see cref="IngredientLine"/> knows how it reads.</summary>
internal sealed record StoredLine(int RecipeId, string Written, decimal? Amount, string Unit, int FoodId, string Food)
{
    private static readonly PerModel<Func<CookbookDbContext, List<int>, IAsyncEnumerable<StoredLine>>> OfRecipes = new(() => EF.CompileAsyncQuery(
        (CookbookDbContext db, List<int> recipes) => db.Ingredients.AsNoTracking()
            .Where(line => recipes.Contains(line.RecipeId))
            .OrderBy(line => line.RecipeId).ThenBy(line => line.Position)
            .Select(line => new StoredLine(line.RecipeId, line.Description, line.Amount, line.UnitOfMeasure, line.FoodId, line.Food!.Name))));

    /// <summary>Those of all these recipes, by recipe, in their order. One command.</summary>
    public static ValueTask<List<StoredLine>> ReadAsync(CookbookDbContext db, List<int> recipes, CancellationToken cancellationToken) =>
        OfRecipes.For(db)(db, recipes).ToListAsync(cancellationToken);

    public static List<string> TextsOf(IEnumerable<StoredLine> lines) =>
        [.. lines.Select(line => IngredientLine.Text(line.Written, line.Amount, line.Unit, line.Food))];

    /// <summary>The foods whose names stand in the lines because nobody has written them in words of their own.</summary>
    public static List<int> FoodsIn(IEnumerable<StoredLine> lines) =>
        [.. lines.Where(line => !IngredientLine.IsWritten(line.Written)).Select(line => line.FoodId).Distinct()];
}
