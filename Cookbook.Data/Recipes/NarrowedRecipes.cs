using Microsoft.EntityFrameworkCore;

namespace Cookbook.Data.Recipes;

/// <summary>
/// What a <see cref="RecipeFilter"/> leaves. Tag and food are looked up first, by a command each: for a key of which Postgres knows how
/// many rows have it, it plans rightly; for a name it supposes the average of all.
/// </summary>
internal sealed class NarrowedRecipes
{
    private readonly CookbookDbContext _db;
    private readonly RecipeFilter _filter;
    private readonly int? _tag;
    private readonly List<int> _foods;

    private NarrowedRecipes(CookbookDbContext db, RecipeFilter filter, int? tag, List<int> foods)
    {
        (_db, _filter, _tag, _foods) = (db, filter, tag, foods);
        Recipes = Narrow();
    }

    public IQueryable<Recipe> Recipes { get; }

    public static async Task<NarrowedRecipes> ReadAsync(CookbookDbContext db, RecipeFilter filter, CancellationToken cancellationToken)
    {
        int? tag = filter.Tag is null
            ? null
            : await db.Tags.Where(tag => tag.Name == filter.Tag).Select(tag => (int?)tag.Id).SingleOrDefaultAsync(cancellationToken);
        var foods = filter.Food is null
            ? []
            : await db.Foods
                .Where(food => EF.Functions.ILike(food.Name, LikePattern.Literal(filter.Food), LikePattern.Escape))
                .Select(food => food.Id)
                .ToListAsync(cancellationToken);
        return new NarrowedRecipes(db, filter, tag, foods);
    }

    /// <summary>Where only a tag or only a food is asked for, its own rows tell, without the recipes'. One command.</summary>
    public Task<int> CountAsync(CancellationToken cancellationToken) => _filter switch
    {
        { Text: null, Food: null, WithoutIngredients: false, Tag: not null } =>
            _db.TagLinks.CountAsync(link => (int)link["TagId"] == _tag, cancellationToken),
        { Text: null, Tag: null, WithoutIngredients: false, Food: not null } =>
            Lines().Select(line => line.RecipeId).Distinct().CountAsync(cancellationToken),
        _ => Recipes.CountAsync(cancellationToken),
    };

    /// <summary>Of the food that is asked for; rarely two differ in their case alone. One key has its rows in order, a list of keys has not.</summary>
    private IQueryable<Ingredient> Lines() => _foods is [var food]
        ? _db.Ingredients.Where(line => line.FoodId == food)
        : _db.Ingredients.Where(line => _foods.Contains(line.FoodId));

    private IQueryable<Recipe> Narrow()
    {
        var recipes = _db.Recipes.AsNoTracking();
        if (_filter.Text is { } text)
        {
            recipes = recipes.Where(recipe => EF.Functions.ILike(recipe.Name, $"%{LikePattern.Literal(text)}%", LikePattern.Escape));
        }

        if (_filter.Tag is not null)
        {
            recipes = recipes.Where(recipe => _db.TagLinks.Any(link => (int)link["TagId"] == _tag && (int)link["RecipeId"] == recipe.Id));
        }

        if (_filter.Food is not null)
        {
            var lines = Lines();
            recipes = recipes.Where(recipe => lines.Any(line => line.RecipeId == recipe.Id));
        }

        return _filter.WithoutIngredients ? recipes.Where(recipe => recipe.Ingredients.Count == 0) : recipes;
    }
}
