using Cookbook.Benchmarks.Soak;

namespace Cookbook.Tests.Benchmarks.Soak;

public sealed class KeepingPace
{
    [Fact]
    public async Task What_the_asker_did_not_expect_ends_the_asking_and_is_thrown()
    {
        var asked = 0;

        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => Pace.KeepAsync(
            rate: 1000,
            _ => Interlocked.Increment(ref asked) == 5 ? throw new InvalidOperationException("nobody thought of this") : Task.CompletedTask,
            Eventually.Deadline));

        Assert.Equal("nobody thought of this", thrown.Message);
    }

    [Fact]
    public async Task When_it_is_cancelled_the_last_question_is_waited_for()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Eventually.Deadline);
        var (asked, answered, answer) = (0, 0, new TaskCompletionSource());

        var pace = Pace.KeepAsync(
            rate: 1000,
            async _ =>
            {
                Interlocked.Increment(ref asked);
                await answer.Task;
                Interlocked.Increment(ref answered);
            },
            end.Token);
        await Eventually.IsTrue("questions are asked", () => asked > 3);
        await end.CancelAsync();
        answer.SetResult();
        await pace;

        Assert.Equal(asked, answered);
    }
}
