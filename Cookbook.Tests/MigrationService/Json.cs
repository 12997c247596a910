namespace Cookbook.Tests.MigrationService;

/// <summary>Records as Django writes them.</summary>
internal static class Json
{
    public static string Fixture(params string[] records) => $"[{string.Join(",\n", records)}]";

    /// <param name="pk">The key.</param>
    /// <param name="name">The name.</param>
    /// <param name="more">Further fields, as JSON: <c>"servings": 4</c>.</param>
    public static string Recipe(int pk, string name, string? more = null) =>
        Record("recipe", pk, $"\"name\": \"{name}\", \"desc\": \"\", \"instructions\": \"<p>Cook.</p>\"", more);

    public static string Food(int pk, string name) => Record("food", pk, $"\"name\": \"{name}\"", more: null);

    public static string Ingredient(int pk, int recipe, int food, string desc = "some", string? more = null) =>
        Record("ingredient", pk, $"\"recipe\": {recipe}, \"food\": {food}, \"unit_of_measure\": \"g\", \"desc\": \"{desc}\"", more);

    private static string Record(string model, int pk, string fields, string? more) =>
        $"{{ \"model\": \"cookbook.{model}\", \"pk\": {pk}, \"fields\": {{ {fields}{(more is null ? "" : ", " + more)} }} }}";
}
