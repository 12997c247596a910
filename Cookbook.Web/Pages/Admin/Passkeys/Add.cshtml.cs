using System.Globalization;
using Cookbook.Data.Accounts;
using Cookbook.Web.Accounts;
using Cookbook.Web.Pages.Admin.Names;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cookbook.Web.Pages.Admin.Passkeys;

/// <summary>A passkey for one's own account. It is passkeys.js that asks, and both answers are JSON.</summary>
internal sealed class AddModel(SignInManager<Account> signIn, UserManager<Account> accounts, AuditLog audit) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Name { get; set; }

    /// <summary>As the browser writes it (WebAuthn, section 5.1, <c>toJSON</c>).</summary>
    [BindProperty]
    public string? Credential { get; set; }

    private string Spelled => (Name ?? "").Trim();

    /// <summary>What the browser is to make. What can be refused is refused here, before a device keeps a passkey that nobody knows.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        var account = await accounts.GetUserAsync(User);
        if (account is null)
        {
            return Challenge();
        }

        var user = new PasskeyUserEntity { Id = IdOf(account), Name = account.Email!, DisplayName = account.Email! };
        return await ProblemAsync(account) is { } problem ? problem : Content(await signIn.MakePasskeyCreationOptionsAsync(user), "application/json");
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var account = await accounts.GetUserAsync(User);
        if (account is null)
        {
            return Challenge();
        }

        if (string.IsNullOrEmpty(Credential))
        {
            return PasskeyAnswer.Refuse("The browser sent no passkey. Try again.");
        }

        if (await ProblemAsync(account) is { } problem)
        {
            return problem;
        }

        PasskeyAttestationResult result;
        try
        {
            result = await signIn.PerformPasskeyAttestationAsync(Credential);
        }
        catch (InvalidOperationException)
        {
            // Nothing was asked, or too long ago.
            return PasskeyAnswer.Refuse(PasskeyRules.Late);
        }

        if (!result.Succeeded)
        {
            result.Failure.ThrowIfOutage();
            return PasskeyAnswer.Refuse("This passkey was not made for this site just now, or an account has it already. Try again.");
        }

        // Asked by one account, answered by another, in the same browser.
        if (result.UserEntity.Id != IdOf(account))
        {
            return PasskeyAnswer.Refuse("This passkey was made for another account. Try again.");
        }

        result.Passkey.Name = Spelled;
        audit.Note($"added passkey {Spelled}");
        return (await accounts.AddOrUpdatePasskeyAsync(account, result.Passkey)).Succeeded
            ? PasskeyAnswer.GoOn($"{AdminAddress.Account}?Passkey=added")
            : PasskeyAnswer.Refuse(PasskeyRules.Meanwhile);
    }

    private static string IdOf(Account account) => account.Id.ToString(CultureInfo.InvariantCulture);

    private async Task<JsonResult?> ProblemAsync(Account account) =>
        NameRule.Problem("passkey", PasskeyRules.LongestName, Spelled) is { } problem ? PasskeyAnswer.Refuse(nameof(Name), problem)
        : (await accounts.GetPasskeysAsync(account)).Count >= PasskeyRules.AtMost ? PasskeyAnswer.Refuse(PasskeyRules.TooMany)
        : null;
}
