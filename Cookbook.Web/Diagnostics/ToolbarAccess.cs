using Cookbook.Data.Accounts;
using Cookbook.Web.Accounts;

namespace Cookbook.Web.Diagnostics;

/// <summary>Who is shown the toolbar: in development everybody, for the site then listens on the loopback; elsewhere administrators.</summary>
internal sealed class ToolbarAccess(IHostEnvironment environment)
{
    public const string Address = "/toolbar";

    /// <summary>False if it is certain, before anybody has looked for an identity, that it is not for them: who has no session is not signed in.</summary>
    public bool MayBeFor(HttpContext context) =>
        environment.IsDevelopment() || context.Request.Cookies.ContainsKey(AccountsExtensions.SessionCookie);

    /// <summary>To be asked when the response begins.</summary>
    public bool IsFor(HttpContext context) => environment.IsDevelopment() || context.User.IsInRole(Role.Administrator);
}
