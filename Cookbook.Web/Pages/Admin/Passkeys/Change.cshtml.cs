using Cookbook.Data.Accounts;
using Cookbook.Web.Accounts;
using Cookbook.Web.Pages.Admin.Names;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cookbook.Web.Pages.Admin.Passkeys;

/// <summary>Another name for one of one's own passkeys, or no such passkey any more.</summary>
internal sealed class ChangeModel(SignInManager<Account> signIn, UserManager<Account> accounts, AuditLog audit) : PageModel
{
    [BindProperty(SupportsGet = true)]
    [FromRoute]
    public string Id { get; set; } = "";

    [BindProperty]
    public string? Name { get; set; }

    public UserPasskeyInfo Stored { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindAsync() is null)
        {
            return NotFound();
        }

        Name = Stored.Name;
        return Page();
    }

    public async Task<IActionResult> OnPostRenameAsync()
    {
        if (await FindAsync() is not { } account)
        {
            return NotFound();
        }

        var name = (Name ?? "").Trim();
        if (NameRule.Problem("passkey", PasskeyRules.LongestName, name) is { } problem)
        {
            ModelState.AddModelError(nameof(Name), problem);
            return Page();
        }

        audit.Note($"renamed passkey {Stored.Name} to {name}");
        Stored.Name = name;
        return Answer(await accounts.AddOrUpdatePasskeyAsync(account, Stored), "renamed");
    }

    /// <summary>Ends the other sessions as a changed password does: one of them may be that of whoever has the device now.</summary>
    public async Task<IActionResult> OnPostRemoveAsync()
    {
        if (await FindAsync() is not { } account)
        {
            return NotFound();
        }

        audit.Note($"removed passkey {Stored.Name}");
        var result = await accounts.RemovePasskeyAsync(account, Stored.CredentialId);
        if (result.Succeeded)
        {
            await accounts.UpdateSecurityStampAsync(account);
            await signIn.RefreshSignInAsync(account);
        }

        return Answer(result, "removed");
    }

    private IActionResult Answer(IdentityResult result, string done)
    {
        if (result.Succeeded)
        {
            return LocalRedirect($"{AdminAddress.Account}?Passkey={done}");
        }

        ModelState.AddModelError("", PasskeyRules.Meanwhile);
        return Page();
    }

    /// <summary>The account that is signed in, if the passkey is one of its own.</summary>
    private async Task<Account?> FindAsync()
    {
        if (await accounts.GetUserAsync(User) is not { } account || await accounts.FindPasskeyAsync(account, Id) is not { } stored)
        {
            return null;
        }

        Stored = stored;
        return account;
    }
}
