namespace Cookbook.MigrationService.Fixtures;

/// <summary>What the files say.</summary>
/// <param name="Files">How many were read.</param>
/// <param name="Records">Those without error, in the files' order.</param>
/// <param name="Places">All that name a known model and a pk, also those with errors: nobody who refers to one of them is wrong.</param>
/// <param name="Errors">In the files' order.</param>
internal sealed record Fixture(
    int Files,
    IReadOnlyList<FixtureRecord> Records,
    IReadOnlyDictionary<(string Model, int Key), RecordPlace> Places,
    IReadOnlyList<FixtureError> Errors)
{
    public IReadOnlyList<FoodRecord> Foods { get; } = [.. Records.OfType<FoodRecord>()];

    public IReadOnlyList<RecipeRecord> Recipes { get; } = [.. Records.OfType<RecipeRecord>()];

    public IReadOnlyList<IngredientRecord> Ingredients { get; } = [.. Records.OfType<IngredientRecord>()];

    public FixtureCounts Counts => new(Files, Recipes.Count, Foods.Count, Ingredients.Count);
}

/// <summary>What was loaded, and how to say it.</summary>
internal sealed record FixtureCounts(int Files, int Recipes, int Foods, int Ingredients)
{
    public int Records => Recipes + Foods + Ingredients;

    public override string ToString()
    {
        (int Count, string Noun)[] models = [(Recipes, "recipe"), (Foods, "food"), (Ingredients, "ingredient")];
        var parts = models.Where(model => model.Count > 0).Select(model => Plural.Of(model.Count, model.Noun)).ToList();
        return $"Loaded {Plural.Of(Records, "record")} from {Plural.Of(Files, "file")}{(parts.Count == 0 ? "" : ": ")}{string.Join(", ", parts)}.";
    }
}
