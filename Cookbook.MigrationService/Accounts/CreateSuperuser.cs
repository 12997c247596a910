using Cookbook.Data;

namespace Cookbook.MigrationService.Accounts;

/// <summary>The command <c>createsuperuser</c>: another administrator, with a password that is typed or comes from standard input.</summary>
internal sealed class CreateSuperuser(CookbookDbContext db, AccountMaker maker, PasswordPrompt prompt, Printer printer, ILogger<CreateSuperuser> logger)
{
    public async Task RunAsync(string email, CancellationToken cancellationToken)
    {
        await using var held = await DatabaseLock.TakeAsync(db, () => printer.LineAsync("Another worker is at this database; waiting for it."), cancellationToken);
        await maker.MakeAdministratorAsync(email, await prompt.ReadAsync(email, cancellationToken), cancellationToken);
        Log.AdministratorMade(logger, email);
        await printer.LineAsync($"Made the administrator {email}.");
    }
}
