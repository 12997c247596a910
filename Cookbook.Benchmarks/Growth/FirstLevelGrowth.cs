using System.Diagnostics;
using Cookbook.Benchmarks.Reports;
using Cookbook.Caching.Store;
using Microsoft.AspNetCore.Http;

namespace Cookbook.Benchmarks.Growth;

/// <summary>The first level with more and more pages: a hit, what a page weighs, and making room for another.</summary>
internal static class FirstLevelGrowth
{
    private const int Looks = 1_000_000;
    private const int Rounds = 5;
    private const int Newcomers = 10_000;

    public static Table Run(CancellationToken cancellationToken)
    {
        var report = new Table(
            ("pages in the first level", "N0"), ("a hit, ns", "0"), ("ratio", "0.0"), ("bytes a page, counted", "N0"), ("on the heap", "N0"),
            ("another page that puts one out, µs", "0.00"), ("its ratio", "0.0"), ("all were looked at: the first one to go, ms", "0.000"));
        Measure(pages: 1000);
        (double Hit, double Keep)? least = null;
        foreach (var pages in (int[])[1000, 10_000, 100_000, 1_000_000])
        {
            cancellationToken.ThrowIfCancellationRequested();
            Console.Error.WriteLine($"First level: {pages:N0} pages");
            var measured = Measure(pages);
            least ??= (measured.Hit, measured.Keep);
            report.Add(
                pages, measured.Hit, measured.Hit / least.Value.Hit, measured.Counted, measured.Heap, measured.Keep / 1000, measured.Keep / least.Value.Keep, measured.Sweep);
        }

        return report;
    }

    private static (double Hit, double Counted, double Heap, double Keep, double Sweep) Measure(int pages)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var first = Fill(pages, capacity: long.MaxValue);
        var heap = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)pages;

        var paths = new string[pages];
        for (var number = 0; number < pages; number++)
        {
            // As of a request: not the instance that the key is.
            paths[number] = SamplePages.PathOf(number);
        }

        Random.Shared.Shuffle(paths);
        var counted = first.Bytes / (double)pages;
        var hit = Timed.Nanoseconds(Looks, Rounds, () => Look(new PageShelf(first), paths));

        // Full to the last page, and none was looked at: the next to go is at hand.
        var full = Fill(pages, first.Bytes);
        var newcomers = Enumerable.Range(pages, Newcomers).Select(number => (Key: SamplePages.KeyOf(number), Page: SamplePages.Page(number, SamplePages.Tokens, "recipes"))).ToArray();
        var start = Stopwatch.GetTimestamp();
        foreach (var (key, page) in newcomers)
        {
            full.Keep(key.Text, page, page.Size);
        }

        var keep = Stopwatch.GetElapsedTime(start).TotalNanoseconds / Newcomers;

        // All were looked at: the hand goes round once before it takes one.
        full = Fill(pages, first.Bytes);
        var sweeps = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var path in paths)
            {
                full.Find(path);
            }

            var (key, page) = newcomers[round];
            start = Stopwatch.GetTimestamp();
            full.Keep(key.Text, page, page.Size);
            sweeps.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        GC.KeepAlive(first);
        return (hit, counted, heap, keep, sweeps.Median());
    }

    /// <summary>What the outer middleware asks of a page before it serves it.</summary>
    private static void Look(PageShelf shelf, string[] paths)
    {
        var request = new DefaultHttpContext().Request;
        for (var look = 0; look < Looks; look++)
        {
            if (shelf.Find(paths[look % paths.Length], request) is not { } page
                || !page.IsCurrentIn(SamplePages.Tokens)
                || !page.Lifetime.IsFresh(TimeProvider.System))
            {
                throw new InvalidOperationException("A page that was kept was not found.");
            }
        }
    }

    private static FirstLevel Fill(int pages, long capacity)
    {
        var first = new FirstLevel(capacity);
        var shelf = new PageShelf(first);
        for (var number = 0; number < pages; number++)
        {
            shelf.Keep(SamplePages.KeyOf(number), SamplePages.Page(number, SamplePages.Tokens, "recipes"));
        }

        return first;
    }
}
