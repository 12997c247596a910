using System.Globalization;
using Cookbook.Data;
using Cookbook.Data.Recipes;
using Microsoft.AspNetCore.Mvc;

namespace Cookbook.Web.Pages.Admin.Names;

/// <summary>All foods or all tags: to search, to sort, to choose from.</summary>
internal sealed class ListModel(CookbookDbContext db) : NamePage
{
    public const int NamesAPage = 50;

    private const string ByName = "name";

    private static readonly Dictionary<string, NameOrder> Orders = new()
    {
        [ByName] = NameOrder.Name,
        ["-name"] = NameOrder.NameDescending,
        ["recipes"] = NameOrder.Recipes,
        ["-recipes"] = NameOrder.RecipesDescending,
    };

    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Query { get; set; }

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

    public NameList List { get; private set; } = new([], 1, NamesAPage, 0);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid || !Orders.TryGetValue(Order, out var order)
            || await Kind.Names(db).ListAsync(Query?.Trim(), order, Number, NamesAPage, cancellationToken) is not { } list)
        {
            return NotFound();
        }

        List = list;
        return Page();
    }

    /// <summary>This list in another order, or another page of it.</summary>
    public string AddressOf(string sort, int number)
    {
        var query = QueryString.Empty;
        query = string.IsNullOrEmpty(Query) ? query : query.Add("q", Query);
        query = sort == ByName ? query : query.Add("sort", sort);
        query = number == 1 ? query : query.Add("page", number.ToString(CultureInfo.InvariantCulture));
        return Kind.Address + query;
    }

    /// <summary>Where the head of a column leads: to its order, or to the other way round.</summary>
    public string Resort(string column) => AddressOf(Order == column ? $"-{column}" : column, 1);

    /// <summary>For aria-sort; null if the list is not in the column's order.</summary>
    public string? Direction(string column) => Order == column ? "ascending" : Order == $"-{column}" ? "descending" : null;
}
