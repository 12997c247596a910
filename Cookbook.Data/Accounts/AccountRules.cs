using Microsoft.AspNetCore.Identity;

namespace Cookbook.Data.Accounts;

/// <summary>What holds for every account, whether the site or the worker makes it.</summary>
public static class AccountRules
{
    /// <summary>Length is what makes a password hard to guess (NIST SP 800-63B, section 3.1.1); rules about its letters make people write it down.</summary>
    public const int ShortestPassword = 12;

    public static void Apply(IdentityOptions identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
        identity.User.RequireUniqueEmail = true;

        // The name is the address, and has been checked as such.
        identity.User.AllowedUserNameCharacters = "";
        identity.Password = new PasswordOptions
        {
            RequiredLength = ShortestPassword,
            RequiredUniqueChars = 5,
            RequireDigit = false,
            RequireLowercase = false,
            RequireUppercase = false,
            RequireNonAlphanumeric = false,
        };
        identity.Lockout = new LockoutOptions { MaxFailedAccessAttempts = 5, DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5), AllowedForNewUsers = true };
    }
}
