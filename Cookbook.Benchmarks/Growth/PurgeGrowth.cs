using System.Diagnostics;
using System.Globalization;
using System.Text;
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

    public static async Task<string> RunAsync(BenchmarkServers servers, CancellationToken cancellationToken)
    {
        await using var site = new BenchmarkSite(
            servers, ("OutputCaching:FirstLevelBytes", "4000000000"), ("OutputCaching:RedisBudget", "00:00:30")).Start();
        await using var notifications = await Notifications.ListenAsync(servers.Postgres, cancellationToken);
        await using var redis = new RedisCommands(servers.Redis);
        var growth = new PurgeGrowth(servers, site.Services, notifications, redis);
        return $"{await growth.PagesAsync(cancellationToken)}\n{await growth.TagsAsync(cancellationToken)}";
    }

    private async Task<string> PagesAsync(CancellationToken cancellationToken)
    {
        var report = new StringBuilder(
            """
            | pages in both levels | purge | ms, p50 | most | rows | notifications | Redis commands | pages stale |
            |---:|---|---:|---:|---:|---:|---:|---:|

            """);
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
                report.AppendLine(CultureInfo.InvariantCulture,
                    $"| {pages:N0} | {what} | {cost.P50:0.0} | {cost.Most:0.0} | {cost.Rows:0.##} | {cost.Notifications:0.##} | {cost.RedisCommands:0.##} | {cost.Stale} |");
            }
        }

        return report.ToString();
    }

    private async Task<string> TagsAsync(CancellationToken cancellationToken)
    {
        var report = new StringBuilder(
            """
            | tags in one purge | ms, p50 | most | rows | notifications | Redis commands |
            |---:|---:|---:|---:|---:|---:|

            """);
        foreach (var tags in (int[])[1, 10, 100, 1000, 10_000, 100_000])
        {
            Console.Error.WriteLine($"Purge: {tags:N0} tags");
            var names = Enumerable.Range(0, tags).Select(number => $"recipe:{number}").ToArray();
            var cost = await MeasureAsync([.. Enumerable.Repeat(() => _purge.TagsAsync(names, cancellationToken), Times)], cancellationToken);
            report.AppendLine(CultureInfo.InvariantCulture,
                $"| {tags:N0} | {cost.P50:0.0} | {cost.Most:0.0} | {cost.Rows:0.##} | {cost.Notifications:0.##} | {cost.RedisCommands:0.##} |");
        }

        return report.ToString();
    }

    /// <summary>Rows, notifications and commands are per purge. The rows are those that have another token after the first purge.</summary>
    private async Task<(double P50, double Most, double Rows, double Notifications, double RedisCommands, string Stale)> MeasureAsync(
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
        var times = await Measured.MillisecondsAsync(purges.Length - 1, () => purges[index++]());
        times = times.Count == 0 ? [firstTook] : times;
        return (
            times[times.Count / 2],
            times[^1],
            rows,
            await notifications.CountAsync(cancellationToken) / (double)purges.Length,
            (await redis.CountAsync() - commands) / (double)purges.Length,
            Stale());
    }

    private string Stale()
    {
        var tokens = _book.Sure ?? throw new InvalidOperationException("The line to Postgres is lost.");
        var (stale, all) = (0, 0);
        foreach (var page in _first.Items.Select(item => item.Item).OfType<CachedPage>())
        {
            all++;
            stale += page.IsCurrentIn(tokens) ? 0 : 1;
        }

        return all == 0 ? "gone" : string.Create(CultureInfo.InvariantCulture, $"{stale:N0}");
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
