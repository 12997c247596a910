using System.Runtime.CompilerServices;
using Cookbook.Data;
using Cookbook.Data.Recipes;
using Cookbook.Web.Pages;
using Cookbook.Web.Pages.Recipes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Cookbook.Benchmarks.Beside;

/// <summary>
/// The site's pages, same markup, same bytes, from EF Core as most write it: a context for the request, which is not pooled, entities
/// that it tracks, Include, ThenInclude and AsSplitQuery, no compiled query, nothing
/// prepared. <c>/beside/naive/cookbook/</c> shows <c>/cookbook/</c>.
/// </summary>
internal sealed class NaivePages(IConfiguration configuration) : IAsyncPageFilter
{
    public const string Prefix = "/beside/naive";

    private const int RecipesAPage = 10;

    private static readonly object Mark = new();

    /// <summary>Lets routing find the page.</summary>
    public static void Redirect(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments(Prefix, out var page))
        {
            context.Items[Mark] = Mark;
            context.Request.Path = page;
        }
    }

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (!context.HttpContext.Items.ContainsKey(Mark))
        {
            await next();
            return;
        }

        var options = new DbContextOptionsBuilder<CookbookDbContext>()
            .UseNpgsql(configuration.GetConnectionString("cookbookdb"))
            .UseSnakeCaseNamingConvention();
        await using var db = new CookbookDbContext(options.Options);
        var recipes = db.Recipes
            .Include(recipe => recipe.Tags)
            .Include(recipe => recipe.Ingredients.OrderBy(line => line.Position)).ThenInclude(line => line.Food)
            .AsSplitQuery();
        switch (context.HandlerInstance)
        {
            case CookbookModel cookbook:
                var shown = await recipes.OrderBy(recipe => recipe.Id).Take(RecipesAPage).ToListAsync(context.HttpContext.RequestAborted);
                Show(cookbook, new Paged<RecipeInFull>([.. shown.Select(InFull)], 1, RecipesAPage, await db.Recipes.CountAsync(context.HttpContext.RequestAborted)));
                break;
            case DetailsModel details:
                var slug = (string)context.RouteData.Values["slug"]!;
                Show(details, InFull(await recipes.SingleAsync(recipe => recipe.Slug == slug, context.HttpContext.RequestAborted)));
                break;
        }

        context.Result = ((PageModel)context.HandlerInstance).Page();
    }

    private static RecipeInFull InFull(Recipe recipe) => new(
        recipe.Id,
        recipe.Slug,
        recipe.Name,
        recipe.Description,
        recipe.Instructions,
        recipe.Servings,
        recipe.PrepTime,
        recipe.CookTime,
        recipe.SourceUrl,
        [.. recipe.Tags.Select(tag => tag.Name).Order()],
        [.. recipe.Ingredients.Select(line => IngredientLine.Text(line.Description, line.Amount, line.UnitOfMeasure, line.Food!.Name))],
        []);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_Recipes")]
    private static extern void Show(CookbookModel page, Paged<RecipeInFull> recipes);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_Recipe")]
    private static extern void Show(DetailsModel page, RecipeInFull recipe);
}
