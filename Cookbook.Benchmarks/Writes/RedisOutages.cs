using System.Diagnostics;

namespace Cookbook.Benchmarks.Writes;

/// <summary>
/// What a visitor feels of Redis going away, of a site in production that has nothing but Redis (the first level is off): over a line that is
/// cut, or falls silent, in the middle of its work.
/// </summary>
internal sealed class RedisOutages(HttpClient client, string page, Timings timings, TimeSpan time)
{
    public const string Normal = "second-level hit";
    public const string FirstRefused = "the first request when Redis refuses";
    public const string Refused = "the others while Redis refuses";
    public const string FirstHung = "the first request when Redis hangs";
    public const string Hung = "the others while Redis hangs";

    private const string Hit = "detail=l2";

    /// <param name="servers">Postgres and Redis.</param>
    /// <param name="page">Asked for.</param>
    /// <param name="timings">Gets the five rows.</param>
    /// <param name="time">For each: long enough that Redis is tried again in it (OutputCaching:RedisPause, 2 s).</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task MeasureAsync(BenchmarkServers servers, string page, Timings timings, TimeSpan time, CancellationToken cancellationToken)
    {
        await using var line = Line.ToRedis(servers.Redis);
        await using var site = new BenchmarkSite(servers, ("ConnectionStrings:cache", line.ConnectionString), ("OutputCaching:FirstLevelBytes", "0")).Start();
        using var client = new HttpClient { BaseAddress = site.Address };
        var outages = new RedisOutages(client, page, timings, time);

        await outages.HitAsync(cancellationToken);
        await outages.AskAsync(Normal, isHit: true, cancellationToken);

        await line.CutAsync();
        await outages.AskOnceAsync(FirstRefused, cancellationToken);
        await outages.AskAsync(Refused, isHit: false, cancellationToken);

        line.Mend();
        await outages.HitAsync(cancellationToken);
        line.Hold();
        await outages.AskOnceAsync(FirstHung, cancellationToken);
        await outages.AskAsync(Hung, isHit: false, cancellationToken);
        line.Mend();
    }

    /// <summary>Until Redis is there, and has the page.</summary>
    private async Task HitAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        while (!await GetAsync(deadline.Token))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), deadline.Token);
        }
    }

    private async Task AskOnceAsync(string what, CancellationToken cancellationToken) =>
        timings.Add(what, await Timings.OfAsync(() => GetAsync(cancellationToken)));

    private async Task AskAsync(string what, bool isHit, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        var times = new List<double>();
        while (Stopwatch.GetElapsedTime(begun) < time)
        {
            times.Add(await Timings.OfAsync(async () =>
            {
                if (await GetAsync(cancellationToken) != isHit)
                {
                    throw new InvalidOperationException($"{what}: {page} has come {(isHit ? "from elsewhere than" : "from")} Redis.");
                }
            }));
        }

        timings.Add(what, times);
    }

    /// <summary>Whether the page has come from Redis.</summary>
    private async Task<bool> GetAsync(CancellationToken cancellationToken)
    {
        using var response = await client.GetAsync(page, cancellationToken);
        response.EnsureSuccessStatusCode();
        return response.Headers.GetValues("Cache-Status").Any(status => status.Contains(Hit, StringComparison.Ordinal));
    }
}
