using Cookbook.Data;
using Cookbook.Data.Recipes;
using Cookbook.Web.Accounts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Cookbook.Web.Editing;

internal static class FoodSuggestions
{
    private const int Most = 10;

    private const int LongestQuery = 255;

    public static void MapFoodSuggestions(this WebApplication app) => app.MapGet("/admin/foods/suggest", GetAsync)
        .RequireAuthorization(Permissions.View)
        .WithName("SuggestFoods")
        .WithSummary("Names of foods for what has been typed.");

    private static async Task<Results<Ok<IReadOnlyList<string>>, BadRequest>> GetAsync(
        string? q, CookbookDbContext db, HttpResponse response, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(q) || q.Length > LongestQuery || q.Contains('\0', StringComparison.Ordinal))
        {
            return TypedResults.BadRequest();
        }

        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(await db.FoodsLikeAsync(q.Trim(), Most, cancellationToken));
    }
}
