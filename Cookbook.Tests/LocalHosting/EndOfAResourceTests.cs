using Cookbook.LocalHosting.Orchestration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cookbook.Tests.LocalHosting;

/// <summary>When the end of a resource is the end of the start, and when the others go on without it.</summary>
public sealed class EndOfAResourceTests
{
    private const string Forever = "exec sleep 600";

    private static CancellationToken Cancelled => Eventually.Deadline;

    [Theory]
    [InlineData("exit 0", "it ended with exit code 0 before it was healthy.")]
    [InlineData("echo flour is short; echo 'oven: error: no gas'; echo bye; exit 3", "it ended with exit code 3 before it was healthy. oven: error: no gas")]
    public async Task A_server_that_ends_before_it_is_healthy_ends_the_start(string script, string reason)
    {
        await using var builder = TestApplication.Create();
        builder.Services.AddHealthChecks().AddCheck("never", () => HealthCheckResult.Unhealthy("not yet"));
        builder.AddScript("site", script).WithHttpEndpoint().WithHealthCheck("never");
        await using var application = await builder.StartedAsync();

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => application.ResourceNotifications.WaitForResourceHealthyAsync("site", Cancelled));

        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.StartsWith($"site failed: {reason}", FailureOf(application), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_without_an_address_may_end_when_it_has_done_its_part()
    {
        await using var builder = TestApplication.Create();
        builder.AddScript("tool", "exit 0");
        await using var application = await builder.StartedAsync();

        await application.ResourceNotifications.WaitForResourceAsync("tool", KnownResourceStates.Finished, Cancelled);

        Assert.Null(FailureOf(application));
    }

    [Fact]
    public async Task A_later_start_that_fails_ends_nothing_but_itself()
    {
        await using var builder = TestApplication.Create();
        builder.AddExecutable("tool", "no-such-tool", ".").WithExplicitStart();
        await using var application = await builder.StartedAsync();

        await CommandAsync(application, "tool", KnownResourceCommands.StartCommand);

        await application.ResourceNotifications.WaitForResourceAsync("tool", KnownResourceStates.FailedToStart, Cancelled);
        Assert.Null(FailureOf(application));
    }

    [Fact]
    public async Task A_restart_is_another_process()
    {
        await using var builder = TestApplication.Create();
        builder.AddScript("site", Forever);
        await using var application = await builder.StartedAsync();
        var first = await application.ResourceNotifications.WaitForResourceHealthyAsync("site", Cancelled);

        var restarted = await CommandAsync(application, "site", KnownResourceCommands.RestartCommand);

        Assert.True(restarted.Success, restarted.ErrorMessage);
        var second = await application.ResourceNotifications.WaitForResourceHealthyAsync("site", Cancelled);
        Assert.NotEqual(Pid(first), Pid(second));
    }

    [Theory]
    [InlineData("resource-start")]
    [InlineData("resource-restart")]
    public async Task Nothing_starts_again_once_the_application_ends(string command)
    {
        await using var builder = TestApplication.Create();
        builder.AddScript("site", Forever);
        await using var application = await builder.StartedAsync();
        await application.ResourceNotifications.WaitForResourceHealthyAsync("site", Cancelled);
        await application.StopAsync(Cancelled);

        var result = await CommandAsync(application, "site", command);

        Assert.False(result.Success);
        Assert.Contains("the application is ending", result.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_goes_with_its_server_and_comes_back_with_it()
    {
        // Healthy resources are asked every 30 seconds; this must not take that long.
        var soon = TimeSpan.FromSeconds(15);
        await using var builder = TestApplication.Create();
        builder.AddPostgres("postgres").AddDatabase("db");
        await using var application = await builder.StartedAsync();
        await application.ResourceNotifications.WaitForResourceHealthyAsync("db", Cancelled);

        await CommandAsync(application, "postgres", KnownResourceCommands.StopCommand);
        await application.ResourceNotifications
            .WaitForResourceAsync("db", update => update.Snapshot.HealthStatus == HealthStatus.Unhealthy, Cancelled).WaitAsync(soon, Cancelled);

        await CommandAsync(application, "postgres", KnownResourceCommands.StartCommand);
        await application.ResourceNotifications.WaitForResourceHealthyAsync("db", Cancelled).WaitAsync(soon, Cancelled);
    }

    [Fact]
    public async Task What_a_command_throws_is_in_its_result()
    {
        await using var builder = TestApplication.Create();
        builder.AddScript("site", Forever)
            .WithCommand("spill", "Spill", _ => throw new InvalidOperationException("the milk is spilt"))
            .WithCommand("leave", "Leave", _ => throw new OperationCanceledException());
        await using var application = await builder.StartedAsync();

        var spilt = await CommandAsync(application, "site", "spill");
        var left = await CommandAsync(application, "site", "leave");

        Assert.Equal((false, false, "the milk is spilt"), (spilt.Success, spilt.Canceled, spilt.ErrorMessage));
        Assert.Equal((false, true), (left.Success, left.Canceled));
    }

    private static string? FailureOf(DistributedApplication application) => application.Services.GetRequiredService<StartupFailure>().Message;

    private static Task<ExecuteCommandResult> CommandAsync(DistributedApplication application, string resource, string command) =>
        application.ResourceCommands.ExecuteCommandAsync(resource, command, Cancelled);

    private static object? Pid(ResourceEvent update) => update.Snapshot.Properties.Single(property => property.Name == "executable.pid").Value;
}
