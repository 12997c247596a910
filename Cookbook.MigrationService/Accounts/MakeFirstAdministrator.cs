using Cookbook.Data.Accounts;
using Microsoft.AspNetCore.Identity;

namespace Cookbook.MigrationService.Accounts;

/// <summary>
/// Makes the first administrator, <c>Admin:Email</c> with <c>Admin:Password</c>, where there is none. An administrator that is there stays
/// as it is: a password that somebody has changed is not set back by a restart.
/// </summary>
internal sealed class MakeFirstAdministrator(
    UserManager<Account> accounts, AccountMaker maker, IConfiguration configuration, Printer printer, ILogger<MakeFirstAdministrator> logger)
{
    private const string DefaultEmail = "admin@cookbook.example";

    public Task RunAsync(CancellationToken cancellationToken) => Spans.StepAsync("make first administrator", async span =>
    {
        var isThere = (await accounts.GetUsersInRoleAsync(Role.Administrator)).Count > 0;
        span?.SetTag("cookbook.administrator.existed", isThere);
        if (!isThere)
        {
            await MakeAsync(cancellationToken);
        }

        return isThere;
    });

    private async Task MakeAsync(CancellationToken cancellationToken)
    {
        if (configuration["Admin:Password"] is not { Length: > 0 } password)
        {
            await printer.LineAsync("There is no administrator: set Admin__Password, or make one with createsuperuser.");
            return;
        }

        var email = configuration["Admin:Email"] is { Length: > 0 } said ? said : DefaultEmail;
        await maker.MakeAdministratorAsync(email, password, cancellationToken);
        Log.AdministratorMade(logger, email);
        await printer.LineAsync($"Made the administrator {email}, with the password of Admin__Password.");
    }
}
