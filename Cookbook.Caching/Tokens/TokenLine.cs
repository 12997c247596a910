using Npgsql;

namespace Cookbook.Caching.Tokens;

/// <summary>Makes the connection that listens: one of its own, that notices within seconds when nobody is at the other end.</summary>
internal sealed class TokenLine(string connectionString)
{
    /// <summary>What the cache's connections are called in <c>pg_stat_activity</c>.</summary>
    public const string ApplicationName = "cache tokens";

    private readonly string _connectionString = new NpgsqlConnectionStringBuilder(connectionString)
    {
        ApplicationName = ApplicationName,
        Pooling = false,
        Multiplexing = false,
        Timeout = 3,
        CommandTimeout = 3,

        // A command that is not answered ends the connection; there is nobody to send a cancellation to.
        CancellationTimeout = -1,
    }.ConnectionString;

    public NpgsqlConnection Create() => new(_connectionString);
}
