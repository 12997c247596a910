using Cookbook.ServiceDefaults;
using Npgsql;

namespace Cookbook.Web.Security;

/// <summary>Without these the site does not start, and says which one is missing.</summary>
internal static class RequiredSettings
{
    private const string Database = "cookbookdb";
    private const string Setting = $"ConnectionStrings__{Database}";
    private const string Example = $"{Setting}='Host=localhost;Port=5432;Username=postgres;Password=...;Database={Database}'";

    /// <exception cref="StartRefusedException">One is missing, or no connection string.</exception>
    public static WebApplicationBuilder RequireSettings(this WebApplicationBuilder builder)
    {
        var connectionString = builder.Configuration.GetConnectionString(Database);
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            throw new StartRefusedException(
                $"No database is named: the setting {Setting} is missing. The AppHost sets it; elsewhere set it yourself, in the environment or as the "
                + $"file /run/secrets/{Setting}: {Example}");
        }

        try
        {
            if (string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(connectionString).Host))
            {
                throw new StartRefusedException($"The setting {Setting} names no Host. It must look like this: {Example}");
            }
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException)
        {
            throw new StartRefusedException($"The setting {Setting} is no connection string: {exception.Message} It must look like this: {Example}", exception);
        }

        return builder;
    }
}
