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

/// <summary>How to order a list of accounts.</summary>
internal enum AccountOrder
{
    Address,
    AddressDescending,
    LastSignIn,
    LastSignInDescending,
}

internal static class AccountQueries
{
    /// <summary>Two commands. Null if there is no such page; the first always is.</summary>
    /// <param name="db">The context.</param>
    /// <param name="words">What an address must contain, whatever its case; null for all.</param>
    /// <param name="role">A role's name; null for all.</param>
    /// <param name="order">Whoever never signed in comes first, and last the other way round.</param>
    /// <param name="number">The page, from 1.</param>
    /// <param name="size">Accounts a page.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public static Task<Paged<AccountRow>?> AccountListAsync(
        this CookbookDbContext db, string? words, string? role, AccountOrder order, int number, int size, CancellationToken cancellationToken)
    {
        var normalized = words?.ToUpperInvariant();
        var found = db.Accounts.Where(account => normalized == null || account.NormalizedEmail!.Contains(normalized));
        if (role is not null)
        {
            found = found.Where(account => db.Set<IdentityUserRole<int>>()
                .Any(held => held.UserId == account.Id && db.Set<Role>().Any(stored => stored.Id == held.RoleId && stored.Name == role)));
        }

        var ordered = order switch
        {
            AccountOrder.AddressDescending => found.OrderByDescending(account => account.NormalizedEmail),
            AccountOrder.LastSignIn => found.OrderBy(account => account.LastSignInAt ?? DateTimeOffset.MinValue).ThenBy(account => account.Id),
            AccountOrder.LastSignInDescending => found.OrderByDescending(account => account.LastSignInAt ?? DateTimeOffset.MinValue).ThenBy(account => account.Id),
            _ => found.OrderBy(account => account.NormalizedEmail),
        };
        return Rows(db, ordered).PageAsync(number, size, cancellationToken);
    }

    public static Task<AccountRow?> FindAccountAsync(this CookbookDbContext db, int id, CancellationToken cancellationToken) =>
        Rows(db, db.Accounts.Where(account => account.Id == id)).SingleOrDefaultAsync(cancellationToken);

    /// <summary>Those of these accounts that there are, by address. One command.</summary>
    public static Task<List<AccountRow>> AccountsAsync(this CookbookDbContext db, IEnumerable<int> ids, CancellationToken cancellationToken) =>
        Rows(db, db.Accounts.Where(account => ids.Contains(account.Id)).OrderBy(account => account.NormalizedEmail)).ToListAsync(cancellationToken);

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
