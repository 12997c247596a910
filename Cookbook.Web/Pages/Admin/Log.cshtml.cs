using System.Globalization;
using Cookbook.Data;
using Cookbook.Data.Accounts;
using Cookbook.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cookbook.Web.Pages.Admin;

/// <summary>Who has done what, and who has tried to sign in; the latest first.</summary>
[Authorize(Policy = Permissions.ManageAccounts)]
internal sealed class LogModel(CookbookDbContext db) : PageModel
{
    public const string Address = AdminAddress.Home + "/log";

    private const int EntriesAPage = 50;

    /// <summary>What an entry must contain: who, or what they did.</summary>
    [FromQuery(Name = "q")]
    public string? Words { get; set; }

    /// <summary>From 1 on.</summary>
    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public AuditList List { get; private set; } = new([], 1, EntriesAPage, 0);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var words = string.IsNullOrWhiteSpace(Words) ? null : Words.Trim();
        if (!ModelState.IsValid || await db.AuditAsync(words, Number, EntriesAPage, cancellationToken) is not { } list)
        {
            return NotFound();
        }

        List = list;
        return Page();
    }

    public string AddressOf(int number)
    {
        var query = string.IsNullOrEmpty(Words) ? QueryString.Empty : QueryString.Create("q", Words);
        return Address + (number == 1 ? query : query.Add("page", number.ToString(CultureInfo.InvariantCulture)));
    }
}
