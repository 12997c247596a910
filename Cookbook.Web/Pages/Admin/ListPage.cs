using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cookbook.Web.Pages.Admin;

/// <summary>A list in pages, to search and to sort. What is asked for stands in the address, and nothing else is remembered.</summary>
/// <param name="firstOrder">The column by which it is sorted unless somebody asks for another.</param>
internal abstract class ListPage(string firstOrder) : PageModel
{
    public const int RowsAPage = 50;

    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Query { get; set; }

    [BindProperty(Name = "sort", SupportsGet = true)]
    public string? Sort { get; set; }

    /// <summary>From 1 on. From the query and nowhere else: among the route's values, "page" is the Razor page's own name.</summary>
    [BindProperty(SupportsGet = true)]
    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    /// <summary>How many have just been deleted; shown once.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Deleted { get; set; }

    /// <summary>The column, with a hyphen before it if the last stand first.</summary>
    public string Order => Sort ?? firstOrder;

    public bool IsFiltered => Filters.Any(filter => !string.IsNullOrEmpty(filter.Value));

    /// <summary>The list's own, without a query.</summary>
    public abstract string Address { get; }

    /// <summary>What the list is narrowed down to, as in the query.</summary>
    protected virtual IEnumerable<(string Key, string? Value)> Filters => [("q", Query)];

    /// <summary>This list in another order, or another page of it.</summary>
    public string AddressOf(string sort, int number)
    {
        var keys = Filters
            .Append(("sort", sort == firstOrder ? null : sort))
            .Append(("page", number == 1 ? null : number.ToString(CultureInfo.InvariantCulture)));
        return Address + keys.Where(key => !string.IsNullOrEmpty(key.Item2)).Aggregate(QueryString.Empty, (query, key) => query.Add(key.Item1, key.Item2!));
    }

    public string AddressOf(int number) => AddressOf(Order, number);

    /// <summary>Where the head of a column leads: to its order, or to the other way round.</summary>
    public string Resort(string column) => AddressOf(Order == column ? $"-{column}" : column, 1);

    /// <summary>For aria-sort; null if the list is not in the column's order.</summary>
    public string? Direction(string column) => Order == column ? "ascending" : Order == $"-{column}" ? "descending" : null;

    /// <summary>What somebody has asked for; null if it is nothing.</summary>
    protected static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
