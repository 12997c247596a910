using Cookbook.MigrationService.Accounts;
using Cookbook.MigrationService.Seeding;

namespace Cookbook.MigrationService;

/// <summary>What the worker does when it is started without arguments: migrates, makes the first administrator, seeds; one worker at a time.</summary>
internal sealed class UpdateDatabase(WorkerTurn turn, MigrateDatabase migrate, MakeFirstAdministrator administrator, SeedDatabase seed)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var held = await turn.TakeCreatingAsync(cancellationToken);
        await migrate.RunAsync(cancellationToken);
        await administrator.RunAsync(cancellationToken);
        await seed.RunAsync(cancellationToken);
    }
}
