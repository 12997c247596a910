using Cookbook.Caching.Inspection;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace Cookbook.Tests.Caching.Inspection;

/// <summary>One page, or all, by hand; on two replicas.</summary>
public sealed class MakingOnePageStale(TestServers servers)
{
    [Fact]
    public async Task It_is_rendered_anew_on_every_replica_and_no_other_page_is()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var first = await NotesSite.StartAsync(notes, servers.Redis, prefix: "one-stale");
        await using var second = await NotesSite.StartAsync(notes, servers.Redis, prefix: "one-stale");
        await WarmAsync(first, second);

        await first.Services.GetRequiredService<OutputCacheInspector>().MakeStaleAsync("/notes/1", TestContext.Current.CancellationToken);

        Assert.Contains("fwd=stale", await first.StatusAsync("/notes/1"), StringComparison.Ordinal);
        await Eventually.IsTrue("the other replica has heard of it", () => Task.FromResult(IsCurrent(second, "/notes/1") == false));
        Assert.DoesNotContain("detail=l1", await second.StatusAsync("/notes/1"), StringComparison.Ordinal);
        Assert.All((NotesSite[])[first, second], site => Assert.True(IsCurrent(site, "/notes/2")));
    }

    [Fact]
    public async Task A_deleted_page_is_gone_from_memory_and_from_Redis_and_stale_elsewhere()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var first = await NotesSite.StartAsync(notes, servers.Redis, prefix: "one-deleted");
        await using var second = await NotesSite.StartAsync(notes, servers.Redis, prefix: "one-deleted");
        await WarmAsync(first, second);
        var inspector = first.Services.GetRequiredService<OutputCacheInspector>();

        await inspector.DeleteAsync("/notes/1", TestContext.Current.CancellationToken);

        Assert.Null(await inspector.FindAsync("/notes/1", TestContext.Current.CancellationToken));
        Assert.NotNull(await inspector.FindAsync("/notes/2", TestContext.Current.CancellationToken));
        await Eventually.IsTrue("the other replica has heard of it", () => Task.FromResult(IsCurrent(second, "/notes/1") == false));
        Assert.Contains("fwd=uri-miss", await first.StatusAsync("/notes/1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_is_deleted_but_what_others_keep_in_the_same_Redis()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes, servers.Redis);
        await using var other = await NotesSite.StartAsync(notes, servers.Redis);
        await Task.WhenAll(Enumerable.Range(1, 30).Select(id => site.ReadAsync($"/notes/{id}")));
        await other.ReadAsync("/notes/1");
        var (inspector, others) = (site.Services.GetRequiredService<OutputCacheInspector>(), other.Services.GetRequiredService<OutputCacheInspector>());
        await Eventually.IsTrue("the pages are shared", async () => await CountAsync(inspector) == 30 && await CountAsync(others) == 1);
        await using var redis = await ConnectionMultiplexer.ConnectAsync(servers.Redis);
        await redis.GetDatabase().StringSetAsync($"not-a-page-{inspector.State.Prefix}", "kept", TimeSpan.FromMinutes(5));

        Assert.Equal(30, await inspector.DeleteEverythingAsync(TestContext.Current.CancellationToken));

        Assert.Equal((0, 1), (await CountAsync(inspector), await CountAsync(others)));
        Assert.Equal((0, 0), (inspector.State.MemoryEntries, inspector.State.MemoryBytes));
        Assert.Equal("kept", await redis.GetDatabase().StringGetAsync($"not-a-page-{inspector.State.Prefix}"));
        Assert.Contains("fwd=uri-miss", await site.StatusAsync("/notes/1"), StringComparison.Ordinal);
        Assert.Contains("hit", await site.StatusAsync("/notes/1"), StringComparison.Ordinal);
    }

    private static async Task WarmAsync(params NotesSite[] sites)
    {
        foreach (var (site, address) in sites.SelectMany(site => ((string[])["/notes/1", "/notes/2"]).Select(address => (site, address))))
        {
            await Eventually.IsTrue("the page is in memory", async () => (await site.StatusAsync(address)).Contains("detail=l1", StringComparison.Ordinal));
        }
    }

    private static async Task<int> CountAsync(OutputCacheInspector inspector) =>
        (await inspector.SharedAsync(null, null, 1_000, TestContext.Current.CancellationToken)).Entries.Count;

    private static bool? IsCurrent(NotesSite site, string address) =>
        site.Services.GetRequiredService<OutputCacheInspector>().InMemory(address, null, 1).Entries[0].IsCurrent;
}
