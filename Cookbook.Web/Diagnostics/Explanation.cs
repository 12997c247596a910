using System.Data;
using System.Data.Common;
using System.Globalization;
using Cookbook.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Cookbook.Web.Diagnostics;

/// <summary>How Postgres goes about a command that was recorded.</summary>
/// <param name="Plan">In lines; null if there is none.</param>
/// <param name="Problem">Why there is none, in one sentence.</param>
/// <param name="IsAway">It is because the database does not answer.</param>
internal sealed record Explanation(string? Plan, string? Problem, bool IsAway = false)
{
    /// <summary>In seconds.</summary>
    private const int Longest = 5;

    /// <summary>Null if the command can be explained: one SELECT, with all its parameters.</summary>
    public static string? WhyNot(SpanRecord span) =>
        span.Command is not { } command ? "It was not sent by the site's own context, so its parameters were not recorded."
        : command.NotKept is not null ? $"Its parameters were {command.NotKept}."
        : !IsSelect(command.Text) ? "Only a single SELECT is explained."
        : null;

    /// <summary>
    /// In a transaction that can change nothing, and that is rolled back; given up after five seconds, by Postgres or, a second later, here.
    /// On a connection of its own, which may take its time to end where Postgres hangs: nobody waits for it.
    /// </summary>
    /// <param name="db">Of this request.</param>
    /// <param name="command">Recorded, and explainable.</param>
    /// <param name="analyze">Whether to run it too, and tell how long each step took.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<Explanation> OfAsync(CookbookDbContext db, SentCommand command, bool analyze, CancellationToken cancellationToken)
    {
        var site = (NpgsqlConnection)db.Database.GetDbConnection();
        var own = new NpgsqlConnectionStringBuilder(site.ConnectionString) { Pooling = false, Timeout = Longest, CommandTimeout = Longest + 1, CancellationTimeout = -1 };
        try
        {
            var connection = await site.CloneWithAsync(own.ConnectionString, cancellationToken);
            return new Explanation(await PlanAsync(connection, command, analyze).WaitAsync(TimeSpan.FromSeconds(Longest + 1), cancellationToken), null);
        }
        catch (PostgresException exception)
        {
            return new Explanation(null, $"Postgres refuses: {exception.MessageText} ({exception.SqlState}).");
        }
        catch (Exception exception) when (exception is DbException or TimeoutException)
        {
            return new Explanation(null, "The database does not answer. Try again when it does.", IsAway: true);
        }
    }

    private static async Task<string> PlanAsync(NpgsqlConnection connection, SentCommand command, bool analyze)
    {
        await using (connection)
        {
            await connection.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted);
            await SetAsync(connection, "transaction_read_only", "on");
            await SetAsync(connection, "statement_timeout", string.Create(CultureInfo.InvariantCulture, $"{Longest}s"));
            return await ExplainAsync(connection, command, analyze);
        }
    }

    /// <summary>A semicolon could begin another command.</summary>
    private static bool IsSelect(string text) =>
        text.TrimStart().StartsWith("SELECT", StringComparison.OrdinalIgnoreCase) && !text.TrimEnd().TrimEnd(';').Contains(';', StringComparison.Ordinal);

    private static async Task SetAsync(NpgsqlConnection connection, string setting, string value)
    {
        await using var set = new NpgsqlCommand("SELECT set_config($1, $2, true)", connection)
        {
            Parameters = { new() { Value = setting }, new() { Value = value } },
        };
        await set.ExecuteNonQueryAsync();
    }

    private static async Task<string> ExplainAsync(NpgsqlConnection connection, SentCommand command, bool analyze)
    {
#pragma warning disable CA2100 // The text is what this site has sent before; nothing of it comes from whoever asks.
        await using var explain = new NpgsqlCommand($"EXPLAIN{(analyze ? " (ANALYZE, BUFFERS)" : "")} {command.Text}", connection);
#pragma warning restore CA2100
        explain.Parameters.AddRange(command.Parameters.Select(parameter => parameter.Clone()).ToArray());
        await using var reader = await explain.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(0));
        }

        return string.Join('\n', lines);
    }
}
