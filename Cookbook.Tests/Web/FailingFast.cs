using Cookbook.Web.Caching;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;

namespace Cookbook.Tests.Web;

/// <summary>The store's decisions in time; that pages come of them is tested in <see cref="LosingRedis"/>.</summary>
public sealed class FailingFast : IDisposable
{
    private static readonly byte[] Page = [1, 2, 3];

    private readonly FakeTimeProvider _time = new();
    private readonly Store _redis = new();
    private readonly LogLines _log = new();
    private readonly LoggerFactory _loggers;
    private readonly FailFastStore _store;

    public FailingFast()
    {
        _loggers = new LoggerFactory([_log]);
        _store = new FailFastStore(_redis, new OutputCachingOptions().RedisBudget, _time, _loggers.CreateLogger<FailFastStore>());
    }

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _loggers.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task An_answer_is_handed_on()
    {
        _redis.Answer = () => Task.FromResult<byte[]?>(Page);

        Assert.Same(Page, await GetAsync());
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task No_answer_within_a_tenth_of_a_second_is_a_miss()
    {
        var lookup = Hang(GetAsync);

        _time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.False(lookup.IsCompleted);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(await lookup);
    }

    [Fact]
    public async Task No_confirmation_within_a_tenth_of_a_second_drops_the_page()
    {
        var store = Hang(SetAsync);

        _time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.False(store.IsCompleted);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        await store;
    }

    [Theory]
    [InlineData(typeof(TimeoutException))]
    [InlineData(typeof(RedisServerException))]
    [InlineData(typeof(ObjectDisposedException))]
    [InlineData(typeof(TaskCanceledException))]
    public async Task A_failure_of_any_kind_is_a_miss(Type failure)
    {
        Fail(failure == typeof(TaskCanceledException) ? new TaskCanceledException() : (Exception)Activator.CreateInstance(failure, "away")!);

        Assert.Null(await GetAsync());
    }

    [Fact]
    public async Task A_failure_while_it_is_asked_is_a_miss_too()
    {
        _redis.Answer = () => throw new TimeoutException();

        Assert.Null(await GetAsync());
    }

    [Fact]
    public async Task After_a_failure_Redis_is_left_alone_for_two_seconds()
    {
        Fail();
        await GetAsync();
        _redis.Answer = () => Task.FromResult<byte[]?>(Page);

        _time.Advance(TimeSpan.FromMilliseconds(1999));
        Assert.Null(await GetAsync());
        await SetAsync();
        Assert.Equal(1, _redis.Asked);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Same(Page, await GetAsync());
        Assert.Same(Page, await GetAsync());
        Assert.Equal(3, _redis.Asked);
    }

    [Fact]
    public async Task A_store_that_failed_stops_the_lookups_too()
    {
        Fail();
        await SetAsync();

        await GetAsync();

        Assert.Equal(1, _redis.Asked);
    }

    [Fact]
    public async Task After_the_pause_one_tries_and_the_others_go_on_without()
    {
        Fail();
        await GetAsync();
        _time.Advance(TimeSpan.FromSeconds(2));

        var first = Hang(GetAsync);
        Assert.Null(await GetAsync());
        Assert.Null(await GetAsync());
        Assert.Equal(2, _redis.Asked);

        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Null(await first);
        Assert.Null(await GetAsync());
        Assert.Equal(2, _redis.Asked);
    }

    [Fact]
    public async Task The_log_has_one_line_when_it_begins_and_one_when_it_ends()
    {
        Fail();
        for (var i = 0; i < 5; i++)
        {
            await GetAsync();
            _time.Advance(TimeSpan.FromSeconds(2));
        }

        _redis.Answer = () => Task.FromResult<byte[]?>(null);
        await GetAsync();
        await GetAsync();

        Assert.Equal(
            [
                "Warning: Redis does not answer (no answer in time); pages are rendered anew until it does",
                "Information: Redis answers again; pages come from the cache",
            ],
            _log.Lines);
    }

    [Fact]
    public async Task A_visitor_who_leaves_is_no_outage()
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken);
        _redis.Answer = () => new TaskCompletionSource<byte[]?>().Task;
        var lookup = _store.GetAsync("key", leaving.Token).AsTask();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lookup);

        _redis.Answer = () => Task.FromResult<byte[]?>(Page);
        Assert.Same(Page, await GetAsync());
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task An_eviction_that_is_not_confirmed_is_reported_after_five_seconds()
    {
        var eviction = Hang(EvictAsync);

        _time.Advance(TimeSpan.FromMilliseconds(4999));
        Assert.False(eviction.IsCompleted);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        await Assert.ThrowsAsync<CacheUnavailableException>(() => eviction);
    }

    [Fact]
    public async Task An_eviction_is_tried_even_in_the_pause_and_ends_it()
    {
        Fail();
        await GetAsync();
        await Assert.ThrowsAsync<CacheUnavailableException>(EvictAsync);
        _redis.Answer = () => Task.FromResult<byte[]?>(Page);

        await EvictAsync();

        Assert.Same(Page, await GetAsync());
        Assert.Equal(4, _redis.Asked);
    }

    private Task<byte[]?> GetAsync() => _store.GetAsync("key", CancellationToken).AsTask();

    private Task SetAsync() => _store.SetAsync("key", Page, ["tag"], TimeSpan.FromMinutes(1), CancellationToken).AsTask();

    private Task EvictAsync() => _store.EvictByTagAsync("tag", CancellationToken).AsTask();

    private void Fail(Exception? exception = null) => _redis.Answer = () => Task.FromException<byte[]?>(exception ?? new TimeoutException());

    private T Hang<T>(Func<T> ask)
        where T : Task
    {
        _redis.Answer = () => new TaskCompletionSource<byte[]?>().Task;
        return ask();
    }

    /// <summary>Answers as it is told, and not at all if it is told so: a time that no real Redis keeps to the millisecond.</summary>
    private sealed class Store : IOutputCacheStore
    {
        public Func<Task<byte[]?>> Answer { get; set; } = () => Task.FromResult<byte[]?>(null);

        public int Asked { get; private set; }

        public ValueTask<byte[]?> GetAsync(string key, CancellationToken cancellationToken)
        {
            Asked++;
            return new ValueTask<byte[]?>(Answer());
        }

        public async ValueTask SetAsync(string key, byte[] value, string[]? tags, TimeSpan validFor, CancellationToken cancellationToken) =>
            await GetAsync(key, cancellationToken);

        public async ValueTask EvictByTagAsync(string tag, CancellationToken cancellationToken) => await GetAsync(tag, cancellationToken);
    }
}
