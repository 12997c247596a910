using System.Security.Claims;
using Cookbook.Data.Accounts;
using Microsoft.AspNetCore.Authorization;

namespace Cookbook.Web.Accounts;

/// <summary>What can be done on the admin site, and which roles may. Each is an authorization policy of that name.</summary>
internal static class Permissions
{
    public const string View = "view";

    public const string Add = "add";

    public const string Change = "change";

    public const string Delete = "delete";

    public const string ManageAccounts = "manage accounts";

    public const string ManageCache = "manage cache";

    /// <summary>See what the site did to answer requests, of others too.</summary>
    public const string Debug = "debug";

    private static readonly (string Permission, string[] Roles)[] Table =
    [
        (View, [Role.Administrator, Role.Editor, Role.Viewer]),
        (Add, [Role.Administrator, Role.Editor]),
        (Change, [Role.Administrator, Role.Editor]),
        (Delete, [Role.Administrator, Role.Editor]),
        (ManageAccounts, [Role.Administrator]),
        (ManageCache, [Role.Administrator]),
        (Debug, [Role.Administrator]),
    ];

    /// <summary>For what a page offers. What it refuses is for its attributes to say.</summary>
    public static async Task<bool> MayAsync(this IAuthorizationService authorization, ClaimsPrincipal user, string permission) =>
        (await authorization.AuthorizeAsync(user, permission)).Succeeded;

    public static AuthorizationBuilder AddPermissions(this AuthorizationBuilder authorization)
    {
        foreach (var (permission, roles) in Table)
        {
            authorization.AddPolicy(permission, policy => policy.RequireRole(roles));
        }

        return authorization;
    }
}
