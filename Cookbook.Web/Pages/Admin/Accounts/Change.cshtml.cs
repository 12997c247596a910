using Cookbook.Data;
using Cookbook.Data.Accounts;
using Cookbook.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cookbook.Web.Pages.Admin.Accounts;

/// <summary>Another role, another password, locked or not, or no account any more. One's own account keeps its role, and stays.</summary>
[Authorize(Permissions.ManageAccounts)]
internal sealed class ChangeModel(CookbookDbContext db, UserManager<Account> accounts, AuditLog audit, TimeProvider time) : PageModel
{
    [BindProperty(SupportsGet = true)]
    [FromRoute]
    public int Id { get; set; }

    [BindProperty]
    public string? Role { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public AccountRow Row { get; private set; } = null!;

    /// <summary>How many they have.</summary>
    public int Passkeys { get; private set; }

    public bool IsOwn => Row.Email == User.Identity?.Name;

    public bool IsLocked => Row.LockedUntil > time.GetUtcNow();

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        await FindAsync(cancellationToken) is null ? NotFound() : Page();

    public Task<IActionResult> OnPostRoleAsync(CancellationToken cancellationToken) => ChangeAsync(
        async account =>
        {
            if (IsOwn)
            {
                return Refuse("Your own role is changed by another administrator, so that there is always one.");
            }

            if (Role is null || !Data.Accounts.Role.All.Contains(Role))
            {
                return Refuse("There is no such role.");
            }

            await accounts.RemoveFromRolesAsync(account, await accounts.GetRolesAsync(account));
            await accounts.AddToRoleAsync(account, Role);
            return $"made {account.Email} {Role}";
        },
        deletes: false,
        cancellationToken);

    public Task<IActionResult> OnPostPasswordAsync(CancellationToken cancellationToken) => ChangeAsync(
        async account =>
        {
            var result = await accounts.ResetPasswordAsync(account, await accounts.GeneratePasswordResetTokenAsync(account), Password ?? "");
            return result.Succeeded ? $"set the password of {account.Email}" : Refuse(string.Join(" ", result.Errors.Select(error => error.Description)));
        },
        deletes: false,
        cancellationToken);

    /// <summary>A new password alone does not keep out whoever has a passkey.</summary>
    public Task<IActionResult> OnPostPasskeysAsync(CancellationToken cancellationToken) => ChangeAsync(
        async account =>
        {
            if (IsOwn)
            {
                return Refuse("Your own passkeys you remove on the page of your account.");
            }

            foreach (var passkey in await accounts.GetPasskeysAsync(account))
            {
                await accounts.RemovePasskeyAsync(account, passkey.CredentialId);
            }

            return $"removed the passkeys of {account.Email}";
        },
        deletes: false,
        cancellationToken);

    public Task<IActionResult> OnPostLockAsync(CancellationToken cancellationToken) => ChangeAsync(
        async account =>
        {
            if (IsOwn)
            {
                return Refuse("Your own account is locked by another administrator, so that there is always one.");
            }

            await accounts.SetLockoutEndDateAsync(account, DateTimeOffset.MaxValue);
            return $"locked {account.Email}";
        },
        deletes: false,
        cancellationToken);

    public Task<IActionResult> OnPostUnlockAsync(CancellationToken cancellationToken) => ChangeAsync(
        async account =>
        {
            await accounts.SetLockoutEndDateAsync(account, null);
            await accounts.ResetAccessFailedCountAsync(account);
            return $"unlocked {account.Email}";
        },
        deletes: false,
        cancellationToken);

    public Task<IActionResult> OnPostDeleteAsync(CancellationToken cancellationToken) => ChangeAsync(
        async account =>
        {
            if (IsOwn)
            {
                return Refuse("Your own account is deleted by another administrator, so that there is always one.");
            }

            await accounts.DeleteAsync(account);
            return $"deleted {account.Email}";
        },
        deletes: true,
        cancellationToken);

    /// <param name="change">Returns what was done, in a few words; null if nothing was.</param>
    /// <param name="deletes">Whether the account is gone then, and has no sessions to end.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    private async Task<IActionResult> ChangeAsync(Func<Account, Task<string?>> change, bool deletes, CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is not { } account)
        {
            return NotFound();
        }

        if (await change(account) is not { } done)
        {
            return Page();
        }

        // Their sessions end within a minute.
        if (!deletes)
        {
            await accounts.UpdateSecurityStampAsync(account);
        }

        await audit.AddAsync(done, cancellationToken);
        return LocalRedirect("/admin/accounts");
    }

    private async Task<Account?> FindAsync(CancellationToken cancellationToken)
    {
        if (await db.FindAccountAsync(Id, cancellationToken) is not { } row)
        {
            return null;
        }

        Row = row;
        Role ??= row.Role;
        var account = await accounts.FindByIdAsync(Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Passkeys = account is null ? 0 : (await accounts.GetPasskeysAsync(account)).Count;
        return account;
    }

    private string? Refuse(string why)
    {
        ModelState.AddModelError("", why);
        return null;
    }
}
