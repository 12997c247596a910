using Cookbook.Data;
using Cookbook.Data.Accounts;
using Cookbook.Web.Accounts.Typed;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Cookbook.Web.Accounts;

internal static class AccountsExtensions
{
    public const string SessionCookie = "cookbook-session";

    /// <summary>
    /// Who may use the admin site: accounts in the database, a session in a cookie. The keys of cookies and forms lie in the database too,
    /// so that a session of one replica is good on all, and outlives a deployment.
    /// </summary>
    public static WebApplicationBuilder AddAccounts(this WebApplicationBuilder builder)
    {
        var onlyOverTls = builder.Environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        builder.Services.AddDataProtection().SetApplicationName("cookbook").PersistKeysToDbContext<CookbookDbContext>();
        builder.Services.AddIdentity<Account, Role>(AccountRules.Apply).AddEntityFrameworkStores<CookbookDbContext>().AddDefaultTokenProviders();
        builder.Services.ConfigureApplicationCookie(cookie =>
        {
            cookie.Cookie.Name = SessionCookie;
            cookie.Cookie.SecurePolicy = onlyOverTls;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
            cookie.LoginPath = AdminAddress.SignIn;
            cookie.AccessDeniedPath = AdminAddress.Refused;
            cookie.ReturnUrlParameter = AdminAddress.Next;
            cookie.Events.OnRedirectToLogin = KeepTypedAtTheDoor.SendOnAsync;
        });
        builder.AddPasskeys(onlyOverTls);
        builder.Services.AddAntiforgery(form =>
        {
            form.Cookie.Name = "cookbook-form";
            form.Cookie.SecurePolicy = onlyOverTls;
        });

        // How long a session outlives a changed password, a lock-out or a role that was taken away.
        builder.Services.Configure<SecurityStampValidatorOptions>(stamp => stamp.ValidationInterval = TimeSpan.FromMinutes(1));
        builder.Services.AddAuthorizationBuilder().AddPermissions();
        builder.Services.AddScoped<AuditLog>();
        builder.Services.AddSignInRateLimit();
        return builder;
    }
}
