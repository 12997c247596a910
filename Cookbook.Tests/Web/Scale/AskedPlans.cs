using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Cookbook.Tests.Web.Scale;

/// <summary>What Postgres does for each command of a site: its plan, for the command's own text and parameters.</summary>
/// <param name="database">A connection string.</param>
/// <param name="evenIfSmall">
/// Whether to ask as if reading a whole table were dear. A table of few rows is best read whole; so asked, only what no index serves is.
/// </param>
internal sealed class AskedPlans(string database, bool evenIfSmall) : DbCommandInterceptor
{
    private readonly ConcurrentQueue<Plan> _plans = [];

    public IReadOnlyList<Plan> All => [.. _plans];

    public void Forget() => _plans.Clear();

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);

        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var settings = new NpgsqlCommand($"SET LOCAL enable_seqscan = {(evenIfSmall ? "off" : "on")}", connection))
        {
            await settings.ExecuteNonQueryAsync(cancellationToken);
        }

#pragma warning disable CA2100 // The text is the site's own.
        await using var explain = new NpgsqlCommand($"EXPLAIN (FORMAT JSON) {command.CommandText}", connection);
#pragma warning restore CA2100
        foreach (NpgsqlParameter parameter in command.Parameters)
        {
            explain.Parameters.Add(parameter.Clone());
        }

        _plans.Enqueue(new Plan(command.CommandText, (string)(await explain.ExecuteScalarAsync(cancellationToken))!));
        return result;
    }
}

/// <summary>A command, and how Postgres would carry it out.</summary>
internal sealed record Plan(string Sql, string Json)
{
    /// <summary>The tables that are read from end to end.</summary>
    public IEnumerable<string> ReadWhole => Nodes(JsonDocument.Parse(Json).RootElement[0].GetProperty("Plan"))
        .Where(node => node.GetProperty("Node Type").GetString() == "Seq Scan")
        .Select(node => node.GetProperty("Relation Name").GetString()!);

    private static IEnumerable<JsonElement> Nodes(JsonElement node) => node.TryGetProperty("Plans", out var below)
        ? below.EnumerateArray().SelectMany(Nodes).Prepend(node)
        : [node];
}
