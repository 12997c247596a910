namespace Cookbook.Tests.Deploy;

/// <summary>deploy/compose/update with a stand-in for docker: what it asks for, in which order, and that the old version outlives a bad one.</summary>
public sealed class UpdatingOneHost : IDisposable
{
    private const string Docker = """
        case "$*" in
          "compose run --rm migrations") exit "$MIGRATED" ;;
          "compose ps --quiet web") echo -n "$RUNNING" | tr ' ' '\n' ;;
          "compose ps --all --quiet web") printf '%s\n' old-1 old-2 new-1 new-2 ;;
          "compose up"*) exit "$HEALTHY" ;;
        esac
        """;

    private readonly ScriptRun _script = new();

    public UpdatingOneHost() => _script.StandIn("docker", Docker);

    [Fact]
    public async Task New_sites_start_beside_the_old_ones_after_the_worker_and_then_the_old_ones_go()
    {
        var (exitCode, said, asked) = await UpdateAsync();

        Assert.Equal(0, exitCode);
        Assert.Contains("The new version serves.", said, StringComparison.Ordinal);
        ScriptRun.MustBeInOrder(asked, "compose run --rm migrations", "--scale web=4 --wait", "stop --time 40 old-1", "rm old-1", "stop --time 40 old-2", "rm old-2");
        Assert.DoesNotContain(asked, line => line.Contains("new-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task New_sites_that_do_not_become_healthy_go_and_the_old_ones_have_never_stopped()
    {
        var (exitCode, said, asked) = await UpdateAsync(("HEALTHY", "1"));

        Assert.Equal(1, exitCode);
        Assert.Contains("The new version did not become healthy; the old one goes on.", said, StringComparison.Ordinal);
        ScriptRun.MustBeInOrder(asked, "stop --time 40 new-1 new-2", "rm new-1 new-2");
        Assert.DoesNotContain(asked, line => line.Contains("old-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_worker_that_fails_leaves_everything_as_it_is()
    {
        var (exitCode, _, asked) = await UpdateAsync(("MIGRATED", "1"));

        Assert.Equal(1, exitCode);
        Assert.Equal("docker compose run --rm migrations", asked[^1]);
    }

    [Fact]
    public async Task Where_nothing_runs_yet_everything_is_started()
    {
        var (exitCode, _, asked) = await UpdateAsync(("RUNNING", ""));

        Assert.Equal(0, exitCode);
        Assert.Equal("docker compose up --detach --wait", asked[^1]);
    }

    public void Dispose() => _script.Dispose();

    private Task<(int ExitCode, string Said, List<string> Asked)> UpdateAsync(params (string Name, string Value)[] settings) =>
        _script.RunAsync("compose/update", [], [("MIGRATED", "0"), ("HEALTHY", "0"), ("RUNNING", "old-1 old-2"), .. settings]);
}
