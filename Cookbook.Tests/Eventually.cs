namespace Cookbook.Tests;

/// <summary>Waiting for something to become true, with a deadline; never for a time to pass.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>For what waits by itself: the test's own token, with three minutes at most.</summary>
    public static CancellationToken Deadline
    {
        get
        {
            var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            deadline.CancelAfter(TimeSpan.FromMinutes(3));
            return deadline.Token;
        }
    }

    /// <param name="what">Completes the sentence "Not within … seconds: …".</param>
    /// <param name="condition">Asked again and again.</param>
    /// <param name="seconds">The deadline.</param>
    public static async Task IsTrue(string what, Func<Task<bool>> condition, int seconds = 90)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        while (!await condition())
        {
            Assert.False(deadline.IsCancellationRequested, $"Not within {seconds} seconds: {what}.");
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }

    public static Task IsTrue(string what, Func<bool> condition, int seconds = 90) => IsTrue(what, () => Task.FromResult(condition()), seconds);
}
