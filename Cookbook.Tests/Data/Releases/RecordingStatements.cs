using System.Collections.Concurrent;
using System.Diagnostics;
using Cookbook.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

[assembly: AssemblyFixture(typeof(Cookbook.Tests.Data.Releases.RecordingStatements))]

namespace Cookbook.Tests.Data.Releases;

/// <summary>
/// With <c>COOKBOOK_RECORD_RELEASE=file</c>, what all tests of a run make the site and the worker say to Postgres is written there when they
/// have ended, and what the cache says besides: the next release's migrations are held against it. CONTRIBUTING.md tells when.
/// </summary>
public sealed class RecordingStatements : IDisposable, IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private static readonly string[] Kinds = ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"];

    private readonly string? _file = Environment.GetEnvironmentVariable("COOKBOOK_RECORD_RELEASE");
    private readonly ConcurrentDictionary<Statement, bool> _statements = new();
    private readonly ConcurrentBag<IDisposable> _subscriptions = [];

    public RecordingStatements()
    {
        if (!string.IsNullOrEmpty(_file))
        {
            _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
        }
    }

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener listener)
    {
        if (listener.Name == DbLoggerCategory.Name)
        {
            _subscriptions.Add(listener.Subscribe(this, name => name == RelationalEventId.CommandExecuted.Name));
        }
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> said)
    {
        if (said.Value is CommandExecutedEventData { Context: CookbookDbContext, Command: NpgsqlCommand command, CommandSource: var source })
        {
            var isWritten = source is CommandSource.ExecuteSqlRaw or CommandSource.FromSqlQuery;
            foreach (var statement in Statement.Of(command).Where(IsOfARelease).Where(statement => !isWritten || SqlInCode.IsOfTheProduct(statement)))
            {
                _statements[statement] = true;
            }
        }
    }

    void IObserver<DiagnosticListener>.OnCompleted()
    {
    }

    void IObserver<DiagnosticListener>.OnError(Exception error)
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnCompleted()
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error)
    {
    }

    public void Dispose()
    {
        foreach (var subscription in _subscriptions)
        {
            subscription.Dispose();
        }

        if (!string.IsNullOrEmpty(_file))
        {
            Statement.Write(_file, _statements.Keys.Concat(SqlInCode.OfTheCache()).Distinct());
        }
    }

    /// <summary>Not what changes the schema, and not EF Core's own.</summary>
    private static bool IsOfARelease(Statement statement) =>
        Array.Exists(Kinds, kind => statement.Text.StartsWith(kind, StringComparison.Ordinal)) && !statement.Text.Contains("__EFMigrationsHistory", StringComparison.Ordinal);
}
