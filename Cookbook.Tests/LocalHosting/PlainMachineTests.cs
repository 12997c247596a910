using Cookbook.LocalHosting.Postgres;
using Cookbook.LocalHosting.Processes;
using Cookbook.Tests.AppHost;
using Microsoft.Extensions.Configuration;

namespace Cookbook.Tests.LocalHosting;

/// <summary>The whole system on a machine without PostgreSQL and without Redis: both are hidden from the PATH and from the usual places.</summary>
public sealed class PlainMachineTests : IDisposable
{
    private readonly DirectoryInfo _path = Directory.CreateTempSubdirectory("cookbook-path-");

    [Fact]
    public async Task The_system_runs_on_a_Postgres_from_npm_and_on_Garnet()
    {
        var programs = new Programs(new ConfigurationManager());
        Assert.SkipUnless(programs.Find("npm") is not null, "npm is not installed.");
        foreach (var program in (string[])["npm", "node", "sh"])
        {
            File.CreateSymbolicLink(Path.Combine(_path.FullName, program), programs.Require(program));
        }

        // Fetched before the system's own deadline begins: 60 MB may take a while. A machine that has them fetches nothing.
        using var fetched = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        fetched.CancelAfter(TimeSpan.FromMinutes(5));
        var plain = new ConfigurationManager { ["LocalHosting:Path"] = _path.FullName, ["LocalHosting:PostgresPlaces"] = "" };
        await PostgresBinaries.FindAsync(new Programs(plain), plain, _ => { }, fetched.Token);

        await using var system = await CookbookSystem.StartAsync($"--LocalHosting:Path={_path.FullName}", "--LocalHosting:PostgresPlaces=");

        Assert.Contains("embedded-postgres", await ExecutableOfAsync(system, "postgres"), StringComparison.Ordinal);
        Assert.EndsWith("dotnet", await ExecutableOfAsync(system, "cache"), StringComparison.Ordinal);
        Assert.False(await system.IsHitAsync("/cookbook/"));
        Assert.True(await system.IsHitAsync("/cookbook/"));
    }

    public void Dispose() => _path.Delete(recursive: true);

    private static async Task<string> ExecutableOfAsync(CookbookSystem system, string resource)
    {
        var running = await system.Application.ResourceNotifications.WaitForResourceHealthyAsync(resource, Eventually.Deadline);
        return (string)running.Snapshot.Properties.Single(property => property.Name == "executable.path").Value!;
    }
}
