using Cookbook.Data.Accounts;
using Cookbook.Web.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cookbook.Web.Pages.Admin;

/// <summary>Ends the session. Only a form does: a link, or a picture on another site, must not.</summary>
internal sealed class LogoutModel(SignInManager<Account> signIn, UserManager<Account> accounts, AuditLog audit) : PageModel
{
    public IActionResult OnGet() => LocalRedirect(AdminAddress.Home);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await accounts.GetUserAsync(User) is { } account)
        {
            await audit.AddAsync(account.Email!, account.Id, "signed out", cancellationToken);
        }

        await signIn.SignOutAsync();

        // What was typed and not saved is kept by the browser, and not for whoever signs in there next: https://www.w3.org/TR/clear-site-data/.
        Response.Headers["Clear-Site-Data"] = "\"storage\"";
        return LocalRedirect(AdminAddress.SignIn);
    }
}
