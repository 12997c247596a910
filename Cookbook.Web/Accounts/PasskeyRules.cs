using System.Runtime.ExceptionServices;
using Cookbook.Data.Accounts;
using Cookbook.Web.Errors;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace Cookbook.Web.Accounts;

/// <summary>
/// Passkeys (WebAuthn Level 3). What the browser is to answer lies meanwhile in a cookie, protected by the keys that all replicas share, so
/// that one may ask and another hear the answer.
/// </summary>
internal static class PasskeyRules
{
    /// <summary>Of one account.</summary>
    public const int AtMost = 20;

    public const int LongestName = 100;

    public static readonly string TooMany = $"An account has at most {AtMost} passkeys. Remove one that you no longer use first.";

    public const string Late = "That took more than five minutes, or the browser keeps no cookies. Try again.";

    public const string Meanwhile = "The account was changed at the same moment. Try again.";

    /// <summary>
    /// The domain that passkeys belong to, if it is not the host of the request: <c>cookbook.example</c> for a site at
    /// <c>www.cookbook.example</c>. A passkey of one domain is none for another.
    /// </summary>
    private const string Domain = "Passkeys:Domain";

    public static void AddPasskeys(this WebApplicationBuilder builder, CookieSecurePolicy onlyOverTls)
    {
        builder.Services.AddOptions<IdentityPasskeyOptions>()
            .Configure(passkeys =>
            {
                passkeys.ServerDomain = builder.Configuration[Domain] is { Length: > 0 } domain ? domain : null;

                // It stands for address and password, so it names the account, and takes a finger, a face or a PIN.
                passkeys.ResidentKeyRequirement = "required";
                passkeys.UserVerificationRequirement = "required";
            })
            .Validate(
                passkeys => passkeys.ServerDomain is null || Uri.CheckHostName(passkeys.ServerDomain) == UriHostNameType.Dns,
                $"{Domain} must be a name like cookbook.example, without scheme, port and path.")
            .ValidateOnStart();

        // Identity keeps here what the browser is to answer. Its lifetime is that of the question.
        builder.Services.Configure<CookieAuthenticationOptions>(IdentityConstants.TwoFactorUserIdScheme, cookie =>
        {
            cookie.Cookie.Name = "cookbook-passkey";
            cookie.Cookie.SecurePolicy = onlyOverTls;
            cookie.Cookie.SameSite = SameSiteMode.Strict;
            cookie.ExpireTimeSpan = TimeSpan.FromMinutes(5);
        });
    }

    /// <summary>As an address has it.</summary>
    public static string Address(this UserPasskeyInfo passkey) => $"{AdminAddress.Account}/passkeys/{WebEncoders.Base64UrlEncode(passkey.CredentialId)}";

    /// <summary>One of the account's own; null if it has none of this id.</summary>
    public static async Task<UserPasskeyInfo?> FindPasskeyAsync(this UserManager<Account> accounts, Account account, string id)
    {
        try
        {
            return await accounts.GetPasskeyAsync(account, WebEncoders.Base64UrlDecode(id));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>The framework's handler takes whatever happens for a bad passkey. That the database is away is told as such.</summary>
    public static void ThrowIfOutage(this PasskeyException failure)
    {
        if (failure.InnerException is { } exception && DatabaseOutage.Is(exception))
        {
            ExceptionDispatchInfo.Throw(exception);
        }
    }
}
