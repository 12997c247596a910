using System.Globalization;
using System.Text.RegularExpressions;

namespace Cookbook.Benchmarks.Soak;

/// <summary>Where a page shows which version of a recipe: desc-12-345 is the description of recipe 12 in version 345.</summary>
internal readonly record struct Mark(string Part, int Recipe, int Version);

/// <summary>A page of the site, and what must stand on it.</summary>
/// <param name="Address">Its address, without a query that it does not know.</param>
/// <param name="Recipes">The recipes that it shows.</param>
/// <param name="Parts">What it shows of each.</param>
internal sealed partial record SoakPage(string Address, IReadOnlyList<int> Recipes, IReadOnlyList<string> Parts)
{
    private const int RecipesAPage = 10;

    private const int Newest = 12;

    private static readonly string[] All = ["desc", "line", "step"];

    public static SoakPage Home(int recipes) =>
        new("/", [.. Enumerable.Range(Math.Max(0, recipes - Newest), Math.Min(recipes, Newest))], ["desc"]);

    /// <param name="number">From 1.</param>
    /// <param name="recipes">How many there are.</param>
    public static SoakPage List(int number, int recipes)
    {
        var first = (number - 1) * RecipesAPage;
        return new SoakPage(
            number == 1 ? "/cookbook/" : string.Create(CultureInfo.InvariantCulture, $"/cookbook/?page={number}"),
            [.. Enumerable.Range(first, Math.Min(RecipesAPage, recipes - first))],
            All);
    }

    public static SoakPage Details(int recipe) => new(string.Create(CultureInfo.InvariantCulture, $"/recipes/soak-{recipe}"), [recipe], All);

    public static int Lists(int recipes) => (recipes + RecipesAPage - 1) / RecipesAPage;

    /// <summary>Every mark on a page.</summary>
    public static Mark[] MarksOf(string html)
    {
        var marks = new HashSet<Mark>();
        foreach (Match match in Marks().Matches(html))
        {
            var part = match.Groups["part"].ValueSpan switch { "desc" => "desc", "line" => "line", _ => "step" };
            marks.Add(new Mark(part, Number(match.Groups["recipe"]), Number(match.Groups["version"])));
        }

        return [.. marks];
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\b(?<part>desc|line|step)-(?<recipe>\d+)-(?<version>\d+)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Marks();
}
