using Cookbook.Data;
using Cookbook.Data.Accounts;
using Microsoft.AspNetCore.Identity;

namespace Cookbook.MigrationService.Accounts;

/// <summary>Makes administrators, by the rules that the site has for every account.</summary>
internal sealed class AccountMaker(CookbookDbContext db, UserManager<Account> accounts, TimeProvider time)
{
    /// <exception cref="Failure">The address or the password is refused, or the account is there already.</exception>
    public Task<Account> MakeAdministratorAsync(string email, string password, CancellationToken cancellationToken) =>
        db.InTransactionAsync(
            async _ =>
            {
                var account = new Account { UserName = email, Email = email, EmailConfirmed = true, CreatedAt = time.GetUtcNow() };
                MustSucceed(email, await accounts.CreateAsync(account, password));
                MustSucceed(email, await accounts.AddToRoleAsync(account, Role.Administrator));
                db.AuditEntries.Add(new AuditEntry { At = account.CreatedAt, AccountId = account.Id, Who = email, Action = "made administrator by the worker" });
                await db.SaveChangesAsync(cancellationToken);
                return account;
            },
            cancellationToken);

    private static void MustSucceed(string email, IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new Failure($"The account {email} was not made: {string.Join(" ", result.Errors.Select(error => error.Description))} Nothing was changed.");
        }
    }
}
