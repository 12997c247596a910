using Cookbook.Data;
using Cookbook.Data.Recipes;
using Cookbook.Web.Caching;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;

namespace Cookbook.Web.Pages.Recipes;

[OutputCache(PolicyName = CachePolicies.Recipe)]
internal sealed class DetailsModel(CookbookDbContext db) : PageModel
{
    public RecipeInFull Recipe { get; private set; } = null!;

    /// <summary>None if what the row says is no address on the web; psql can write anything there.</summary>
    public Uri? Source => WebAddress.Parse(Recipe.SourceUrl);

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellationToken)
    {
        var wanted = slug.ToLowerInvariant();
        if (!RecipeAddress.CanHave(wanted))
        {
            return NotFound();
        }

        if (Request.Path.Value != RecipeAddress.Of(wanted))
        {
            return Moved(wanted);
        }

        if (await db.RecipeAsync(slug, cancellationToken) is { } recipe)
        {
            Recipe = recipe;
            return Page();
        }

        if (await db.MovedToAsync(slug, cancellationToken) is not { } current)
        {
            return NotFound();
        }

        // A recipe may take its old slug back. A browser that remembered this answer would then go round in circles.
        Response.Headers.CacheControl = "no-cache";
        return Moved(current);
    }

    /// <summary>The link's text: the source's host, without the www.</summary>
    public static string HostOf(Uri source) => source.Host.StartsWith("www.", StringComparison.Ordinal) ? source.Host[4..] : source.Host;

    private LocalRedirectResult Moved(string slug) => LocalRedirectPermanent("~" + RecipeAddress.Of(slug));
}
