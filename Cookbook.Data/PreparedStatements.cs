using Npgsql;

namespace Cookbook.Data;

/// <summary>
/// For a program that sends the same commands again and again: a connection prepares what it has been sent five times, which halves Postgres'
/// work for a page. A pooler between them must know prepared statements (PgBouncer does from 1.21 on).
/// </summary>
public static class PreparedStatements
{
    /// <summary>More than the site has different commands.</summary>
    private const int Most = 200;

    /// <param name="connectionString">What it says of <c>Max Auto Prepare</c> itself stands; 0 prepares nothing. Null for none.</param>
    public static string? AreKept(string? connectionString)
    {
        if (string.IsNullOrEmpty(connectionString))
        {
            return connectionString;
        }

        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (!settings.ShouldSerialize("Max Auto Prepare"))
        {
            settings.MaxAutoPrepare = Most;
        }

        return settings.ConnectionString;
    }
}
