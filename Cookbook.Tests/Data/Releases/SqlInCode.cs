using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Cookbook.Data;
using Cookbook.MigrationService;
using Cookbook.Web.Pages;

namespace Cookbook.Tests.Data.Releases;

/// <summary>SQL that is written out in a program's code, not made by EF Core.</summary>
internal static partial class SqlInCode
{
    private static readonly Lazy<List<string>> Product = new(() =>
        [.. ((Type[])[typeof(IndexModel), typeof(CookbookDbContext), typeof(MigrationWorker)]).SelectMany(type => TextsIn(type.Assembly)).Select(Plain)]);

    /// <summary>What the cache says to Postgres; it goes past EF Core. Not <c>LISTEN</c>, which needs nothing.</summary>
    public static IEnumerable<Statement> OfTheCache() => TextsIn(typeof(Cookbook.Caching.OutputCachePurge).Assembly)
        .Where(text => text.StartsWith("SELECT ", StringComparison.Ordinal))
        .Select(text => new Statement("", text));

    /// <summary>Whether the site or the worker says it, not a test alone.</summary>
    public static bool IsOfTheProduct(Statement statement) => Product.Value.Exists(text => text.Contains(Plain(statement.Text), StringComparison.Ordinal));

    /// <summary>Its string literals, as they lie in the file.</summary>
    private static IEnumerable<string> TextsIn(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        for (var text = metadata.GetNextHandle(MetadataTokens.UserStringHandle(0)); !text.IsNil; text = metadata.GetNextHandle(text))
        {
            yield return metadata.GetUserString(text);
        }
    }

    /// <summary>Without what is different in the code and on the line: parameters, and how lines are broken.</summary>
    private static string Plain(string text) => Space().Replace(Parameter().Replace(text, "?"), " ").Trim();

    [GeneratedRegex(@"\$\d+|\{\d+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
