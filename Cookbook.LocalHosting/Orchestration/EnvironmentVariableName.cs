namespace Cookbook.LocalHosting.Orchestration;

internal static class EnvironmentVariableName
{
    /// <summary>"cookbook-db" gives "COOKBOOK_DB".</summary>
    public static string For(string name) => Underscored(name).ToUpperInvariant();

    /// <summary>"admin-password" gives "admin_password".</summary>
    public static string Underscored(string name) => name.Replace('-', '_');
}
