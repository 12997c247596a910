using Cookbook.Data;
using Cookbook.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Cookbook.Web.Pages.Admin.Accounts;

/// <summary>All accounts: to search, to filter, to sort, to choose from.</summary>
[Authorize(Permissions.ManageAccounts)]
internal sealed class IndexModel(CookbookDbContext db, TimeProvider time) : ListPage("address")
{
    private static readonly Dictionary<string, AccountOrder> Orders = new()
    {
        ["address"] = AccountOrder.Address,
        ["-address"] = AccountOrder.AddressDescending,
        ["last"] = AccountOrder.LastSignIn,
        ["-last"] = AccountOrder.LastSignInDescending,
    };

    [BindProperty(Name = "role", SupportsGet = true)]
    public string? Role { get; set; }

    public Paged<AccountRow> List { get; private set; } = new([], 1, RowsAPage, 0);

    public override string Address => AdminAddress.Accounts;

    protected override IEnumerable<(string Key, string? Value)> Filters => [("q", Query), ("role", Role)];

    public bool IsLocked(AccountRow account) => account.LockedUntil > time.GetUtcNow();

    public bool IsOwn(AccountRow account) => account.Email == User.Identity?.Name;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid || !Orders.TryGetValue(Order, out var order)
            || await db.AccountListAsync(Given(Query), Given(Role), order, Number, RowsAPage, cancellationToken) is not { } list)
        {
            return NotFound();
        }

        List = list;
        return Page();
    }
}
