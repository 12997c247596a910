using Cookbook.Benchmarks.Reports;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Benchmarks.Writes;

/// <summary>What coherence costs a writer, how soon the others know, and what is felt while Redis is away.</summary>
internal static class WriteBenchmark
{
    private const string Page = "/recipes/dal-tadka";
    private const string Burst = "all of 50 at once on a page that has become stale";
    private const string Emptied = "the cache emptied, Redis refused";

    /// <returns>What was measured, and what of it was to be reached.</returns>
    public static async Task<IReadOnlyList<Table>> RunAsync(BenchmarkServers servers, bool isQuick, CancellationToken cancellationToken)
    {
        var (times, timings) = (isQuick ? 50 : 300, new Timings());
        await Console.Error.WriteLineAsync("Writes");
        await WriteAsync(servers, times, timings, cancellationToken);
        await Console.Error.WriteLineAsync("Redis refuses, Redis hangs");
        await RedisOutages.MeasureAsync(servers, Page, timings, TimeSpan.FromSeconds(isQuick ? 3 : 10), cancellationToken);
        await WithoutRedisAsync(servers, times, timings, cancellationToken);
        return [timings.ToTable(), Targets(timings)];
    }

    private static async Task WriteAsync(BenchmarkServers servers, int times, Timings timings, CancellationToken cancellationToken)
    {
        await using var replica = new BenchmarkSite(servers).Start();
        using var client = new HttpClient { BaseAddress = replica.Address };
        await using var db = servers.Open();

        var seen = new List<double>();
        var changed = await RepeatAsync(times, async i =>
        {
            await client.GetStringAsync(Page, cancellationToken);
            var written = await Timings.OfAsync(() => RenameAsync(db, $"Dal {i}", cancellationToken));
            seen.Add(await Timings.OfAsync(async () =>
            {
                while (!(await client.GetStringAsync(Page, cancellationToken)).Contains($"Dal {i}", StringComparison.Ordinal))
                {
                }
            }));
            return written;
        });
        timings.Add("one recipe changed", changed);
        await db.Database.ExecuteSqlRawAsync("ALTER TABLE recipe DISABLE TRIGGER USER", cancellationToken);
        timings.Add("the same without triggers", await RepeatAsync(times, i => Timings.OfAsync(() => RenameAsync(db, $"Dal {i}", cancellationToken))));
        await db.Database.ExecuteSqlRawAsync("ALTER TABLE recipe ENABLE TRIGGER USER", cancellationToken);
        timings.Add("from the commit until another process serves the new page", seen);

        timings.Add(Burst, await RepeatAsync(Math.Min(times, 50), async i =>
        {
            await RenameAsync(db, $"Dal {times + i}", cancellationToken);
            return await Timings.OfAsync(() => Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.GetStringAsync(Page, cancellationToken))));
        }));
    }

    /// <summary>In Development, where the address that empties the cache is; without the toolbar, which is not in production.</summary>
    private static async Task WithoutRedisAsync(BenchmarkServers servers, int times, Timings timings, CancellationToken cancellationToken)
    {
        await using var site = new BenchmarkSite(
            servers, "Development", ("ConnectionStrings:cache", $"127.0.0.1:{FreePort.Find()}"), ("Toolbar:Enabled", "false")).Start();
        using var client = new HttpClient { BaseAddress = site.Address };
        timings.Add("the first page of a process, compilation included, Redis refused", await Timings.OfAsync(() => client.GetStringAsync(Page, cancellationToken)));
        timings.Add("a page rendered, Redis refused", await RepeatAsync(times, async _ =>
        {
            await FlushAsync(client, cancellationToken);
            return await Timings.OfAsync(() => client.GetStringAsync(Page, cancellationToken));
        }));
        timings.Add(Emptied, await RepeatAsync(times, _ => Timings.OfAsync(() => FlushAsync(client, cancellationToken))));
    }

    private static Table Targets(Timings timings)
    {
        var table = new Table(("milliseconds", null), ("measured", "0.0"), ("target", ""), ("reached", null));
        Add("first request when Redis refuses", timings.Percentile(RedisOutages.FirstRefused, 100), 150);
        Add("p50 of the others, above that of a hit", Above(RedisOutages.Refused, 50), 5);
        Add("p99 of the others, above that of a hit", Above(RedisOutages.Refused, 99), 5);
        Add("first request when Redis hangs", timings.Percentile(RedisOutages.FirstHung, 100), 150);
        Add("p50 of the others then, above that of a hit", Above(RedisOutages.Hung, 50), 5);
        Add("p99 of the others then, above that of a hit", Above(RedisOutages.Hung, 99), 5);
        Add("the cache emptied, Redis refused, p99", timings.Percentile(Emptied, 99), 20);
        Add("the last of 50 on a stale page, p99", timings.Percentile(Burst, 99), 25);
        return table;

        double Above(string what, double percent) => timings.Percentile(what, percent) - timings.Percentile(RedisOutages.Normal, percent);

        void Add(string what, double measured, double target) =>
            table.Add(what, measured, FormattableString.Invariant($"at most {target}"), measured <= target ? "yes" : "no");
    }

    private static Task<int> RenameAsync(DbContext db, string name, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"UPDATE recipe SET name = {name} WHERE slug = 'dal-tadka'", cancellationToken);

    private static async Task FlushAsync(HttpClient client, CancellationToken cancellationToken)
    {
        using var response = await client.PostAsync("/admin/cache/flush", null, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private static async Task<List<double>> RepeatAsync(int times, Func<int, Task<double>> measure)
    {
        var all = new List<double>(times);
        for (var i = 0; i < times; i++)
        {
            all.Add(await measure(i));
        }

        return all;
    }
}
