using Cookbook.LocalHosting.Processes;

namespace Cookbook.Tests.LocalHosting;

/// <summary>However the AppHost ends, nothing of it stays, and the next one starts on the same data.</summary>
public sealed class EndOfTheAppHostTests : IClassFixture<EndedRun>, IDisposable
{
    private readonly EndedRun _ended;
    private readonly VolumesFolder _volumes = new();

    public EndOfTheAppHostTests(EndedRun ended)
    {
        _ended = ended;
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Reads /proc.");
    }

    [Fact]
    public void SIGTERM_ends_everything_with_exit_code_0()
    {
        Assert.True(_ended.Processes.Count >= 3, "Postgres, Redis and the site ran.");
        Assert.Equal(0, _ended.ExitCode);
        Assert.DoesNotContain(_ended.Processes, AppHostProcess.IsAlive);
        Assert.False(_ended.HasLeftALock, "Postgres took its lock file with it.");
    }

    [Fact]
    public async Task SIGKILL_leaves_no_process_and_the_next_start_has_the_data_and_seeds_nothing()
    {
        HashSet<int> processes;
        using (var killed = AppHostProcess.Start(_volumes.Path))
        {
            await killed.IsUpAsync();
            processes = killed.Descendants();
            killed.Send(Signal.Kill);
            await killed.ExitCodeAsync();
        }

        // At once: the next start may well come before the old Postgres has ended.
        using var next = AppHostProcess.Start(_volumes.Path);
        await Eventually.IsTrue("the processes of the killed AppHost have ended", () => !processes.Any(AppHostProcess.IsAlive));
        await next.IsUpAsync();
        using var client = new HttpClient();
        Assert.Contains("60 recipes", await client.GetStringAsync(next.Address, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("The seed sample was loaded before.", next.Output, StringComparison.Ordinal);
        next.Send(Signal.Terminate);
        Assert.Equal(0, await next.ExitCodeAsync());
    }

    [Fact]
    public async Task Of_two_AppHosts_that_start_at_once_on_new_data_one_runs_and_the_other_is_refused_with_the_reason()
    {
        using var one = AppHostProcess.Start(_volumes.Path);
        using var other = AppHostProcess.Start(_volumes.Path);

        await Eventually.IsTrue("one of them ends", () => one.HasExited || other.HasExited);

        var (refused, running) = one.HasExited ? (one, other) : (other, one);
        Assert.Equal(1, await refused.ExitCodeAsync());
        Assert.Contains("postgres could not start: another run of the AppHost uses the data volume", refused.Output, StringComparison.Ordinal);
        await running.IsUpAsync();
        running.Send(Signal.Terminate);
        Assert.Equal(0, await running.ExitCodeAsync());
    }

    [Fact]
    public async Task A_umask_that_keeps_others_out_does_not_keep_the_servers_out()
    {
        using var appHost = AppHostProcess.StartWithUmask("077", Path.Combine(_volumes.Path, "new", "folder"));
        await appHost.IsUpAsync();
        appHost.Send(Signal.Terminate);
        Assert.Equal(0, await appHost.ExitCodeAsync());
    }

    [Fact]
    public async Task A_replica_that_dies_is_named_and_gets_no_more_visitors()
    {
        using var appHost = AppHostProcess.Start(_volumes.Path, "--Replicas=2");
        await appHost.IsUpAsync();
        var replica = appHost.Descendants().First(id => File.ReadAllText($"/proc/{id}/cmdline").Contains("Cookbook.Web.dll", StringComparison.Ordinal));

        Native.Send(replica, Signal.Kill);

        await Eventually.IsTrue("the console tells its end", () => appHost.Output.Contains(" failed: it ended with exit code 137.", StringComparison.Ordinal));
        Assert.Matches("web +\\| web-[12] failed: ", appHost.Output);
        using var client = new HttpClient();
        for (var visit = 0; visit < 4; visit++)
        {
            Assert.Contains("60 recipes", await client.GetStringAsync(appHost.Address, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        appHost.Send(Signal.Terminate);
        Assert.Equal(0, await appHost.ExitCodeAsync());
    }

    [Fact]
    public async Task A_worker_that_fails_ends_the_start_with_its_reason_and_exit_code_1()
    {
        using var appHost = AppHostProcess.Start(_volumes.Path, "--Seed=/nowhere/seed.json");

        Assert.Equal(1, await appHost.ExitCodeAsync());
        Assert.Contains("migrations failed: it ended with exit code 1.", appHost.Output, StringComparison.Ordinal);
        Assert.Contains("/nowhere/seed.json", appHost.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("many")]
    public async Task An_AppHost_that_describes_nonsense_ends_with_the_reason_and_exit_code_1(string replicas)
    {
        using var appHost = AppHostProcess.Start(_volumes.Path, $"--Replicas={replicas}");

        Assert.Equal(1, await appHost.ExitCodeAsync());
        Assert.Contains($"Replicas is '{replicas}'. It must be a whole number from 1", appHost.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", appHost.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_password_opens_the_old_data()
    {
        // Of two values on a command line the later one counts.
        using var appHost = AppHostProcess.Start(_ended.Volumes, "--Parameters:postgres-password=it's another");
        await appHost.IsUpAsync();
        Assert.Contains("The seed sample was loaded before.", appHost.Output, StringComparison.Ordinal);
        appHost.Send(Signal.Terminate);
        Assert.Equal(0, await appHost.ExitCodeAsync());
    }

    [Fact]
    public void The_first_line_says_which_world_runs_and_why_and_no_line_has_a_secret()
    {
        Assert.StartsWith("AspireHosting: Local, with Postgres and Redis as processes of this machine, because ", _ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("of-this-test", _ended.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _volumes.Dispose();
}
