using Cookbook.Data;
using Cookbook.Data.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Web.Pages.Admin.Accounts;

/// <param name="Id">The account's.</param>
/// <param name="Email">Its address.</param>
/// <param name="Role">Null for none.</param>
/// <param name="LastSignInAt">Null for never.</param>
/// <param name="LockedUntil">In the past, or null, if it is not.</param>
internal sealed record AccountRow(int Id, string Email, string? Role, DateTimeOffset? LastSignInAt, DateTimeOffset? LockedUntil);

internal static class AccountQueries
{
    public const int PageSize = 50;

    /// <summary>By address; only those in whose address the words appear.</summary>
    public static async Task<(int Count, IReadOnlyList<AccountRow> Rows)> FindAccountsAsync(
        this CookbookDbContext db, string? words, int page, CancellationToken cancellationToken)
    {
        var normalized = words?.ToUpperInvariant();
        var found = db.Accounts.Where(account => string.IsNullOrEmpty(normalized) || account.NormalizedEmail!.Contains(normalized));
        var count = await found.CountAsync(cancellationToken);
        return (count, await Rows(db, found.OrderBy(account => account.NormalizedEmail).Skip((page - 1) * PageSize).Take(PageSize)).ToListAsync(cancellationToken));
    }

    public static Task<AccountRow?> FindAccountAsync(this CookbookDbContext db, int id, CancellationToken cancellationToken) =>
        Rows(db, db.Accounts.Where(account => account.Id == id)).SingleOrDefaultAsync(cancellationToken);

    private static IQueryable<AccountRow> Rows(CookbookDbContext db, IQueryable<Account> accounts) =>
        accounts.AsNoTracking().Select(account => new AccountRow(
            account.Id,
            account.Email!,
            db.Set<IdentityUserRole<int>>().Where(held => held.UserId == account.Id)
                .Join(db.Set<Role>(), held => held.RoleId, role => role.Id, (_, role) => role.Name)
                .FirstOrDefault(),
            account.LastSignInAt,
            account.LockoutEnd));
}
