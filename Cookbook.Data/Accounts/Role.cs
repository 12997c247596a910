using Microsoft.AspNetCore.Identity;

namespace Cookbook.Data.Accounts;

/// <summary>What an account may do. There are three, made by the migration.</summary>
public sealed class Role : IdentityRole<int>
{
    /// <summary>Everything, accounts included.</summary>
    public const string Administrator = "Administrator";

    /// <summary>Adds, changes and deletes recipes, foods and tags.</summary>
    public const string Editor = "Editor";

    /// <summary>Sees the admin site, and changes nothing.</summary>
    public const string Viewer = "Viewer";

    public static IReadOnlyList<string> All { get; } = [Administrator, Editor, Viewer];
}
