using System.Data.Common;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Cookbook.Web.Diagnostics;

/// <summary>
/// What a command's span does not say: parameters, as Entity Framework hands them to Npgsql, and rows, as they were read. Entity Framework
/// speaks first, then Npgsql begins the span; when the rows have been read, Entity Framework speaks before Npgsql ends it.
/// </summary>
internal sealed class RecordCommands : DbCommandInterceptor
{
    /// <summary>
    /// Of all sites of this process: Entity Framework keeps one data source for each connection string, with the callback of the first.
    /// Npgsql uses a command again when it was disposed of, so each is taken out when it is done.
    /// </summary>
    private static readonly ConditionalWeakTable<DbCommand, SentCommand> UnderWay = [];

    public static void Configure(NpgsqlDataSourceBuilder source) =>
        source.ConfigureTracing(tracing => tracing.ConfigureCommandEnrichmentCallback(Enrich));

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Begin(command, eventData);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Begin(command, eventData);
        return new(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Begin(command, eventData);
        return new(result);
    }

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        Begin(command, eventData);
        return new(result);
    }

    public override InterceptionResult DataReaderClosing(DbCommand command, DataReaderClosingEventData eventData, InterceptionResult result)
    {
        End(command, eventData.RecordsAffected >= 0 ? eventData.RecordsAffected : eventData.ReadCount);
        return result;
    }

    public override ValueTask<InterceptionResult> DataReaderClosingAsync(DbCommand command, DataReaderClosingEventData eventData, InterceptionResult result)
    {
        End(command, eventData.RecordsAffected >= 0 ? eventData.RecordsAffected : eventData.ReadCount);
        return new(result);
    }

    public override ValueTask<int> NonQueryExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        End(command, result);
        return new(result);
    }

    public override ValueTask<object?> ScalarExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, object? result, CancellationToken cancellationToken = default)
    {
        End(command, 1);
        return new(result);
    }

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        End(command, null);
        return Task.CompletedTask;
    }

    public override Task CommandCanceledAsync(DbCommand command, CommandEndEventData eventData, CancellationToken cancellationToken = default)
    {
        End(command, null);
        return Task.CompletedTask;
    }

    private static void Begin(DbCommand command, CommandEventData eventData)
    {
        if (command is NpgsqlCommand sent && eventData.Context is { } context && Activity.Current is { Recorded: true })
        {
            UnderWay.AddOrUpdate(command, SentCommand.Of(sent, SecretTables.Of(context.Model)));
        }
    }

    private static void Enrich(Activity activity, NpgsqlCommand command)
    {
        if (UnderWay.TryGetValue(command, out var sent))
        {
            sent.PutOn(activity);
        }
    }

    private static void End(DbCommand command, int? rows)
    {
        if (UnderWay.TryGetValue(command, out var sent))
        {
            sent.Rows = rows;
            UnderWay.Remove(command);
        }
    }
}
