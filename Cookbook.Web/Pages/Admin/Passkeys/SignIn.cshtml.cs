using Cookbook.Data.Accounts;
using Cookbook.Web.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Web.Pages.Admin.Passkeys;

/// <summary>Signs in by passkey. It is passkeys.js that asks, and both answers are JSON.</summary>
[EnableRateLimiting(SignInRateLimit.Policy)]
internal sealed class SignInModel(SignInManager<Account> signIn, UserManager<Account> accounts, AuditLog audit, TimeProvider time) : PageModel
{
    private const string Nobody = "an unknown passkey";

    /// <summary>As the browser writes it (WebAuthn, section 5.1, <c>toJSON</c>).</summary>
    [BindProperty]
    public string? Credential { get; set; }

    /// <summary>Where to go on; an address of this site.</summary>
    [BindProperty(Name = AdminAddress.Next)]
    public string? Next { get; set; }

    /// <summary>What the browser is to sign. The same for everybody: it does not say who has passkeys.</summary>
    public async Task<IActionResult> OnGetAsync() => Content(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json");

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(Credential))
        {
            return PasskeyAnswer.Refuse("The browser sent no passkey. Try again.");
        }

        PasskeyAssertionResult<Account> result;
        try
        {
            result = await signIn.PerformPasskeyAssertionAsync(Credential);
        }
        catch (InvalidOperationException)
        {
            // Nothing was asked, or too long ago.
            return PasskeyAnswer.Refuse(PasskeyRules.Late);
        }

        if (!result.Succeeded)
        {
            result.Failure.ThrowIfOutage();
            await audit.AddAsync(Nobody, null, "passkey sign-in refused", cancellationToken);
            return PasskeyAnswer.Refuse("No account here has this passkey, or it was not asked for just now. Try again, or sign in with your password.");
        }

        // Not by PasskeySignInAsync: that does not say whose passkey it was.
        var account = result.User;
        if (await accounts.IsLockedOutAsync(account))
        {
            await audit.AddAsync(account.Email!, account.Id, "passkey sign-in refused: locked", cancellationToken);
            return PasskeyAnswer.Refuse("This account is locked. Try again in five minutes, or ask an administrator.");
        }

        // With the count of its uses, by which a copy would be noticed.
        account.LastSignInAt = time.GetUtcNow();
        try
        {
            audit.Note(account.Email!, account.Id, "signed in with a passkey");
            if (!(await accounts.AddOrUpdatePasskeyAsync(account, result.Passkey)).Succeeded)
            {
                return PasskeyAnswer.Refuse(PasskeyRules.Meanwhile);
            }
        }
        catch (DbUpdateConcurrencyException)
        {
            return PasskeyAnswer.Refuse(PasskeyRules.Meanwhile);
        }

        await signIn.SignInAsync(account, isPersistent: false);
        return PasskeyAnswer.GoOn(Url.IsLocalUrl(Next) ? Next : AdminAddress.Home);
    }
}
