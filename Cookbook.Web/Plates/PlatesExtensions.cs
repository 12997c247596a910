using System.Net.Mime;
using System.Text;
using Cookbook.Web.Pages.Recipes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cookbook.Web.Plates;

internal static class PlatesExtensions
{
    public static void MapPlates(this WebApplication app) => app.MapMethods("/plates/{slug}.svg", [HttpMethods.Get, HttpMethods.Head], Get)
        .WithName("Plate")
        .WithSummary("The drawing in place of a recipe's photograph.");

    private static Results<ContentHttpResult, NotFound> Get(string slug, HttpResponse response)
    {
        if (!RecipeAddress.CanHave(slug))
        {
            return TypedResults.NotFound();
        }

        // Thirty days, not for ever: the address stays the same when the drawing is improved.
        response.Headers.CacheControl = "public, max-age=2592000";
        return TypedResults.Content(Plate.Draw(slug), MediaTypeNames.Image.Svg, Encoding.UTF8);
    }
}
