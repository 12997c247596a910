using System.Runtime.CompilerServices;
using Cookbook.Caching.Inspection;
using Cookbook.Caching.Schema;
using Cookbook.Caching.Store;
using Cookbook.Caching.Telemetry;
using Cookbook.Caching.Tokens;

namespace Cookbook.Tests.Caching.Inspection;

/// <summary>What watches requests keeps hundreds of reports, of pages that have long gone.</summary>
public sealed class KeepingReports
{
    [Fact]
    public void A_report_that_is_kept_keeps_neither_the_page_nor_the_tokens_of_other_pages()
    {
        var report = new CacheReport();
        var (page, tokens) = Conclude(report);

        GC.Collect();

        Assert.False(page.IsAlive, "The page, with its bytes, is still there.");
        Assert.False(tokens.IsAlive, "All tokens are still there.");
        Assert.Equal("/shelf", report.Entry!.Key.Address);
        Assert.Equal([("shelf", true), (CacheTag.Everything, false)], report.Entry.Tags.Select(tag => (tag.Name, tag.IsCurrent!.Value)));
        Assert.True(report.Entry.InMemory);
        Assert.Equal(1, report.Entry.Hits);
        Assert.Equal(9, Assert.Single(report.Entry.Bodies).Bytes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference Page, WeakReference Tokens) Conclude(CacheReport report)
    {
        var shelf = TagSlots.Of("shelf");
        var tokens = TokenSnapshot.Of([new SlotToken(TokenSchema.All, 2), new SlotToken(shelf, 7)], version: 1);
        var page = new CachedPage
        {
            Status = 200,
            Headers = [],
            Vary = "Accept-Encoding",
            Bodies = [new PageBody(ContentCoding.Identity, new byte[9], "\"1\"")],
            Stamps = Stamps.Of([new SlotToken(TokenSchema.All, 1), new SlotToken(shelf, 7)]),
            Tags = ["shelf"],
            Policy = "Shelf",
            Route = null,
            Lifetime = new Lifetime(TimeProvider.System.GetTimestamp(), TimeSpan.FromMinutes(15), TimeSpan.Zero, TimeSpan.Zero),
            RenderTime = TimeSpan.FromMilliseconds(5),
        };
        page.CountHit();
        report.Conclude(CacheAnswer.Hit("l1", page.Policy, 900, page.RenderTime), "/shelf", page, inMemory: true, tokens, TimeProvider.System);
        return (new WeakReference(page), new WeakReference(tokens));
    }
}
