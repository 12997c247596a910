namespace Cookbook.LocalHosting.Postgres;

internal static class PostgresVariables
{
    /// <summary>The user's own PGDATA, PGPORT and so on are meant for another server.</summary>
    public static IReadOnlyDictionary<string, string?> None { get; } = Environment.GetEnvironmentVariables().Keys.Cast<string>()
        .Where(name => name.StartsWith("PG", StringComparison.Ordinal))
        .ToDictionary(name => name, string? (_) => null);
}
