using Microsoft.AspNetCore.Identity;

namespace Cookbook.Data.Accounts;

/// <summary>Somebody who may sign in to the admin site. Their e-mail address is their name there.</summary>
public sealed class Account : IdentityUser<int>
{
    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastSignInAt { get; set; }
}
