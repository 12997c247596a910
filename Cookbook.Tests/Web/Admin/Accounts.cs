using Cookbook.Data;
using Cookbook.Data.Accounts;
using Cookbook.Web.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Web.Admin;

internal static class Accounts
{
    public const string Password = "a long enough password";

    /// <summary>An account of this role; returns its address.</summary>
    public static async Task<string> AddAccountAsync(this WebSite site, string role)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var email = $"{role}-{Guid.NewGuid():N}@example.com";
        var account = new Account { UserName = email, Email = email, CreatedAt = TimeProvider.System.GetUtcNow() };
        Assert.True((await accounts.CreateAsync(account, Password)).Succeeded);
        Assert.True((await accounts.AddToRoleAsync(account, role)).Succeeded);
        return email;
    }

    /// <summary>A passkey that no device keeps; returns its address.</summary>
    public static async Task<string> AddPasskeyAsync(this WebSite site, string email, string name)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var passkey = new UserPasskeyInfo(Guid.NewGuid().ToByteArray(), [1], TimeProvider.System.GetUtcNow(), 0, null, true, false, false, [1], [1]) { Name = name };
        Assert.True((await accounts.AddOrUpdatePasskeyAsync((await accounts.FindByEmailAsync(email))!, passkey)).Succeeded);
        return passkey.Address();
    }

    /// <summary>Their names, the oldest first.</summary>
    public static async Task<List<string?>> PasskeysOfAsync(this WebSite site, string email)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var passkeys = await accounts.GetPasskeysAsync((await accounts.FindByEmailAsync(email))!);
        return [.. passkeys.OrderBy(passkey => passkey.CreatedAt).Select(passkey => passkey.Name)];
    }

    public static async Task<Account> AccountAsync(this WebSite site, string email)
    {
        await using var scope = site.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CookbookDbContext>().Accounts
            .SingleAsync(account => account.Email == email, TestContext.Current.CancellationToken);
    }

    /// <summary>What the audit log says of somebody, the oldest first.</summary>
    public static async Task<List<string>> AuditOfAsync(this WebSite site, string who)
    {
        await using var scope = site.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CookbookDbContext>().AuditEntries
            .Where(entry => entry.Who == who)
            .OrderBy(entry => entry.Id)
            .Select(entry => entry.Action)
            .ToListAsync(TestContext.Current.CancellationToken);
    }
}
