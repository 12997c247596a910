using Cookbook.Data.Recipes.Editing;
using Cookbook.Tests.Data;

namespace Cookbook.Tests.Web.Admin;

/// <summary>Recipes of a test's own, on the admin site and in the database.</summary>
internal static class EditedRecipes
{
    /// <summary>A recipe with these lines as written; returns its id.</summary>
    public static Task<int> AddRecipeAsync(this WebSite site, string name, params string[] lines) => site.AskAsync(async db =>
    {
        var recipe = RecipeDatabase.Recipe(name, 0, lines);
        db.Recipes.Add(recipe);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return recipe.Id;
    });

    public static Task<RecipeContent?> ContentAsync(this WebSite site, int id) => site.AskAsync(async db =>
        (await db.RecipeToEditAsync(id, TestContext.Current.CancellationToken))?.Content());

    public static string AddressOf(int id) => $"/admin/recipes/{id}";

    /// <summary>The address of the page that a form has led to: "/admin/recipes/7?Done=added" gives 7.</summary>
    public static int IdIn(this HttpResponseMessage response)
    {
        var location = response.Headers.Location?.OriginalString;
        Assert.NotNull(location);
        var query = System.Web.HttpUtility.ParseQueryString(location[location.IndexOf('?', StringComparison.Ordinal)..]);
        return int.Parse(query["Recipe"] ?? location.Split('/')[^1].Split('?')[0], System.Globalization.CultureInfo.InvariantCulture);
    }
}
