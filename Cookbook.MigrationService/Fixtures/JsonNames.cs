using System.Text.Json;

namespace Cookbook.MigrationService.Fixtures;

/// <summary>What can be wrong with the names in a JSON object, which the parser itself lets pass.</summary>
internal static class JsonNames
{
    /// <summary>False if one has half a surrogate pair ("\ud800"): then no name of this object can be asked for.</summary>
    public static bool AreReadable(JsonElement json)
    {
        try
        {
            return json.EnumerateObject().All(property => property.Name is not null);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Of two values with one name the parser would take the last, without a word.</summary>
    public static IEnumerable<string> Repeated(JsonElement json) =>
        json.EnumerateObject().CountBy(property => property.Name).Where(name => name.Value > 1).Select(name => name.Key);

    /// <summary>A name goes to the terminal as it is, unless it would do something there.</summary>
    public static string Show(string name) => name.Any(char.IsControl) ? FieldReader.Show(name) : name;
}
