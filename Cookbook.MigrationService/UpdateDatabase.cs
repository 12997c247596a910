using Cookbook.Data;
using Cookbook.MigrationService.Accounts;
using Cookbook.MigrationService.Seeding;

namespace Cookbook.MigrationService;

/// <summary>What the worker does when it is started without arguments: migrates, makes the first administrator, seeds; one worker at a time.</summary>
internal sealed class UpdateDatabase(
    CookbookDbContext db, MigrateDatabase migrate, MakeFirstAdministrator administrator, SeedDatabase seed, Printer printer, ILogger<UpdateDatabase> logger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var held = await DatabaseLock.TakeCreatingAsync(db, OnWaitAsync, cancellationToken);
        await migrate.RunAsync(cancellationToken);
        await administrator.RunAsync(cancellationToken);
        await seed.RunAsync(cancellationToken);
    }

    private Task OnWaitAsync()
    {
        Log.WaitingForLock(logger);
        return printer.LineAsync("Another worker is at this database; waiting for it.");
    }
}
