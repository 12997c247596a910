using System.ComponentModel.DataAnnotations;
using Cookbook.Data.Accounts;
using Cookbook.Web.Accounts;
using Cookbook.Web.Accounts.Typed;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Cookbook.Web.Pages.Admin;

/// <summary>Signs in by address and password. The answer to a wrong one is the same whether there is such an account or not.</summary>
[EnableRateLimiting(SignInRateLimit.Policy)]
internal sealed class LoginModel(SignInManager<Account> signIn, UserManager<Account> accounts, AuditLog audit, TimeProvider time) : PageModel
{
    private const string Wrong = "There is no account with this address and this password. After five wrong passwords an account is locked for five minutes.";

    [BindProperty]
    [Required(ErrorMessage = "Enter your e-mail address.")]
    [StringLength(256, ErrorMessage = "An e-mail address has at most 256 characters.")]
    public string? Email { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Enter your password.")]
    [StringLength(1000, ErrorMessage = "A password has at most 1,000 characters.")]
    public string? Password { get; set; }

    /// <summary>Where to go on; an address of this site.</summary>
    [BindProperty(Name = AdminAddress.Next, SupportsGet = true)]
    public string? Next { get; set; }

    /// <summary>A form that was typed until a session ended, to be sent once somebody is signed in.</summary>
    [BindProperty(Name = TypedForm.Field)]
    public string? Typed { get; set; }

    public IActionResult OnGet() => User.Identity is { IsAuthenticated: true } ? GoOn() : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var account = await accounts.FindByEmailAsync(Email!);
        if (account is null)
        {
            // As slow as a wrong password, so that nobody learns which addresses have accounts.
            _ = accounts.PasswordHasher.HashPassword(new Account { CreatedAt = default }, Password!);
            return await RefuseAsync(null, "sign-in refused", cancellationToken);
        }

        var result = await signIn.PasswordSignInAsync(account, Password!, isPersistent: false, lockoutOnFailure: true);
        if (!result.Succeeded)
        {
            return await RefuseAsync(account, result.IsLockedOut ? "sign-in refused: locked" : "sign-in refused", cancellationToken);
        }

        account.LastSignInAt = time.GetUtcNow();
        await audit.AddAsync(account.Email!, account.Id, "signed in", cancellationToken);
        if (string.IsNullOrEmpty(Typed))
        {
            return GoOn();
        }

        // The token in the form that follows is for the session that begins with this answer.
        HttpContext.User = await signIn.CreateUserPrincipalAsync(account);
        return Page();
    }

    private async Task<IActionResult> RefuseAsync(Account? account, string action, CancellationToken cancellationToken)
    {
        await audit.AddAsync(Email!, account?.Id, action, cancellationToken);
        ModelState.AddModelError("", Wrong);
        return Page();
    }

    /// <summary>Where to go on, if it is on this site.</summary>
    public string GoingOn => Url.IsLocalUrl(Next) ? Next : AdminAddress.Home;

    private LocalRedirectResult GoOn() => LocalRedirect(GoingOn);
}
