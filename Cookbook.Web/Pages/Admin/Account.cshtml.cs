using System.ComponentModel.DataAnnotations;
using Cookbook.Data.Accounts;
using Cookbook.Web.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Cookbook.Web.Pages.Admin;

/// <summary>One's own account: another password, which ends all other sessions; and the passkeys.</summary>
[EnableRateLimiting(SignInRateLimit.Policy)]
internal sealed class AccountModel(SignInManager<Account> signIn, UserManager<Account> accounts, AuditLog audit) : PageModel
{
    [BindProperty]
    [Required(ErrorMessage = "Enter the password that you have now.")]
    public string? Current { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Enter a new password.")]
    [StringLength(1000, MinimumLength = AccountRules.ShortestPassword, ErrorMessage = "A password has at least {2} characters, and at most {1}.")]
    public string? Password { get; set; }

    [BindProperty]
    [Compare(nameof(Password), ErrorMessage = "This is not the new password again.")]
    public string? Again { get; set; }

    /// <summary>Shown once, after the password was changed.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Changed { get; set; }

    /// <summary><c>added</c>, <c>renamed</c> or <c>removed</c>, shown once.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Passkey { get; set; }

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<UserPasskeyInfo> Stored { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync() => await FindAsync() is null ? Challenge() : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync() is not { } account)
        {
            return Challenge();
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var result = await accounts.ChangePasswordAsync(account, Current!, Password!);
        if (!result.Succeeded)
        {
            foreach (var error in result.Errors)
            {
                var isCurrent = error.Code == nameof(IdentityErrorDescriber.PasswordMismatch);
                ModelState.AddModelError(isCurrent ? nameof(Current) : nameof(Password), isCurrent ? "This is not your password." : error.Description);
            }

            await audit.AddAsync(account.Email!, account.Id, "password change refused", cancellationToken);
            return Page();
        }

        await audit.AddAsync(account.Email!, account.Id, "changed the password", cancellationToken);
        await signIn.RefreshSignInAsync(account);
        return RedirectToPage(new { Changed = true });
    }

    private async Task<Account?> FindAsync()
    {
        var account = await accounts.GetUserAsync(User);
        if (account is not null)
        {
            Stored = [.. (await accounts.GetPasskeysAsync(account)).OrderBy(passkey => passkey.CreatedAt)];
        }

        return account;
    }
}
