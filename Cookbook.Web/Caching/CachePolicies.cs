using System.Globalization;
using Cookbook.Web.Pages;
using Cookbook.Web.Pages.Recipes;
using Microsoft.AspNetCore.OutputCaching;

namespace Cookbook.Web.Caching;

/// <summary>
/// Every varied dimension and tag of this site; README.md beside it says the same in words. A page only names its policy. Which rows
/// make which tags stale is said once too, in Cookbook.Data/Migrations.
/// </summary>
internal static class CachePolicies
{
    public const string Home = "Home";

    public const string Cookbook = "Cookbook";

    public const string Recipe = "Recipe";

    public const string Photo = "Photo";

    public static void AddTo(OutputCacheOptions cache)
    {
        cache.AddPolicy(Home, page => page.SetVaryByQuery([]).Tag("recipes", "tags").OnEveryHost().Coherent());
        cache.AddPolicy(Cookbook, page => page.SetVaryByQuery("page").Tag("recipes").OnEveryHost().Coherent());
        cache.AddPolicy(Recipe, page => page.SetVaryByQuery([]).Tag("recipe-at:{slug}", "tags").OnEveryHost().Coherent());

        // No tags: what is at a photo's address never changes.
        cache.AddPolicy(Photo, file => file.SetVaryByQuery([]).OnEveryHost().Coherent());
    }

    /// <summary>The tags of what a page has found to show, which its address does not tell.</summary>
    public static IEnumerable<string> TagsOf(object model) => model switch
    {
        DetailsModel { Recipe: { } recipe } => [Tag("recipe", recipe.Id), .. recipe.Foods.Select(food => Tag("food", food))],
        CookbookModel page => page.Recipes.Rows.SelectMany(recipe => recipe.Foods).Distinct().Select(food => Tag("food", food)),
        _ => [],
    };

    private static string Tag(string kind, int id) => string.Create(CultureInfo.InvariantCulture, $"{kind}:{id}");

    /// <summary>The hosts are those in AllowedHosts; all show the same.</summary>
    private static OutputCachePolicyBuilder OnEveryHost(this OutputCachePolicyBuilder page) => page.SetVaryByHost(false);
}
