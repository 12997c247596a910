using Cookbook.Data;

namespace Cookbook.MigrationService;

/// <summary>One worker at a time; who has to wait for another says so.</summary>
internal sealed class WorkerTurn(CookbookDbContext db, Printer printer, ILogger<WorkerTurn> logger)
{
    /// <summary>Until it is disposed of, no other worker is at this database.</summary>
    public Task<DatabaseLock> TakeAsync(CancellationToken cancellationToken) => DatabaseLock.TakeAsync(db, OnWaitAsync, cancellationToken);

    /// <summary>The same, and makes the database if it is missing.</summary>
    public Task<DatabaseLock> TakeCreatingAsync(CancellationToken cancellationToken) =>
        DatabaseLock.TakeCreatingAsync(db, OnWaitAsync, cancellationToken);

    private Task OnWaitAsync()
    {
        Log.WaitingForLock(logger);
        return printer.LineAsync("Another worker is at this database; waiting for it.");
    }
}
