using System.Diagnostics;
using System.Globalization;
using System.Net;
using Cookbook.Data.Recipes;
using Cookbook.Data.Recipes.Editing;
using Cookbook.Tests.Data;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Tests.Web.Admin;

/// <summary>Recipes of a test's own, and what the database holds of them.</summary>
internal static class StoredRecipes
{
    /// <summary>Returns its address on the admin site.</summary>
    public static Task<string> StoreAsync(this WebSite site, Recipe recipe) => site.AskAsync(async db =>
    {
        db.Recipes.Add(recipe);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return AddressOf(recipe.Id);
    });

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

    /// <summary>The address of the page that a form has led to: "/admin/recipes/7?Done=added" gives 7.</summary>
    public static int IdIn(this HttpResponseMessage response)
    {
        var location = response.Headers.Location?.OriginalString;
        Assert.NotNull(location);
        var query = System.Web.HttpUtility.ParseQueryString(location[location.IndexOf('?', StringComparison.Ordinal)..]);
        return int.Parse(query["Recipe"] ?? location.Split('/')[^1].Split('?')[0], CultureInfo.InvariantCulture);
    }

    public static string AddressOf(int id) => string.Create(CultureInfo.InvariantCulture, $"/admin/recipes/{id}");

    /// <summary>"/admin/recipes/7" gives 7.</summary>
    public static int IdIn(string address) => int.Parse(address.Split('/')[^1], CultureInfo.InvariantCulture);

    /// <summary>With all that belongs to it, the lines in their order; null if it is not there.</summary>
    public static Task<Recipe?> StoredAsync(this WebSite site, string address)
    {
        var id = IdIn(address);
        return site.StoredAsync(recipe => recipe.Id == id);
    }

    /// <summary>The one of this name; null if there is none.</summary>
    public static Task<Recipe?> StoredUnderAsync(this WebSite site, string name) => site.StoredAsync(recipe => recipe.Name == name);

    /// <summary>Each with its amount, unit, food and, in brackets, its own words.</summary>
    public static IEnumerable<string> Lines(this Recipe recipe) => recipe.Ingredients.Select(line => string.Create(
        CultureInfo.InvariantCulture, $"{line.Amount:0.###}|{line.UnitOfMeasure}|{line.Food!.Name}|{line.Description}"));

    /// <summary>The fields of a form with these lines in place of its own.</summary>
    public static (string Name, string Value)[] Typed(params IEnumerable<(string Amount, string Unit, string Food, string Written)> lines) =>
    [
        .. lines.Index().SelectMany(line => (IEnumerable<(string, string)>)
        [
            ("Lines.Index", $"t{line.Index}"),
            ($"Lines[t{line.Index}].Amount", line.Item.Amount),
            ($"Lines[t{line.Index}].Unit", line.Item.Unit),
            ($"Lines[t{line.Index}].Food", line.Item.Food),
            ($"Lines[t{line.Index}].Written", line.Item.Written),
        ]),
    ];

    /// <summary>One with all fields, a food and a tag of its own; the second line is in somebody's own words.</summary>
    public static Recipe Stew(string name)
    {
        var recipe = RecipeDatabase.Recipe(name);
        recipe.Description = $"A <em>good</em> {name}.";
        recipe.Instructions = "<ol>\n<li>Chop.</li>\n<li>Stew.</li>\n</ol>";
        recipe.Servings = 4;
        recipe.PrepTime = TimeSpan.FromMinutes(20);
        recipe.CookTime = TimeSpan.FromMinutes(90);
        recipe.SourceUrl = "https://example.org/stew";
        recipe.Tags.Add(new Tag { Name = $"tag-{name}" });
        recipe.Ingredients.Add(new Ingredient { Food = new Food { Name = $"beef-{name}" }, Amount = 500, UnitOfMeasure = "g", Description = "" });
        recipe.Ingredients.Add(new Ingredient
        {
            Food = new Food { Name = $"garlic-{name}" },
            Amount = 1.5m,
            UnitOfMeasure = "",
            Description = $"1½ cloves of garlic-{name}, minced",
            Position = 1,
        });
        return recipe;
    }

    /// <summary>How many commands a page, which must be there, sends to Postgres.</summary>
    public static async Task<int> CommandsAsync(this WebSite site, Browser browser, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await site.CommandsAsync(browser, request, HttpStatusCode.OK);
    }

    /// <summary>How many commands a request, which must be answered with this status, sends to Postgres.</summary>
    public static async Task<int> CommandsAsync(this WebSite site, Browser browser, HttpRequestMessage request, HttpStatusCode status)
    {
        var trace = ActivityTraceId.CreateRandom();
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        using var response = await browser.SendAsync(request);
        Assert.Equal(status, response.StatusCode);
        await Eventually.IsTrue($"the request for {request.RequestUri} has ended", () => site.Spans.Of(trace).Exists(span => span.Kind == ActivityKind.Server));
        return new RequestTrace(site.Spans.Of(trace)).Sql.Count;
    }

    private static Task<Recipe?> StoredAsync(this WebSite site, System.Linq.Expressions.Expression<Func<Recipe, bool>> which) => site.AskAsync(db => db.Recipes.AsNoTracking()
        .Include(recipe => recipe.Ingredients.OrderBy(line => line.Position)).ThenInclude(line => line.Food)
        .Include(recipe => recipe.Tags.OrderBy(tag => tag.Name))
        .Include(recipe => recipe.OldSlugs)
        .AsSplitQuery()
        .SingleOrDefaultAsync(which, TestContext.Current.CancellationToken));
}
