using System.ComponentModel.DataAnnotations;
using Cookbook.Data.Accounts;
using Cookbook.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cookbook.Web.Pages.Admin.Accounts;

[Authorize(Permissions.ManageAccounts)]
internal sealed class AddModel(UserManager<Account> accounts, AuditLog audit, TimeProvider time) : PageModel
{
    [BindProperty]
    [Required(ErrorMessage = "Enter an e-mail address.")]
    [EmailAddress(ErrorMessage = "This is no e-mail address.")]
    [StringLength(256, ErrorMessage = "An e-mail address has at most 256 characters.")]
    public string? Email { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Choose a role.")]
    public string? Role { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Enter a password.")]
    [StringLength(1000, MinimumLength = AccountRules.ShortestPassword, ErrorMessage = "A password has at least {2} characters, and at most {1}.")]
    public string? Password { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Role is not null && !Data.Accounts.Role.All.Contains(Role))
        {
            ModelState.AddModelError(nameof(Role), "There is no such role.");
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var account = new Account { UserName = Email, Email = Email, CreatedAt = time.GetUtcNow() };
        var result = await accounts.CreateAsync(account, Password!);
        if (!result.Succeeded)
        {
            // The name is the address, so that both are taken says nothing more.
            foreach (var error in result.Errors.Where(error => error.Code != nameof(IdentityErrorDescriber.DuplicateUserName)))
            {
                ModelState.AddModelError(error.Code.StartsWith("Password", StringComparison.Ordinal) ? nameof(Password) : nameof(Email), error.Description);
            }

            return Page();
        }

        await accounts.AddToRoleAsync(account, Role!);
        await audit.AddAsync($"added {Role} {Email}", cancellationToken);
        return LocalRedirect("/admin/accounts");
    }
}
