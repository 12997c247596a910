using Cookbook.Data;
using Cookbook.ServiceDefaults;

namespace Cookbook.Web.Security;

/// <summary>Without these the site does not start, and says which one is missing.</summary>
internal static class RequiredSettings
{
    private const string Remedy =
        $"The AppHost sets it; elsewhere set it yourself, in the environment or as the file /run/secrets/{DatabaseSetting.Setting}: {DatabaseSetting.Example}";

    /// <summary>The framework would answer to every name, and a cached page does not vary by it. In development the settings file says it.</summary>
    private const string NoHosts =
        "No name is allowed: the setting AllowedHosts is missing. Set it to the names under which the site is reached, semicolons between: "
        + "AllowedHosts='cookbook.example;www.cookbook.example'. Others are answered 400.";

    /// <exception cref="StartRefusedException">One is missing, or no connection string.</exception>
    public static WebApplicationBuilder RequireSettings(this WebApplicationBuilder builder)
    {
        var complaint = DatabaseSetting.Complaint(builder.Configuration.GetConnectionString(DatabaseSetting.Name), Remedy)
            ?? (string.IsNullOrWhiteSpace(builder.Configuration["AllowedHosts"]) ? NoHosts : null);
        return complaint is null ? builder : throw new StartRefusedException(complaint);
    }
}
