using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cookbook.LocalHosting.Dashboard.Pages.SignIn;

/// <summary>By the address that the console prints, or by typing its token.</summary>
[AllowAnonymous]
internal sealed class LoginModel(SignInToken token) : PageModel
{
    public bool IsRefused { get; private set; }

    public Task<IActionResult> OnGetAsync([FromQuery(Name = "t")] string? sent, string? returnUrl) => User.Identity is { IsAuthenticated: true }
        ? Task.FromResult<IActionResult>(Redirect("/"))
        : SignInAsync(sent, returnUrl);

    public Task<IActionResult> OnPostAsync([FromForm(Name = "t")] string? sent, string? returnUrl) => SignInAsync(sent?.Trim() ?? "", returnUrl);

    private async Task<IActionResult> SignInAsync(string? sent, string? returnUrl)
    {
        if (!token.TryUse(sent))
        {
            IsRefused = sent is not null;
            return Page();
        }

        var somebody = new ClaimsIdentity([new Claim(ClaimTypes.Name, "developer")], CookieAuthenticationDefaults.AuthenticationScheme);
        await HttpContext.SignInAsync(new ClaimsPrincipal(somebody));
        return LocalRedirect(Url.IsLocalUrl(returnUrl) ? returnUrl : "/");
    }
}
