using Npgsql;

namespace Cookbook.Data;

/// <summary>The setting that leads to the database, and what may be wrong with it, for a person.</summary>
public static class DatabaseSetting
{
    /// <summary>The connection string's name.</summary>
    public const string Name = "cookbookdb";

    /// <summary>As an environment variable, and as a file with a secret.</summary>
    public const string Setting = $"ConnectionStrings__{Name}";

    public const string Example = $"{Setting}='Host=localhost;Port=5432;Username=postgres;Password=...;Database={Name}'";

    /// <param name="connectionString">What the setting says.</param>
    /// <param name="remedy">What to do if it says nothing.</param>
    /// <returns>Null if it can be used.</returns>
    public static string? Complaint(string? connectionString, string remedy)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            return $"No database is named: the setting {Setting} is missing. {remedy}";
        }

        try
        {
            return string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(connectionString).Host)
                ? $"The setting {Setting} names no Host. It must look like this: {Example}"
                : null;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException)
        {
            return $"The setting {Setting} is no connection string: {exception.Message} It must look like this: {Example}";
        }
    }
}
