using Cookbook.Caching.Resilience;
using Microsoft.Extensions.Time.Testing;

namespace Cookbook.Tests.Caching;

/// <summary>The circuit's decisions in time; that pages come of them is tested in <see cref="Web.LosingRedis"/>.</summary>
public sealed class LeavingAServerAlone
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _log = [];
    private readonly Circuit _circuit;
    private Func<Task<string>> _answer = () => Task.FromResult("page");
    private int _asked;

    public LeavingAServerAlone() => _circuit = new Circuit(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(2), _time)
    {
        Opened = exception => _log.Add($"away: {exception.GetType().Name}"),
        Closed = () => _log.Add("back"),
    };

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_is_handed_on()
    {
        Assert.Equal("page", await AskAsync());
        Assert.False(_circuit.IsOpen);
        Assert.Empty(_log);
    }

    [Fact]
    public async Task No_answer_within_the_budget_is_a_miss()
    {
        _answer = () => new TaskCompletionSource<string>().Task;
        var asking = AskAsync();

        _time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.False(asking.IsCompleted);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("none", await asking);
    }

    [Theory]
    [InlineData(typeof(TimeoutException))]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(TaskCanceledException))]
    public async Task A_failure_of_any_kind_is_a_miss(Type failure)
    {
        _answer = () => Task.FromException<string>((Exception)Activator.CreateInstance(failure)!);

        Assert.Equal("none", await AskAsync());
        Assert.True(_circuit.IsOpen);
    }

    [Fact]
    public async Task A_failure_while_it_is_asked_is_a_miss_too()
    {
        _answer = () => throw new TimeoutException();

        Assert.Equal("none", await AskAsync());
    }

    [Fact]
    public async Task After_a_failure_the_server_is_left_alone_for_the_pause()
    {
        await FailAsync();
        _answer = () => Task.FromResult("page");

        _time.Advance(TimeSpan.FromMilliseconds(1999));
        Assert.Equal("none", await AskAsync());
        Assert.Equal(1, _asked);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("page", await AskAsync());
        Assert.Equal("page", await AskAsync());
        Assert.Equal(3, _asked);
    }

    [Fact]
    public async Task After_the_pause_one_tries_and_the_others_go_on_without()
    {
        await FailAsync();
        _time.Advance(TimeSpan.FromSeconds(2));
        _answer = () => new TaskCompletionSource<string>().Task;

        var first = AskAsync();
        Assert.Equal("none", await AskAsync());
        Assert.Equal("none", await AskAsync());
        Assert.Equal(2, _asked);

        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal("none", await first);
        Assert.Equal("none", await AskAsync());
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task It_is_told_once_when_that_begins_and_once_when_it_ends()
    {
        for (var i = 0; i < 5; i++)
        {
            await FailAsync();
            _time.Advance(TimeSpan.FromSeconds(2));
        }

        _answer = () => Task.FromResult("page");
        await AskAsync();
        await AskAsync();

        Assert.Equal(["away: TimeoutException", "back"], _log);
    }

    [Fact]
    public async Task A_visitor_who_leaves_is_no_outage()
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken);
        var asking = _circuit.TryAsync(() => new TaskCompletionSource<string>().Task, "none", leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);

        Assert.False(_circuit.IsOpen);
        Assert.Empty(_log);
    }

    private Task<string> AskAsync() => _circuit.TryAsync(
        () =>
        {
            _asked++;
            return _answer();
        },
        "none",
        CancellationToken);

    private async Task FailAsync()
    {
        _answer = () => Task.FromException<string>(new TimeoutException());
        Assert.Equal("none", await AskAsync());
    }
}
