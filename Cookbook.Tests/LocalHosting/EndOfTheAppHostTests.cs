using Cookbook.LocalHosting.Processes;

namespace Cookbook.Tests.LocalHosting;

/// <summary>However the AppHost ends, nothing of it stays, and the next one starts on the same data.</summary>
public sealed class EndOfTheAppHostTests : IDisposable
{
    private readonly DirectoryInfo _volumes = Directory.CreateTempSubdirectory("cookbook-volumes-");

    public EndOfTheAppHostTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Reads /proc.");
        if (!OperatingSystem.IsWindows())
        {
            // The server may run as another user than the tests do.
            File.SetUnixFileMode(_volumes.FullName, File.GetUnixFileMode(_volumes.FullName) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }
    }

    [Fact]
    public async Task SIGTERM_ends_everything_in_order_with_exit_code_0()
    {
        using var appHost = AppHostProcess.Start(_volumes.FullName);
        await appHost.IsUpAsync();
        var processes = appHost.Descendants();
        Assert.True(processes.Count >= 3, "Postgres, Redis and the site run.");

        appHost.Send(Signal.Terminate);

        Assert.Equal(0, await appHost.ExitCodeAsync());
        Assert.DoesNotContain(processes, AppHostProcess.IsAlive);
        Assert.Empty(Directory.GetFiles(_volumes.FullName, "postmaster.pid", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task SIGKILL_leaves_no_process_and_the_next_start_has_the_data_and_seeds_nothing()
    {
        HashSet<int> processes;
        using (var killed = AppHostProcess.Start(_volumes.FullName))
        {
            await killed.IsUpAsync();
            processes = killed.Descendants();
            killed.Send(Signal.Kill);
            await killed.ExitCodeAsync();
        }

        // At once: the next start may well come before the old Postgres has ended.
        using var next = AppHostProcess.Start(_volumes.FullName);
        await Eventually.IsTrue("the processes of the killed AppHost have ended", () => !processes.Any(AppHostProcess.IsAlive));
        await next.IsUpAsync();
        using var client = new HttpClient();
        Assert.Contains("60 recipes", await client.GetStringAsync(next.Address, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("The seed sample was loaded before.", next.Output, StringComparison.Ordinal);
        next.Send(Signal.Terminate);
        Assert.Equal(0, await next.ExitCodeAsync());
    }

    [Fact]
    public async Task A_second_AppHost_on_the_same_data_is_refused_with_the_reason()
    {
        using var first = AppHostProcess.Start(_volumes.FullName);
        await first.IsUpAsync();

        using var second = AppHostProcess.Start(_volumes.FullName);

        Assert.Equal(1, await second.ExitCodeAsync());
        Assert.Contains("postgres could not start: another run of the AppHost uses the data volume", second.Output, StringComparison.Ordinal);
        first.Send(Signal.Terminate);
        Assert.Equal(0, await first.ExitCodeAsync());
    }

    [Fact]
    public async Task A_worker_that_fails_ends_the_start_with_its_reason_and_exit_code_1()
    {
        using var appHost = AppHostProcess.Start(_volumes.FullName, "--Seed=/nowhere/seed.json");

        Assert.Equal(1, await appHost.ExitCodeAsync());
        Assert.Contains("migrations failed: it ended with exit code 1.", appHost.Output, StringComparison.Ordinal);
        Assert.Contains("/nowhere/seed.json", appHost.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_AppHost_that_describes_nonsense_ends_with_the_reason_and_exit_code_1()
    {
        using var appHost = AppHostProcess.Start(_volumes.FullName, "--Replicas=0");

        Assert.Equal(1, await appHost.ExitCodeAsync());
        Assert.Contains("Resource 'web' has 0 replicas. It needs at least 1.", appHost.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", appHost.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_password_opens_the_old_data()
    {
        using (var first = AppHostProcess.Start(_volumes.FullName))
        {
            await first.IsUpAsync();
            first.Send(Signal.Terminate);
            Assert.Equal(0, await first.ExitCodeAsync());
        }

        // Of two values on a command line the later one counts.
        using var second = AppHostProcess.Start(_volumes.FullName, "--Parameters:postgres-password=it's another");
        await second.IsUpAsync();
        Assert.Contains("The seed sample was loaded before.", second.Output, StringComparison.Ordinal);
        second.Send(Signal.Terminate);
        Assert.Equal(0, await second.ExitCodeAsync());
    }

    [Fact]
    public async Task The_first_line_says_which_world_runs_and_why_and_no_line_has_a_secret()
    {
        using var appHost = AppHostProcess.Start(_volumes.FullName);
        await appHost.IsUpAsync();
        appHost.Send(Signal.Terminate);
        await appHost.ExitCodeAsync();

        Assert.StartsWith("AspireHosting: Local, with Postgres and Redis as processes of this machine, because ", appHost.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("of-this-test", appHost.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _volumes.Delete(recursive: true);
}
