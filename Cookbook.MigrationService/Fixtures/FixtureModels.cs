namespace Cookbook.MigrationService.Fixtures;

/// <summary>The tutorial's three models, by the names that Django gives them, and how their fields are read.</summary>
internal static class FixtureModels
{
    public const string Recipe = "cookbook.recipe";

    public const string Food = "cookbook.food";

    public const string Ingredient = "cookbook.ingredient";

    private const int MaxPosition = 1_000_000;

    public static IReadOnlyDictionary<string, Func<RecordPlace, FieldReader, FixtureRecord>> All { get; } =
        new Dictionary<string, Func<RecordPlace, FieldReader, FixtureRecord>>
        {
            [Recipe] = RecipeFields.Read,
            [Food] = (place, fields) => new FoodRecord(place, fields.Name("name", Data.Recipes.Food.MaxName)),
            [Ingredient] = (place, fields) => new IngredientRecord(
                place,
                fields.Reference("recipe"),
                fields.Reference("food"),
                fields.Amount("amount"),
                fields.Text("unit_of_measure", Data.Recipes.Ingredient.MaxUnit),
                fields.Text("desc"),
                fields.Number("position", 0, MaxPosition).Value),
        };
}
