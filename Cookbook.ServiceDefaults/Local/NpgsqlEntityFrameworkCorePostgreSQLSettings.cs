namespace Aspire.Npgsql.EntityFrameworkCore.PostgreSQL;

/// <summary>
/// Bound to <c>Aspire:Npgsql:EntityFrameworkCore:PostgreSQL</c>, then to <c>Aspire:Npgsql:EntityFrameworkCore:PostgreSQL:{context}</c>.
/// </summary>
public sealed class NpgsqlEntityFrameworkCorePostgreSQLSettings
{
    /// <summary>Default: <c>ConnectionStrings:{connectionName}</c>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Default: false, so that a transient failure is tried again.</summary>
    public bool DisableRetry { get; set; }

    /// <summary>Default: false, so that the service is unhealthy while the database does not answer.</summary>
    public bool DisableHealthChecks { get; set; }

    /// <summary>Default: false, so that each command is a span.</summary>
    public bool DisableTracing { get; set; }

    /// <summary>Default: false, so that Npgsql's connection and command metrics are exported.</summary>
    public bool DisableMetrics { get; set; }

    /// <summary>In seconds. Default: Npgsql's own, 30.</summary>
    public int? CommandTimeout { get; set; }
}
