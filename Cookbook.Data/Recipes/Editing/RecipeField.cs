using System.Globalization;

namespace Cookbook.Data.Recipes.Editing;

/// <summary>A field of <see cref="RecipeContent"/>, for whatever goes through all of them: comparing, merging, telling what changed.</summary>
/// <param name="Name">The property's.</param>
/// <param name="Label">For people.</param>
/// <param name="Text">For people too.</param>
/// <param name="Take">The first content with the second one's value.</param>
public sealed record RecipeField(
    string Name, string Label, Func<RecipeContent, string> Text, Func<RecipeContent, RecipeContent, RecipeContent> Take)
{
    /// <summary>It merges line by line, and the tags one by one.</summary>
    internal static RecipeField Ingredients { get; } = new(
        nameof(RecipeContent.Ingredients),
        "Ingredients",
        content => string.Join('\n', content.Ingredients),
        (into, from) => into with { Ingredients = from.Ingredients });

    /// <summary>Its text is the photo's hash.</summary>
    public static RecipeField Photo { get; } = new(
        nameof(RecipeContent.Photo), "Photograph", content => content.Photo ?? "", (into, from) => into with { Photo = from.Photo });

    internal static RecipeField Tags { get; } = new(
        nameof(RecipeContent.Tags), "Tags", content => string.Join(", ", content.Tags), (into, from) => into with { Tags = from.Tags });

    /// <summary>In the order of the form.</summary>
    public static IReadOnlyList<RecipeField> All { get; } =
    [
        new(nameof(RecipeContent.Name), "Name", content => content.Name, (into, from) => into with { Name = from.Name }),
        new(nameof(RecipeContent.Description), "Description", content => content.Description, (into, from) => into with { Description = from.Description }),
        Photo,
        Ingredients,
        new(nameof(RecipeContent.Instructions), "Instructions", content => content.Instructions, (into, from) => into with { Instructions = from.Instructions }),
        new(nameof(RecipeContent.Servings), "Servings", content => Number(content.Servings), (into, from) => into with { Servings = from.Servings }),
        new(nameof(RecipeContent.PrepMinutes), "Preparation, in minutes", content => Number(content.PrepMinutes), (into, from) => into with { PrepMinutes = from.PrepMinutes }),
        new(nameof(RecipeContent.CookMinutes), "Cooking, in minutes", content => Number(content.CookMinutes), (into, from) => into with { CookMinutes = from.CookMinutes }),
        new(nameof(RecipeContent.SourceUrl), "Source", content => content.SourceUrl ?? "", (into, from) => into with { SourceUrl = from.SourceUrl }),
        Tags,
    ];

    /// <summary>The fields in which the two differ.</summary>
    public static IEnumerable<RecipeField> Between(RecipeContent one, RecipeContent other) =>
        All.Where(field => !field.IsSame(one, other));

    public bool IsSame(RecipeContent one, RecipeContent other) => this == Ingredients
        ? one.Ingredients.Count == other.Ingredients.Count && one.Ingredients.Zip(other.Ingredients).All(pair => pair.First.IsSame(pair.Second))
        : Text(one) == Text(other);

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
