using Cookbook.Web.Accounts;
using Cookbook.Web.Accounts.Typed;
using Cookbook.Web.Security;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;

namespace Cookbook.Web.Pages.Admin;

/// <summary>
/// For whoever has typed until their session ended: signs in, and keeps what was typed. It saves nothing, so it takes forms without a
/// token: the one they have was made for the session that is over.
/// </summary>
[IgnoreAntiforgeryToken]
[EnableRateLimiting(SignInRateLimit.Policy)]
[RequestFormLimits(ValueCountLimit = Recipes.RecipeFormPage.MostFormValues)]
[RequestSizeLimit(MostFormBytes)]
[RequestTimeout(RequestLimits.Upload)]
internal sealed class LoginAgainModel : PageModel
{
    /// <summary>A photograph that was chosen comes along, though it cannot be kept.</summary>
    private const long MostFormBytes = 32 * 1024 * 1024;

    public string Next { get; private set; } = AdminAddress.Home;

    public TypedForm Typed { get; private set; } = null!;

    public IActionResult OnGet() => LocalRedirect(AdminAddress.SignIn);

    public async Task<IActionResult> OnPostAsync([FromQuery(Name = AdminAddress.Next)] string? next, CancellationToken cancellationToken)
    {
        Next = Url.IsLocalUrl(next) ? next : AdminAddress.Home;
        if (await TypedForm.OfAsync(Request, cancellationToken) is not { } typed)
        {
            return LocalRedirect(AdminAddress.SignIn + QueryString.Create(AdminAddress.Next, Next));
        }

        Typed = typed;
        return Page();
    }
}
