namespace Cookbook.MigrationService.Accounts;

/// <summary>The command <c>createsuperuser</c>: another administrator, with a password that is typed or comes from standard input.</summary>
internal sealed class CreateSuperuser(
    WorkerTurn turn, MigrateDatabase migrate, AccountMaker maker, PasswordPrompt prompt, Printer printer, ILogger<CreateSuperuser> logger)
{
    public async Task RunAsync(string email, CancellationToken cancellationToken)
    {
        var password = await prompt.ReadAsync(email, cancellationToken);
        await using var held = await turn.TakeAsync(cancellationToken);
        await migrate.MustBeDoneAsync(cancellationToken);
        await maker.MakeAdministratorAsync(email, password, cancellationToken);
        Log.AdministratorMade(logger, email);
        await printer.LineAsync($"Made the administrator {email}.");
    }
}
