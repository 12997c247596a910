using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cookbook.Tests.LocalHosting;

public sealed class StartOrderTests
{
    private const string Forever = "exec sleep 600";

    private static CancellationToken Cancelled => Eventually.Deadline;

    [Fact]
    public async Task A_waiter_starts_when_the_other_has_completed()
    {
        await using var builder = TestApplication.Create();
        var first = builder.AddScript("first", "sleep 0.3");
        builder.AddScript("second", Forever).WaitForCompletion(first);
        await using var application = await builder.StartedAsync();

        var second = await application.ResourceNotifications.WaitForResourceHealthyAsync("second", Cancelled);

        Assert.True(application.ResourceNotifications.TryGetCurrentState("first", out var completed));
        Assert.Equal((KnownResourceStates.Finished, 0), (completed.Snapshot.State?.Text, completed.Snapshot.ExitCode));
        Assert.True(second.Snapshot.StartTimeStamp >= completed.Snapshot.StopTimeStamp);
    }

    [Fact]
    public async Task Of_several_replicas_each_is_waited_for()
    {
        var folder = Directory.CreateTempSubdirectory("cookbook-replicas-");
        try
        {
            await using var builder = TestApplication.Create();

            // The first to make the folder ends at once.
            var first = builder.AddScript("first", $"mkdir {folder}/taken 2>/dev/null || sleep 0.3")
                .WithHttpEndpoint()
                .WithAnnotation(new ReplicaAnnotation(2));
            builder.AddScript("second", Forever).WaitForCompletion(first);
            await using var application = await builder.StartedAsync();

            var second = await application.ResourceNotifications.WaitForResourceHealthyAsync("second", Cancelled);

            foreach (var replica in (string[])["first-1", "first-2"])
            {
                Assert.True(application.ResourceNotifications.TryGetCurrentState(replica, out var completed));
                Assert.True(second.Snapshot.StartTimeStamp >= completed.Snapshot.StopTimeStamp);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Another_exit_code_fails_the_waiter_and_says_so()
    {
        await using var builder = TestApplication.Create();
        var first = builder.AddScript("first", "echo flour is out; exit 3");
        builder.AddScript("second", Forever).WaitForCompletion(first);
        await using var application = await builder.StartedAsync();

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => application.ResourceNotifications.WaitForResourceHealthyAsync("second", Cancelled));

        Assert.Contains("it waits for first to end with exit code 0, but that ended with exit code 3", exception.Message, StringComparison.Ordinal);
        Assert.True(application.ResourceNotifications.TryGetCurrentState("first", out var failed));
        Assert.Contains("flour is out", failed.Snapshot.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_awaited_exit_code_need_not_be_zero()
    {
        await using var builder = TestApplication.Create();
        var first = builder.AddScript("first", "exit 3");
        builder.AddScript("second", Forever).WaitForCompletion(first, exitCode: 3);
        await using var application = await builder.StartedAsync();

        await application.ResourceNotifications.WaitForResourceHealthyAsync("second", Cancelled);
    }

    [Fact]
    public async Task Who_waits_for_one_that_has_ended_fails_instead_of_waiting_for_ever()
    {
        await using var builder = TestApplication.Create();
        builder.Services.AddHealthChecks().AddCheck("never", () => HealthCheckResult.Unhealthy("not yet"));
        var first = builder.AddScript("first", "true").WithHealthCheck("never");
        builder.AddScript("second", Forever).WaitFor(first);
        await using var application = await builder.StartedAsync();

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => application.ResourceNotifications.WaitForResourceHealthyAsync("second", Cancelled));
        Assert.Contains("it waits for first to become healthy", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_health_check_that_nobody_has_registered_is_named()
    {
        await using var builder = TestApplication.Create();
        builder.AddScript("first", Forever).WithHealthCheck("nowhere");
        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(builder.StartedAsync);
        Assert.Contains("health check 'nowhere' is not registered", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resources_stop_in_the_reverse_order()
    {
        var log = Path.GetTempFileName();
        try
        {
            await using (var builder = TestApplication.Create())
            {
                // Each takes a while to end, so that a wrong order would show.
                string Script(string name) => $"trap 'sleep 0.2; echo {name} >> {log}; exit 0' TERM; echo up >> {log}; while :; do sleep 0.05; done";
                var server = builder.AddScript("server", Script("server"));
                var middle = builder.AddScript("middle", Script("middle")).WaitFor(server);
                builder.AddScript("site", Script("site")).WaitFor(middle);
                await using var application = await builder.StartedAsync();
                await Eventually.IsTrue("all three are up", () => File.ReadAllLines(log).Length == 3);
                await application.StopAsync(Cancelled);
            }

            Assert.Equal(["up", "up", "up", "site", "middle", "server"], await File.ReadAllLinesAsync(log, Cancelled));
        }
        finally
        {
            File.Delete(log);
        }
    }

    [Fact]
    public async Task A_missing_program_is_named()
    {
        await using var builder = TestApplication.Create();
        builder.AddExecutable("oven", "no-such-oven", ".");
        await using var application = await builder.StartedAsync();

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => application.ResourceNotifications.WaitForResourceHealthyAsync("oven", Cancelled));
        Assert.Contains("The program 'no-such-oven' is not on the PATH", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_can_be_stopped_and_started_again()
    {
        await using var builder = TestApplication.Create();
        builder.AddScript("site", Forever);
        await using var application = await builder.StartedAsync();
        var first = await application.ResourceNotifications.WaitForResourceHealthyAsync("site", Cancelled);

        var stopped = await application.ResourceCommands.ExecuteCommandAsync("site", KnownResourceCommands.StopCommand, Cancelled);
        Assert.True(stopped.Success, stopped.ErrorMessage);
        Assert.True(application.ResourceNotifications.TryGetCurrentState("site", out var ended));
        Assert.Null(ended.Snapshot.HealthStatus);

        var started = await application.ResourceCommands.ExecuteCommandAsync("site", KnownResourceCommands.StartCommand, Cancelled);
        Assert.True(started.Success, started.ErrorMessage);
        var second = await application.ResourceNotifications.WaitForResourceHealthyAsync("site", Cancelled);
        Assert.NotEqual(Pid(first), Pid(second));
    }

    [Fact]
    public async Task An_unknown_command_is_answered_with_the_known_ones()
    {
        await using var builder = TestApplication.Create();
        builder.AddScript("site", Forever);
        await using var application = await builder.StartedAsync();

        var result = await application.ResourceCommands.ExecuteCommandAsync("site", "explode", Cancelled);

        Assert.False(result.Success);
        Assert.Contains(KnownResourceCommands.StopCommand, result.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_explicitly_started_resource_waits_for_its_command()
    {
        await using var builder = TestApplication.Create();
        builder.AddScript("tool", Forever).WithExplicitStart();
        await using var application = await builder.StartedAsync();
        Assert.True(application.ResourceNotifications.TryGetCurrentState("tool", out var before));
        Assert.Equal(KnownResourceStates.NotStarted, before.Snapshot.State?.Text);

        await application.ResourceCommands.ExecuteCommandAsync("tool", KnownResourceCommands.StartCommand, Cancelled);
        await application.ResourceNotifications.WaitForResourceHealthyAsync("tool", Cancelled);
    }

    private static object? Pid(ResourceEvent update) => update.Snapshot.Properties.Single(property => property.Name == "executable.pid").Value;
}
