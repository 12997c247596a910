using Cookbook.Data;
using Cookbook.Data.Recipes;
using Microsoft.AspNetCore.Mvc;

namespace Cookbook.Web.Pages.Admin.Names;

/// <summary>All foods or all tags: to search, to filter, to sort, to choose from.</summary>
internal sealed class ListModel(CookbookDbContext db) : ListPage("name")
{
    private static readonly Dictionary<string, NameOrder> Orders = new()
    {
        ["name"] = NameOrder.Name,
        ["-name"] = NameOrder.NameDescending,
        ["recipes"] = NameOrder.Recipes,
        ["-recipes"] = NameOrder.RecipesDescending,
    };

    /// <summary>Those alone that no recipe uses.</summary>
    [BindProperty(Name = "unused", SupportsGet = true)]
    public bool IsUnused { get; set; }

    public NameKind Kind => NameKind.Of((string)RouteData.Values["kind"]!);

    public Paged<NameRow> List { get; private set; } = new([], 1, RowsAPage, 0);

    public override string Address => Kind.Address;

    protected override IEnumerable<(string Key, string? Value)> Filters => [("q", Query), ("unused", IsUnused ? "true" : null)];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid || !Orders.TryGetValue(Order, out var order)
            || await Kind.Names(db, IsUnused).ListAsync(Given(Query), order, Number, RowsAPage, cancellationToken) is not { } list)
        {
            return NotFound();
        }

        List = list;
        return Page();
    }
}
