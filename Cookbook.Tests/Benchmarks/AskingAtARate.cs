using Cookbook.Benchmarks.Load;
using Cookbook.Tests.Web;
using Microsoft.AspNetCore.Http;

namespace Cookbook.Tests.Benchmarks;

/// <summary>The open-loop load generator.</summary>
public sealed class AskingAtARate
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Two fifths of the requests are due while nothing is answered; a generator that waits for each answer would ask for one or two of them.</summary>
    [Fact]
    public async Task A_stall_is_felt_by_every_request_that_was_due_in_it()
    {
        var stall = TimeSpan.FromMilliseconds(400);
        var over = Task.CompletedTask;
        await using var server = await StallingServer.StartAsync((_, number) =>
        {
            if (number == 50)
            {
                over = Task.Delay(stall, TestContext.Current.CancellationToken);
            }

            return over;
        });

        var run = await RunAsync(server.Address, rate: 200, Second, connections: 4);

        Assert.InRange(run.Percentile(70), 50, double.MaxValue);
        Assert.InRange(run.Percentile(90), 200, double.MaxValue);
        Assert.InRange(run.Percentile(100), 350, double.MaxValue);
        Assert.Equal((200, 0, 200), (run.Asked, run.Errors, server.Requests));
    }

    [Fact]
    public async Task The_rate_is_kept_and_each_request_is_counted_once()
    {
        await using var server = await StallingServer.StartAsync((_, _) => Task.CompletedTask);

        var run = await RunAsync(server.Address, rate: 500, Second / 2, connections: 32);

        Assert.Equal((250, 250, 250), (run.Asked, run.Latencies.TotalCount, server.Requests));
        Assert.InRange(run.Time, Second / 2 * 0.99, TimeSpan.MaxValue);
    }

    [Fact]
    public async Task A_server_that_cannot_keep_up_is_asked_no_less_for_it()
    {
        await using var server = await StallingServer.StartAsync((_, _) => Task.Delay(20, TestContext.Current.CancellationToken));

        // Two connections get a hundred answers a second at most: the last request waits for its turn for a good half second.
        var run = await RunAsync(server.Address, rate: 400, Second / 4, connections: 2);

        Assert.Equal((100, 100), (run.Asked, server.Requests));
        Assert.InRange(run.Percentile(100), 500, double.MaxValue);
    }

    [Fact]
    public async Task Errors_are_counted()
    {
        await using var server = await StallingServer.StartAsync((context, number) =>
        {
            context.Response.StatusCode = number % 4 == 0 ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
            return Task.CompletedTask;
        });

        var run = await RunAsync(server.Address, rate: 400, Second / 4, connections: 4);

        Assert.Equal((100, 25), (run.Asked, run.Errors));
    }

    [Fact]
    public async Task A_server_that_is_not_there_gives_nothing_but_errors()
    {
        using var closed = new ClosedPort();

        var run = await RunAsync(new Uri($"http://{closed.Redis}"), rate: 100, Second / 4, connections: 4);

        Assert.Equal((25, 25), (run.Asked, run.Errors));
    }

    [Fact]
    public async Task A_server_that_answers_with_errors_is_not_measured()
    {
        await using var server = await StallingServer.StartAsync((context, _) =>
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return Task.CompletedTask;
        });

        await Assert.ThrowsAsync<InvalidOperationException>(() => new OwnLoad().RunAsync(server.Address, Second / 4, [], Eventually.Deadline));
    }

    private static async Task<OpenLoopRun> RunAsync(Uri address, double rate, TimeSpan time, int connections)
    {
        using var asking = new Asking(address, ["Accept: text/html"]);
        return await OpenLoop.RunAsync(asking.AskAsync, rate, time, connections, TimeProvider.System, Eventually.Deadline);
    }
}
