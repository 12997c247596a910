using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Cookbook.Benchmarks;

/// <summary>What coherence costs a writer, how soon the others know, and what is felt while Redis is away.</summary>
internal static class WriteBenchmark
{
    private const string Page = "/recipes/dal-tadka";

    public static async Task<string> RunAsync(BenchmarkServers servers, int times, CancellationToken cancellationToken)
    {
        Console.Error.WriteLine("Writes");
        await using var replica = new BenchmarkSite(servers).Start();
        using var client = new HttpClient { BaseAddress = replica.Address };
        await using var db = servers.Open();

        var report = new StringBuilder("| milliseconds | p50 | p99 | most |\n|---|---:|---:|---:|\n");
        var seen = new List<double>();
        var writes = await MeasureAsync(times, async i =>
        {
            await client.GetStringAsync(Page, cancellationToken);
            var clock = Stopwatch.StartNew();
            await RenameAsync(db, $"Dal {i}", cancellationToken);
            var written = clock.Elapsed;
            while (!(await client.GetStringAsync(Page, cancellationToken)).Contains($"Dal {i}", StringComparison.Ordinal))
            {
            }

            seen.Add((clock.Elapsed - written).TotalMilliseconds);
            return written;
        });
        Add(report, "one recipe changed", writes);
        await db.Database.ExecuteSqlRawAsync("ALTER TABLE recipe DISABLE TRIGGER USER", cancellationToken);
        Add(report, "the same without triggers", await MeasureAsync(times, i => TimeAsync(() => RenameAsync(db, $"Dal {i}", cancellationToken))));
        await db.Database.ExecuteSqlRawAsync("ALTER TABLE recipe ENABLE TRIGGER USER", cancellationToken);
        Add(report, "from the commit until another process serves the new page", seen);

        Add(report, "all of 50 at once on a page that has become stale", await MeasureAsync(Math.Min(times, 50), async i =>
        {
            await RenameAsync(db, $"Dal {times + i}", cancellationToken);
            return await TimeAsync(() => Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.GetStringAsync(Page, cancellationToken))));
        }));

        await using var alone = new BenchmarkSite(servers, "Development", ("ConnectionStrings:cache", NowhereToConnect())).Start();
        using var lonely = new HttpClient { BaseAddress = alone.Address };
        Add(report, "the first page, Redis refused", [await RunAsync(() => lonely.GetStringAsync(Page, cancellationToken))]);
        Add(report, "a page rendered, Redis refused", await MeasureAsync(times, async _ =>
        {
            await FlushAsync(lonely, cancellationToken);
            return await TimeAsync(() => lonely.GetStringAsync(Page, cancellationToken));
        }));
        Add(report, "the cache emptied, Redis refused", await MeasureAsync(times, _ => TimeAsync(() => FlushAsync(lonely, cancellationToken))));
        return report.ToString();
    }

    private static Task<int> RenameAsync(DbContext db, string name, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"UPDATE recipe SET name = {name} WHERE slug = 'dal-tadka'", cancellationToken);

    private static async Task FlushAsync(HttpClient client, CancellationToken cancellationToken)
    {
        using var response = await client.PostAsync("/admin/cache/flush", null, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private static async Task<List<double>> MeasureAsync(int times, Func<int, Task<TimeSpan>> measure)
    {
        var all = new List<double>();
        for (var i = 0; i < times; i++)
        {
            all.Add((await measure(i)).TotalMilliseconds);
        }

        return all;
    }

    private static async Task<double> RunAsync(Func<Task> run) => (await TimeAsync(run)).TotalMilliseconds;

    private static async Task<TimeSpan> TimeAsync(Func<Task> run)
    {
        var clock = Stopwatch.StartNew();
        await run();
        return clock.Elapsed;
    }

    private static void Add(StringBuilder report, string what, List<double> times)
    {
        times.Sort();
        report.AppendLine(CultureInfo.InvariantCulture,
            $"| {what} | {times[times.Count / 2]:0.0} | {times[(int)(times.Count * 0.99)]:0.0} | {times[^1]:0.0} |");
    }

    /// <summary>A port that nobody listens on.</summary>
    private static string NowhereToConnect()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).ToString();
    }
}
