using Cookbook.Data.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;

namespace Cookbook.Tests.MigrationService;

/// <summary>The first administrator comes with the database; others are made by hand.</summary>
public sealed class MakingAdministrators(TestServers servers)
{
    private const string Password = "a long enough password";

    [Fact]
    public async Task The_first_one_is_made_with_the_password_that_is_set()
    {
        var worker = await WorkerAsync(("Admin:Password", Password), ("Admin:Email", "chef@example.com"));

        Assert.Contains("Made the administrator chef@example.com", (await worker.RunAsync()).MustSucceed().Output, StringComparison.Ordinal);

        await IsAdministratorAsync(worker, "chef@example.com", Password);
    }

    [Fact]
    public async Task A_restart_sets_no_password_back()
    {
        var first = await WorkerAsync(("Admin:Password", Password));
        (await first.RunAsync()).MustSucceed();
        var second = new Worker(first.ConnectionString) { Settings = new Dictionary<string, string?> { ["Admin:Password"] = "another long password" } };

        Assert.DoesNotContain("administrator", (await second.RunAsync()).MustSucceed().Output, StringComparison.Ordinal);

        await IsAdministratorAsync(second, "admin@cookbook.example", Password);
    }

    [Fact]
    public async Task Without_a_password_there_is_none_and_the_worker_says_what_to_do()
    {
        var worker = await WorkerAsync();

        Assert.Contains("There is no administrator: set Admin__Password", (await worker.RunAsync()).MustSucceed().Output, StringComparison.Ordinal);

        await using var db = worker.OpenDatabase();
        Assert.Empty(await db.Accounts.ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_short_password_is_refused_and_leaves_nothing_behind()
    {
        var worker = await WorkerAsync(("Admin:Password", "short"));

        (await worker.RunAsync()).MustFail("Passwords must be at least 12 characters.");

        await using var db = worker.OpenDatabase();
        Assert.Empty(await db.Accounts.ToListAsync(TestContext.Current.CancellationToken));
        Assert.Empty(await db.AuditEntries.ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Createsuperuser_takes_the_password_from_standard_input()
    {
        var worker = await Worker.MigratedAsync(servers);
        var command = new Worker(worker.ConnectionString) { Input = $"{Password}\n" };

        Assert.Contains("Made the administrator second@example.com.", (await command.RunAsync("createsuperuser", "--email", "second@example.com")).MustSucceed().Output, StringComparison.Ordinal);

        await IsAdministratorAsync(worker, "second@example.com", Password);
    }

    [Theory]
    [InlineData("", "No password came in on standard input.")]
    [InlineData("password", "Passwords must be at least 12 characters.")]
    [InlineData("aaaaaaaaaaaa", "different characters")]
    public async Task Createsuperuser_refuses_a_bad_password(string password, string saying)
    {
        var worker = await Worker.MigratedAsync(servers);
        var command = new Worker(worker.ConnectionString) { Input = password };

        (await command.RunAsync("createsuperuser", "--email", "second@example.com")).MustFail(saying);

        await using var db = worker.OpenDatabase();
        Assert.Empty(await db.Accounts.ToListAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("not an address", "not an address")]
    [InlineData("TWICE@example.com", "is already taken")]
    public async Task Createsuperuser_refuses_an_address_that_is_none_or_taken(string email, string saying)
    {
        var worker = await Worker.MigratedAsync(servers);
        var command = new Worker(worker.ConnectionString) { Input = Password };
        (await command.RunAsync("createsuperuser", "--email", "twice@example.com")).MustSucceed();

        (await command.RunAsync("createsuperuser", "--email", email)).MustFail(saying);
    }

    [Fact]
    public async Task Createsuperuser_wants_the_tables_first() =>
        (await new Worker(await servers.CreateDatabaseAsync(TestContext.Current.CancellationToken)) { Input = Password }
            .RunAsync("createsuperuser", "--email", "second@example.com")).MustFail("Run the migration first");

    [Fact]
    public async Task Createsuperuser_asks_for_an_address() => (await new Worker("Host=nowhere").RunAsync("createsuperuser")).MustFail("--email");

    private static async Task IsAdministratorAsync(Worker worker, string email, string password)
    {
        await using var db = worker.OpenDatabase();
        var account = await db.Accounts.SingleAsync(account => account.Email == email, TestContext.Current.CancellationToken);
        Assert.Equal(
            [Role.Administrator],
            await db.Set<IdentityUserRole<int>>().Where(held => held.UserId == account.Id).Join(db.Set<Role>(), held => held.RoleId, role => role.Id, (_, role) => role.Name).ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal(PasswordVerificationResult.Success, new PasswordHasher<Account>().VerifyHashedPassword(account, account.PasswordHash!, password));
        Assert.DoesNotContain(password, account.PasswordHash, StringComparison.Ordinal);
        Assert.Equal(account.Id, (await db.AuditEntries.SingleAsync(entry => entry.Who == email, TestContext.Current.CancellationToken)).AccountId);
    }

    private async Task<Worker> WorkerAsync(params (string Key, string Value)[] settings) =>
        new(await servers.CreateDatabaseAsync(TestContext.Current.CancellationToken))
        {
            Settings = settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value),
        };
}
