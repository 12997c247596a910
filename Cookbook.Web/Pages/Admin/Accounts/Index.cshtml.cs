using System.Globalization;
using Cookbook.Data;
using Cookbook.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;

namespace Cookbook.Web.Pages.Admin.Accounts;

[Authorize(Permissions.ManageAccounts)]
internal sealed class IndexModel(CookbookDbContext db, TimeProvider time) : PageModel
{
    /// <summary>What an address must contain.</summary>
    [FromQuery(Name = "q")]
    public string? Words { get; set; }

    /// <summary>From 1 on.</summary>
    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public int Count { get; private set; }

    public int Pages => Math.Max(1, (Count + AccountQueries.PageSize - 1) / AccountQueries.PageSize);

    public IReadOnlyList<AccountRow> Rows { get; private set; } = [];

    public bool IsLocked(AccountRow account) => account.LockedUntil > time.GetUtcNow();

    public string AddressOf(int number) => QueryHelpers.AddQueryString(
        "/admin/accounts", new Dictionary<string, string?> { ["q"] = Words, ["page"] = number.ToString(CultureInfo.InvariantCulture) });

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid || Number is < 1 or > 1_000_000)
        {
            return NotFound();
        }

        (Count, Rows) = await db.FindAccountsAsync(Words?.Trim(), Number, cancellationToken);
        return Number > Pages ? NotFound() : Page();
    }
}
