using System.Globalization;
using Cookbook.Data;
using Cookbook.Data.Recipes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Web.Pages.Admin.Recipes;

/// <summary>All recipes: to search, to filter, to sort, to choose from.</summary>
internal sealed class ListModel(CookbookDbContext db) : PageModel
{
    public const int RecipesAPage = 50;

    private const string ByName = "name";

    private static readonly Dictionary<string, RecipeOrder> Orders = new()
    {
        [ByName] = RecipeOrder.Name,
        ["-name"] = RecipeOrder.NameDescending,
        ["updated"] = RecipeOrder.Updated,
        ["-updated"] = RecipeOrder.UpdatedDescending,
    };

    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Query { get; set; }

    [BindProperty(Name = "tag", SupportsGet = true)]
    public string? Tag { get; set; }

    [BindProperty(Name = "food", SupportsGet = true)]
    public string? Food { get; set; }

    /// <summary>Those alone that have no ingredients.</summary>
    [BindProperty(Name = "empty", SupportsGet = true)]
    public bool IsWithoutIngredients { get; set; }

    [BindProperty(Name = "sort", SupportsGet = true)]
    public string? Sort { get; set; }

    /// <summary>From the query and nowhere else: among the route's values, "page" is the Razor page's own name.</summary>
    [BindProperty(SupportsGet = true)]
    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    /// <summary>How many have just been deleted; shown once.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Deleted { get; set; }

    /// <summary>The column, with a hyphen before it if the last stand first.</summary>
    public string Order => Sort ?? ByName;

    public bool IsFiltered => !string.IsNullOrEmpty(Query + Tag + Food) || IsWithoutIngredients;

    public RecipeList List { get; private set; } = new([], 1, RecipesAPage, 0);

    /// <summary>To choose from.</summary>
    public IReadOnlyList<string> Tags { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var filter = new RecipeFilter(Given(Query), Given(Tag), Given(Food), IsWithoutIngredients);
        if (!ModelState.IsValid || !Orders.TryGetValue(Order, out var order)
            || await db.RecipeListAsync(filter, order, Number, RecipesAPage, cancellationToken) is not { } list)
        {
            return NotFound();
        }

        List = list;
        Tags = await db.Tags.AsNoTracking().OrderBy(tag => tag.Name).Select(tag => tag.Name).ToListAsync(cancellationToken);
        return Page();
    }

    /// <summary>This list in another order, or another page of it.</summary>
    public string AddressOf(string sort, int number)
    {
        (string Key, string? Value)[] keys =
        [
            ("q", Query), ("tag", Tag), ("food", Food), ("empty", IsWithoutIngredients ? "true" : null), ("sort", sort == ByName ? null : sort),
            ("page", number == 1 ? null : number.ToString(CultureInfo.InvariantCulture)),
        ];
        return RecipesAddress.List + keys.Where(key => !string.IsNullOrEmpty(key.Value)).Aggregate(QueryString.Empty, (query, key) => query.Add(key.Key, key.Value!));
    }

    /// <summary>Where the head of a column leads: to its order, or to the other way round.</summary>
    public string Resort(string column) => AddressOf(Order == column ? $"-{column}" : column, 1);

    /// <summary>For aria-sort; null if the list is not in the column's order.</summary>
    public string? Direction(string column) => Order == column ? "ascending" : Order == $"-{column}" ? "descending" : null;

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
