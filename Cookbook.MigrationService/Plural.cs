using System.Globalization;

namespace Cookbook.MigrationService;

internal static class Plural
{
    /// <summary>"1 recipe", "2 recipes".</summary>
    public static string Of(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
