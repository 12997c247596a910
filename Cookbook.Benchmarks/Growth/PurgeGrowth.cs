using System.Diagnostics;
using Cookbook.Benchmarks.Reports;
using Cookbook.Caching;
using Cookbook.Caching.Inspection;
using Cookbook.Caching.Store;
using Cookbook.Caching.Tokens;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Benchmarks.Growth;

/// <summary>What a purge costs when more and more pages lie in both levels, and when more and more tags are purged at once.</summary>
internal sealed class PurgeGrowth(BenchmarkServers servers, IServiceProvider site, Notifications notifications, RedisCommands redis)
{
    private const int Times = 30;
    private const int Alone = 100;
    private const int AtOnce = 500;

    private readonly OutputCachePurge _purge = site.GetRequiredService<OutputCachePurge>();
    private readonly FirstLevel _first = site.GetRequiredService<FirstLevel>();
    private readonly TokenBook _book = site.GetRequiredService<TokenBook>();

    public static async Task<Table[]> RunAsync(BenchmarkServers servers, CancellationToken cancellationToken)
    {
        await using var site = new BenchmarkSite(
            servers, ("OutputCaching:FirstLevelBytes", "4000000000"), ("OutputCaching:RedisBudget", "00:00:30")).Start();
        await using var notifications = await Notifications.ListenAsync(servers.Postgres, cancellationToken);
        await using var redis = new RedisCommands(servers.Redis);
        var growth = new PurgeGrowth(servers, site.Services, notifications, redis);
        return [await growth.PagesAsync(cancellationToken), await growth.TagsAsync(cancellationToken)];
    }

    private async Task<Table> PagesAsync(CancellationToken cancellationToken)
    {
        var report = new Table(
            ("pages in both levels", "N0"), ("purge", null), ("ms, p50", "0.0"), ("most", "0.0"), ("rows", "0.##"), ("notifications", "0.##"),
            ("Redis commands", "0.##"), ("pages stale", "N0"));
        foreach (var pages in (int[])[1000, 10_000, 100_000])
        {
            Console.Error.WriteLine($"Purge: {pages:N0} pages");
            await FillAsync(pages, cancellationToken);
            await AddAsync($"one page's tag, {Alone} times", [.. Enumerable.Range(0, Alone).Select(number => (Func<Task>)(() => _purge.TagsAsync([$"recipe:{number}"], cancellationToken)))]);
            await AddAsync("the tag of all", [.. Enumerable.Repeat(() => _purge.TagsAsync(["recipes"], cancellationToken), Times)]);
            await FillAsync(pages, cancellationToken);
            await AddAsync("everything", [.. Enumerable.Repeat(() => _purge.EverythingAsync(cancellationToken), Times)]);
            await AddAsync("everything, and each page deleted too", [() => site.GetRequiredService<OutputCacheInspector>().DeleteEverythingAsync(cancellationToken)]);

            async Task AddAsync(string what, Func<Task>[] purges)
            {
                var cost = await MeasureAsync(purges, cancellationToken);
                report.Add(pages, what, cost.P50, cost.Most, cost.Rows, cost.Notifications, cost.RedisCommands, (object?)cost.Stale ?? "gone");
            }
        }

        return report;
    }

    private async Task<Table> TagsAsync(CancellationToken cancellationToken)
    {
        var report = new Table(
            ("tags in one purge", "N0"), ("ms, p50", "0.0"), ("most", "0.0"), ("rows", "0.##"), ("notifications", "0.##"), ("Redis commands", "0.##"));
        foreach (var tags in (int[])[1, 10, 100, 1000, 10_000, 100_000])
        {
            Console.Error.WriteLine($"Purge: {tags:N0} tags");
            var names = Enumerable.Range(0, tags).Select(number => $"recipe:{number}").ToArray();
            var cost = await MeasureAsync([.. Enumerable.Repeat(() => _purge.TagsAsync(names, cancellationToken), Times)], cancellationToken);
            report.Add(tags, cost.P50, cost.Most, cost.Rows, cost.Notifications, cost.RedisCommands);
        }

        return report;
    }

    /// <summary>Rows, notifications and commands are per purge. The rows are those that have another token after the first purge.</summary>
    private async Task<(double P50, double Most, double Rows, double Notifications, double RedisCommands, int? Stale)> MeasureAsync(
        Func<Task>[] purges, CancellationToken cancellationToken)
    {
        await notifications.CountAsync(cancellationToken);
        await using var db = servers.Open();
        var newest = await db.Database.SqlQuery<long>($"SELECT max(token) AS \"Value\" FROM cache_token").SingleAsync(cancellationToken);
        var commands = await redis.CountAsync();
        var start = Stopwatch.GetTimestamp();
        await purges[0]();
        var firstTook = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        var rows = await db.Database
            .SqlQuery<int>($"SELECT count(*)::int AS \"Value\" FROM cache_token WHERE token > {newest}")
            .SingleAsync(cancellationToken);
        var index = 1;
        var times = await Timed.MillisecondsAsync(purges.Length - 1, () => purges[index++]());
        times = times.Count == 0 ? [firstTook] : times;
        return (
            times[times.Count / 2],
            times[^1],
            rows,
            await notifications.CountAsync(cancellationToken) / (double)purges.Length,
            (await redis.CountAsync() - commands) / (double)purges.Length,
            Stale());
    }

    /// <summary>Of the pages in memory; null if there are none.</summary>
    private int? Stale()
    {
        var tokens = _book.Sure ?? throw new InvalidOperationException("The line to Postgres is lost.");
        var (stale, all) = (0, 0);
        foreach (var page in _first.Items.Select(item => item.Item).OfType<CachedPage>())
        {
            all++;
            stale += page.IsCurrentIn(tokens) ? 0 : 1;
        }

        return all == 0 ? null : stale;
    }

    private async Task FillAsync(int pages, CancellationToken cancellationToken)
    {
        var tokens = _book.Sure ?? throw new InvalidOperationException("The line to Postgres is lost.");
        var (shelf, second) = (site.GetRequiredService<PageShelf>(), site.GetRequiredService<SecondLevel>());
        foreach (var numbers in Enumerable.Range(0, pages).Chunk(AtOnce))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var stored = await Task.WhenAll(numbers.Select(number =>
            {
                var (key, page) = (SamplePages.KeyOf(number), SamplePages.Page(number, tokens, "recipes", $"recipe:{number}"));
                shelf.Keep(key, page);
                return second.KeepAsync(key.Text, page);
            }));
            if (stored.Contains(false))
            {
                throw new InvalidOperationException("Redis did not take a page.");
            }
        }
    }
}
