using System.Net;
using Cookbook.Caching.Tokens;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Cookbook.Tests.Caching.Faults;

/// <summary>A render that throws, answers with an error, or hangs: the last good copy, and where there is none, what went wrong.</summary>
public sealed class FailingToRender(TestServers servers)
{
    private static readonly (string, string) Impatient = ("OutputCaching:RenderTimeout", "00:00:01");

    public static TheoryData<string> Failures => ["throws", "answers 500", "hangs", "hangs and does not listen", "hangs and blocks whoever ends it", "blocks"];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task The_last_good_copy_is_served_and_says_that_it_is_stale(string failure)
    {
        var page = new TestPage();
        using var blocked = new ManualResetEventSlim();
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes, servers.Redis, map: page.Map, settings: Impatient);
        Assert.Equal("page", await site.ReadAsync(TestPage.Address));
        await TestPage.MakeStaleAsync(site);
        page.Does = DoingOf(failure, blocked);

        var responses = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => site.GetAsync(TestPage.Address)))
            .WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        blocked.Set();

        foreach (var response in responses)
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("page", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.Matches("^cookbook; hit; ttl=-[0-9]+; detail=stale-if-error$", Assert.Single(response.Headers.GetValues("Cache-Status")));
            response.Dispose();
        }

        page.Says("mended");
        await Eventually.IsTrue("the page is fresh again", async () => await site.ReadAsync(TestPage.Address) == "mended");
        Assert.Matches("; hit; ttl=[0-9]+;", await site.StatusAsync(TestPage.Address));
    }

    [Fact]
    public async Task A_write_ends_the_rest_after_a_failure_at_once()
    {
        var page = new TestPage();
        var time = new FakeTimeProvider();
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes, configure: services => services.AddSingleton<TimeProvider>(time), map: page.Map);
        await site.ReadAsync(TestPage.Address);
        await TestPage.MakeStaleAsync(site);
        page.Does = _ => throw new InvalidOperationException("Out of order.");
        Assert.Matches("detail=stale-if-error$", await site.StatusAsync(TestPage.Address));
        page.Says("mended");
        Assert.Equal("page", await site.ReadAsync(TestPage.Address));

        await TestPage.MakeStaleAsync(site);

        Assert.Equal("mended", await site.ReadAsync(TestPage.Address));
    }

    [Theory]
    [InlineData("throws", 500)]
    [InlineData("answers 500", 500)]
    [InlineData("hangs", 503)]
    [InlineData("hangs and does not listen", 503)]
    [InlineData("hangs and blocks whoever ends it", 503)]
    [InlineData("blocks", 503)]
    public async Task Without_a_copy_everyone_who_waits_hears_what_went_wrong_and_the_next_tries_anew(string failure, int status)
    {
        var (page, arrivals) = (new TestPage(), new Arrivals());
        using var blocked = new ManualResetEventSlim();
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(
            notes, configure: services => services.AddSingleton<IStartupFilter>(arrivals), map: page.Map, settings: Impatient);
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var fail = DoingOf(failure, blocked);

        // From now on nothing lies between a request's arrival and its waiting for the render: no question for tokens, no compiler.
        await Eventually.IsTrue("the tokens are known", () => site.Services.GetRequiredService<TokenBook>().Sure is not null);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => site.ReadAsync("/notes/1")));
        var before = arrivals.Arrived;
        page.Does = async context =>
        {
            await all.Task;
            await fail(context);
        };

        var burst = Enumerable.Range(0, 10).Select(_ => site.GetAsync(TestPage.Address)).ToList();
        await Eventually.IsTrue("all are there", () => arrivals.Arrived == before + 10);
        all.SetResult();
        var responses = await Task.WhenAll(burst).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        blocked.Set();

        foreach (var response in responses)
        {
            Assert.Equal(status, (int)response.StatusCode);
            Assert.Equal(status == 503, response.Headers.RetryAfter is not null);
            response.Dispose();
        }

        Assert.Equal(1, page.Tries);
        page.Says("mended");
        Assert.Equal("mended", await site.ReadAsync(TestPage.Address));
        Assert.Equal(2, page.Tries);
    }

    /// <summary>What a render still does after it was given up, it does for nobody.</summary>
    [Fact]
    public async Task A_render_that_was_given_up_is_not_kept_when_it_ends_after_all()
    {
        var (page, gate, ended) = (new TestPage(), new TaskCompletionSource(), new TaskCompletionSource());
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes, map: page.Map, settings: Impatient);
        page.Does = async context =>
        {
            context.Response.OnCompleted(() =>
            {
                ended.SetResult();
                return Task.CompletedTask;
            });
            await gate.Task;
            await context.Response.WriteAsync("late", CancellationToken.None);
        };
        using (var late = await site.GetAsync(TestPage.Address))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, late.StatusCode);
        }

        page.Says("page");
        Assert.Equal("page", await site.ReadAsync(TestPage.Address));
        gate.SetResult();
        await ended.Task.WaitAsync(Eventually.Deadline);

        Assert.Equal("page", await site.ReadAsync(TestPage.Address));
        Assert.Equal(2, page.Tries);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_failure_nobody_tries_again_for_a_second(bool fromRedis)
    {
        var (page, time, prefix) = (new TestPage(), new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56)), $"test-{Guid.NewGuid():N}");
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        await one.ReadAsync(TestPage.Address);
        var site = fromRedis ? other : one;
        if (fromRedis)
        {
            await Eventually.IsTrue("the page is shared", async () => (await other.StatusAsync(TestPage.Address)).Contains("; hit;", StringComparison.Ordinal));
        }

        await TestPage.MakeStaleAsync(site);
        page.Fails();
        var tries = page.Tries;

        for (var i = 0; i < 9; i++)
        {
            Assert.EndsWith("detail=stale-if-error", await site.StatusAsync(TestPage.Address), StringComparison.Ordinal);
            time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal(tries + 1, page.Tries);

        time.Advance(TimeSpan.FromMilliseconds(200));
        Assert.EndsWith("detail=stale-if-error", await site.StatusAsync(TestPage.Address), StringComparison.Ordinal);
        Assert.Equal(tries + 2, page.Tries);

        Task<NotesSite> StartAsync() => NotesSite.StartAsync(
            notes, servers.Redis, prefix: prefix, configure: services => services.AddSingleton<TimeProvider>(new Unsteady(time)), map: page.Map);
    }

    /// <summary>The stock cache has no last good copy.</summary>
    [Fact]
    public async Task The_stock_cache_shows_the_failure()
    {
        var page = new TestPage();
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes, stock: true, map: page.MapToStock);
        await site.ReadAsync(TestPage.Address);
        await site.Services.GetRequiredService<Microsoft.AspNetCore.OutputCaching.IOutputCacheStore>().EvictByTagAsync("page", TestContext.Current.CancellationToken);
        page.Fails();

        using var response = await site.GetAsync(TestPage.Address);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    private static Func<HttpContext, Task> DoingOf(string failure, ManualResetEventSlim blocked) => failure switch
    {
        "throws" => _ => throw new InvalidOperationException("The oven is cold."),
        "answers 500" => AnswerAsync,
        "hangs" => context => Task.Delay(Timeout.Infinite, context.RequestAborted),
        "hangs and does not listen" => _ => new TaskCompletionSource().Task,
        "hangs and blocks whoever ends it" => context => BlockAsync(blocked, context.RequestAborted),
        _ => _ => blocked.Wait(TimeSpan.FromSeconds(30)) ? Task.CompletedTask : Task.FromException(new TimeoutException()),
    };

    /// <summary>As Npgsql does while Postgres hangs: whoever cancels the command waits until Postgres has heard of it.</summary>
    private static async Task BlockAsync(ManualResetEventSlim blocked, CancellationToken aborted)
    {
        var ended = new TaskCompletionSource<bool>();
        await using var command = aborted.Register(() => ended.TrySetResult(blocked.Wait(TimeSpan.FromSeconds(30))));
        await ended.Task;
    }

    private static Task AnswerAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        return context.Response.WriteAsync("The oven is cold.", context.RequestAborted);
    }

    /// <summary>A time of day that runs a little slower than the clock, as it does while it is set right.</summary>
    private sealed class Unsteady(FakeTimeProvider time) : TimeProvider
    {
        private readonly DateTimeOffset _start = time.GetUtcNow();

        public override long TimestampFrequency => time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => _start + ((time.GetUtcNow() - _start) * 0.99);

        public override long GetTimestamp() => time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => time.CreateTimer(callback, state, dueTime, period);
    }
}
