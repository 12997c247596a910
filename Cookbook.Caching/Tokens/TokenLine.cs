using Npgsql;

namespace Cookbook.Caching.Tokens;

/// <summary>Makes the connection that listens: one of its own, that notices within seconds when nobody is at the other end.</summary>
internal sealed class TokenLine : IDisposable
{
    /// <summary>What the cache's connections are called in <c>pg_stat_activity</c>.</summary>
    public const string ApplicationName = "cache tokens";

    /// <summary>Asked every few seconds.</summary>
    public const string Beat = "SELECT 1";

    private readonly NpgsqlDataSource _source;

    public TokenLine(string connectionString)
    {
        var source = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = ApplicationName,
            Pooling = false,
            Multiplexing = false,
            Timeout = 3,
            CommandTimeout = 3,

            // A command that is not answered ends the connection; there is nobody to send a cancellation to.
            CancellationTimeout = -1,
        }.ConnectionString);

        // A span for each would bury the visitors' traces.
        source.ConfigureTracing(tracing => tracing.ConfigureCommandFilter(command => command.CommandText != Beat));
        _source = source.Build();
    }

    public NpgsqlConnection Create() => _source.CreateConnection();

    public void Dispose() => _source.Dispose();
}
