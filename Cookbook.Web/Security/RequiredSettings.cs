using Cookbook.Data;
using Cookbook.ServiceDefaults;

namespace Cookbook.Web.Security;

/// <summary>Without these the site does not start, and says which one is missing.</summary>
internal static class RequiredSettings
{
    private const string Remedy =
        $"The AppHost sets it; elsewhere set it yourself, in the environment or as the file /run/secrets/{DatabaseSetting.Setting}: {DatabaseSetting.Example}";

    /// <exception cref="StartRefusedException">One is missing, or no connection string.</exception>
    public static WebApplicationBuilder RequireSettings(this WebApplicationBuilder builder) =>
        DatabaseSetting.Complaint(builder.Configuration.GetConnectionString(DatabaseSetting.Name), Remedy) is { } complaint
            ? throw new StartRefusedException(complaint)
            : builder;
}
