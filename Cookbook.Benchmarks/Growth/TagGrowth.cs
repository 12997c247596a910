using Cookbook.Benchmarks.Reports;
using Cookbook.Caching.Store;
using Cookbook.Caching.Tokens;

namespace Cookbook.Benchmarks.Growth;

/// <summary>What more and more tags on each page cost: the first look at a page after any write anywhere, and every other look.</summary>
internal static class TagGrowth
{
    private const int Pages = 1000;
    private const int Rounds = 201;

    public static Table Run(CancellationToken cancellationToken)
    {
        var report = new Table(("tags on a page", "0"), ("a look, ns", "0.0"), ("the first look after a write, ns", "0"), ("ratio", "0.0"), ("bytes in Redis", "N0"));
        Measure(tags: 1);
        double? least = null;
        foreach (var tags in (int[])[1, 3, 10, 30, 100])
        {
            cancellationToken.ThrowIfCancellationRequested();
            Console.Error.WriteLine($"Tags: {tags} on a page");
            var (same, after, bytes) = Measure(tags);
            least ??= after;
            report.Add(tags, same, after, after / least.Value, bytes);
        }

        return report;
    }

    private static (double Same, double After, int Bytes) Measure(int tags)
    {
        var pages = Enumerable.Range(0, Pages)
            .Select(number => SamplePages.Page(number, SamplePages.Tokens, [.. Enumerable.Range(number, tags).Select(food => $"food:{food}")]))
            .ToArray();

        // A page remembers under which version it was current: with another version each time, it has to look.
        var versions = new Queue<TokenSnapshot>(Enumerable.Range(2, Rounds + 1).Select(SamplePages.TokensAt));
        var after = Timed.Nanoseconds(Pages, Rounds, () => Look(pages, versions.Dequeue()));
        var same = Timed.Nanoseconds(Pages, Rounds, () => Look(pages, SamplePages.Tokens));
        return (same, after, Envelope.Write(SamplePages.PathOf(0), pages[0], TimeProvider.System).Length);
    }

    private static void Look(CachedPage[] pages, TokenSnapshot tokens)
    {
        foreach (var page in pages)
        {
            if (!page.IsCurrentIn(tokens))
            {
                throw new InvalidOperationException("A page is stale that nobody has changed.");
            }
        }
    }
}
