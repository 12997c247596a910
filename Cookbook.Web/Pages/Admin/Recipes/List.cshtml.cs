using Cookbook.Data;
using Cookbook.Data.Recipes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Web.Pages.Admin.Recipes;

/// <summary>All recipes: to search, to filter, to sort, to choose from.</summary>
internal sealed class ListModel(CookbookDbContext db) : ListPage("name")
{
    private static readonly Dictionary<string, RecipeOrder> Orders = new()
    {
        ["name"] = RecipeOrder.Name,
        ["-name"] = RecipeOrder.NameDescending,
        ["updated"] = RecipeOrder.Updated,
        ["-updated"] = RecipeOrder.UpdatedDescending,
    };

    [BindProperty(Name = "tag", SupportsGet = true)]
    public string? Tag { get; set; }

    [BindProperty(Name = "food", SupportsGet = true)]
    public string? Food { get; set; }

    /// <summary>Those alone that have no ingredients.</summary>
    [BindProperty(Name = "empty", SupportsGet = true)]
    public bool IsWithoutIngredients { get; set; }

    public Paged<ListedRecipe> List { get; private set; } = new([], 1, RowsAPage, 0);

    /// <summary>To choose from.</summary>
    public IReadOnlyList<string> Tags { get; private set; } = [];

    public override string Address => RecipesAddress.List;

    protected override IEnumerable<(string Key, string? Value)> Filters =>
        [("q", Query), ("tag", Tag), ("food", Food), ("empty", IsWithoutIngredients ? "true" : null)];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var filter = new RecipeFilter(Given(Query), Given(Tag), Given(Food), IsWithoutIngredients);
        if (!ModelState.IsValid || !Orders.TryGetValue(Order, out var order)
            || await db.RecipeListAsync(filter, order, Number, RowsAPage, cancellationToken) is not { } list)
        {
            return NotFound();
        }

        List = list;
        Tags = await db.Tags.AsNoTracking().OrderBy(tag => tag.Name).Select(tag => tag.Name).ToListAsync(cancellationToken);
        return Page();
    }
}
