using System.Globalization;
using Cookbook.Data;
using Cookbook.Data.Recipes;
using Cookbook.Web.Caching;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Primitives;

namespace Cookbook.Web.Pages;

[OutputCache(PolicyName = CachePolicies.Cookbook)]
internal sealed class CookbookModel(CookbookDbContext db) : PageModel
{
    public const string Address = "/cookbook/";

    private const int RecipesAPage = 10;

    public Paged<RecipeInFull> Recipes { get; private set; } = new([], 1, RecipesAPage, 0);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (Request.Path.Value != Address)
        {
            return LocalRedirectPermanent($"~{Address}{Request.QueryString}");
        }

        if (PageNumber(Request.Query["page"]) is not { } number || await db.PageAsync(number, RecipesAPage, cancellationToken) is not { } recipes)
        {
            return NotFound();
        }

        Recipes = recipes;
        return Page();
    }

    /// <summary>The address of a page; the first has no number in its address, so that it has only one.</summary>
    public static string AddressOf(int number) => number == 1 ? Address : string.Create(CultureInfo.InvariantCulture, $"{Address}?page={number}");

    /// <summary>
    /// Only as this site writes it: "2", once. Each spelling that is accepted would be one more cached copy of the same page.
    /// </summary>
    private static int? PageNumber(StringValues page)
    {
        if (page.Count == 0)
        {
            return 1;
        }

        return page is [{ } text]
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number.ToString(CultureInfo.InvariantCulture) == text
                ? number
                : null;
    }
}
