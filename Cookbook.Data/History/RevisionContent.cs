using System.Text.Json;
using System.Text.Json.Serialization;
using Cookbook.Data.Recipes.Editing;

namespace Cookbook.Data.History;

/// <summary>The content of a food or a tag.</summary>
public sealed record NameContent(string Name);

/// <summary>What a revision keeps, as JSON and as fields for people.</summary>
public static class RevisionContent
{
    public const string Recipe = "recipe";

    public const string Food = "food";

    public const string Tag = "tag";

    private static readonly JsonSerializerOptions Options = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static string Write<T>(T content) => JsonSerializer.Serialize(content, Options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("A revision's content is null.");

    /// <summary>Labels and texts, in the order of the form; the same labels for all revisions of a kind.</summary>
    public static IReadOnlyList<(string Label, string Text)> Fields(string kind, string json)
    {
        if (kind != Recipe)
        {
            return [("Name", Read<NameContent>(json).Name)];
        }

        var content = Read<RecipeContent>(json);
        return [.. RecipeField.All.Select(field => (field.Label, field.Text(content)))];
    }
}
