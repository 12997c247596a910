using Cookbook.Data;
using Cookbook.Data.Recipes;
using Cookbook.Data.Recipes.Editing;

namespace Cookbook.Web.Editing;

/// <summary>The foods that an editor means by the names in a form.</summary>
internal sealed class FoodNames(CookbookDbContext db)
{
    private const int Suggestions = 5;

    /// <summary>Finds them whatever their case; adds those that are said to be new.</summary>
    /// <param name="recipe">As it is stored: of two foods with one name, a line keeps its own.</param>
    /// <param name="content">With the names as they were typed.</param>
    /// <param name="newFoods">Names that may be added.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    /// <returns>The content with the names as they are stored; the foods by these; and, by each name that is unknown, those that are like it.</returns>
    public async Task<(RecipeContent Content, Dictionary<string, Food> Foods, Dictionary<string, IReadOnlyList<string>> Similar)> FindAsync(
        Recipe recipe, RecipeContent content, IReadOnlyCollection<string> newFoods, CancellationToken cancellationToken)
    {
        var foods = new Dictionary<string, Food>(StringComparer.OrdinalIgnoreCase);
        foreach (var food in recipe.Ingredients.Select(line => line.Food!))
        {
            foods.TryAdd(food.Name, food);
        }

        var names = content.Ingredients.Select(line => line.Food).Distinct(StringComparer.OrdinalIgnoreCase).Where(name => !foods.ContainsKey(name)).ToList();
        await AddStoredAsync(foods, names, cancellationToken);
        var unknown = names.FindAll(name => !foods.ContainsKey(name));
        var mayBeAdded = unknown.FindAll(name => newFoods.Contains(name, StringComparer.OrdinalIgnoreCase));
        if (mayBeAdded.Count == unknown.Count && unknown.Count > 0)
        {
            // As those do who add foods by name: one after the other, so that there are no two of a name.
            await db.InTurnAsync(InTurn.Foods, cancellationToken);
            await AddStoredAsync(foods, unknown, cancellationToken);
            foreach (var name in unknown.Where(name => !foods.ContainsKey(name)))
            {
                var food = new Food { Name = name };
                db.Foods.Add(food);
                foods.Add(name, food);
            }
        }

        var similar = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in unknown.Where(name => !foods.ContainsKey(name) && !mayBeAdded.Contains(name)))
        {
            similar.Add(name, await db.FoodsLikeAsync(name, Suggestions, cancellationToken));
        }

        return (content with { Ingredients = [.. content.Ingredients.Select(line => foods.TryGetValue(line.Food, out var food) ? line with { Food = food.Name } : line)] }, foods, similar);
    }

    private async Task AddStoredAsync(Dictionary<string, Food> foods, List<string> names, CancellationToken cancellationToken)
    {
        foreach (var food in await db.FoodsNamedAsync(names, cancellationToken))
        {
            foods.TryAdd(food.Name, food);
        }
    }
}
