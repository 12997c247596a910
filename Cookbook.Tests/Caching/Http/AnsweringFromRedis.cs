using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Caching.Http;

/// <summary>A page in Redis needs the rest of the middleware as little as one in memory, where its address has had one before.</summary>
public sealed class AnsweringFromRedis(TestServers servers)
{
    [Theory]
    [InlineData("/notes/1")]
    [InlineData("/shelf")]
    public async Task An_address_that_is_known_to_have_a_page_is_answered_before_the_rest_of_the_middleware(string address)
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        var passed = 0;
        await using var site = await StartAsync(notes, $"test-{Guid.NewGuid():N}", () => passed++);
        await site.ReadAsync(address);
        await Eventually.IsTrue("it is stored", async () => (await site.StatusAsync(address)).Contains("detail=l2", StringComparison.Ordinal));
        var before = passed;

        Assert.Contains("detail=l2", await site.StatusAsync(address), StringComparison.Ordinal);
        Assert.Equal(before, passed);

        await site.WriteAsync(1, "new");
        before = passed;
        Assert.StartsWith("new", await site.ReadAsync(address), StringComparison.Ordinal);
        Assert.True(passed > before, "It was rendered.");
    }

    [Fact]
    public async Task An_address_that_nobody_has_asked_this_process_for_goes_the_whole_way_once()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        var (prefix, passed) = ($"test-{Guid.NewGuid():N}", 0);
        await using var one = await StartAsync(notes, prefix, () => { });
        await using var other = await StartAsync(notes, prefix, () => passed++);
        await one.ReadAsync("/notes/1");
        await Eventually.IsTrue("it is stored", async () => (await one.StatusAsync("/notes/1")).Contains("detail=l2", StringComparison.Ordinal));

        Assert.Contains("detail=l2", await other.StatusAsync("/notes/1"), StringComparison.Ordinal);
        Assert.Contains("detail=l2", await other.StatusAsync("/notes/1"), StringComparison.Ordinal);

        Assert.Equal(1, passed);
    }

    [Fact]
    public async Task Whoever_may_be_known_goes_the_whole_way()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        var passed = 0;
        await using var site = await StartAsync(notes, $"test-{Guid.NewGuid():N}", () => passed++);
        await site.ReadAsync("/notes/1");
        await Eventually.IsTrue("it is stored", async () => (await site.StatusAsync("/notes/1")).Contains("detail=l2", StringComparison.Ordinal));
        var before = passed;

        Assert.Contains("fwd=bypass", await site.StatusAsync("/notes/1", ("Authorization", "Bearer of-somebody")), StringComparison.Ordinal);
        Assert.Contains("fwd=bypass", await site.StatusAsync("/notes/1", ("Cookie", "session=of-somebody")), StringComparison.Ordinal);

        Assert.Equal(before + 2, passed);
    }

    [Fact]
    public async Task Another_page_of_the_same_path_is_told_apart()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(
            notes,
            servers.Redis,
            map: app => app.MapGet("/search", (string q) => $"found {q}").CacheOutput(page => page.SetVaryByQuery("q").SetVaryByHost(false).Coherent()),
            settings: ("OutputCaching:FirstLevelBytes", "0"));
        foreach (var query in (string[])["one", "two"])
        {
            await site.ReadAsync($"/search?q={query}");
            await Eventually.IsTrue("it is stored", async () => (await site.StatusAsync($"/search?q={query}")).Contains("detail=l2", StringComparison.Ordinal));
        }

        Assert.Equal("found one", await site.ReadAsync("/search?q=one"));
        Assert.Equal("found two", await site.ReadAsync("/search?q=two"));
        Assert.Equal("found three", await site.ReadAsync("/search?q=three"));
    }

    /// <summary>Without a first level, so that it is always Redis.</summary>
    private Task<NotesSite> StartAsync(NotesDatabase notes, string prefix, Action pass) => NotesSite.StartAsync(
        notes,
        servers.Redis,
        prefix: prefix,
        between: app => app.Use((_, next) =>
        {
            pass();
            return next();
        }),
        settings: ("OutputCaching:FirstLevelBytes", "0"));
}
