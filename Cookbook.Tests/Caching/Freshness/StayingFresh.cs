namespace Cookbook.Tests.Caching.Freshness;

/// <summary>Once a write is acknowledged, nobody sees what was before it.</summary>
public sealed class StayingFresh(TestServers servers)
{
    [Theory]
    [InlineData("/notes/1", "new")]
    [InlineData("/shelf", "new 0")]
    public async Task A_page_is_kept_until_what_it_shows_changes(string address, string after)
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes, servers.Redis);

        Assert.Equal("cookbook; fwd=uri-miss; stored", await site.StatusAsync(address));
        Assert.Matches("^cookbook; hit; ttl=8[0-9][0-9]; detail=l1$", await site.StatusAsync(address));

        await site.WriteAsync(1, "new");

        Assert.Equal(after, await site.ReadAsync(address));
        Assert.Equal(2, site.Gates.RendersOf(address));
        Assert.Matches("^cookbook; hit; ", await site.StatusAsync(address));
    }

    [Fact]
    public async Task A_write_to_something_else_leaves_a_page_alone()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes, servers.Redis);
        await site.ReadAsync("/notes/1");

        await site.WriteAsync(3, "new");

        Assert.Matches("^cookbook; hit; ", await site.StatusAsync("/notes/1"));
    }

    [Fact]
    public async Task Another_replica_follows()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var one = await NotesSite.StartAsync(notes, servers.Redis, prefix: "test-follow");
        await using var other = await NotesSite.StartAsync(notes, servers.Redis, prefix: "test-follow");
        Assert.Equal("0", await one.ReadAsync("/notes/1"));
        await Eventually.IsTrue("the other has the page", async () => (await other.StatusAsync("/notes/1")).Contains("hit", StringComparison.Ordinal));

        await one.WriteAsync(1, "new");

        await Eventually.IsTrue("the other shows the new text", async () => await other.ReadAsync("/notes/1") == "new", seconds: 2);
    }

    /// <summary>Its memory is its own, and it cannot be told.</summary>
    [Fact]
    public async Task Another_replica_with_the_stock_cache_does_not_follow()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var one = await NotesSite.StartAsync(notes, stock: true);
        await using var other = await NotesSite.StartAsync(notes, stock: true);
        await other.ReadAsync("/notes/1");

        await one.WriteAsync(1, "new");

        Assert.Equal("new", await one.ReadAsync("/notes/1"));
        Assert.Equal("0", await other.ReadAsync("/notes/1"));
    }

    [Theory]
    [InlineData("/notes/1", "0")]
    [InlineData("/shelf", "0 0")]
    public async Task Without_the_triggers_a_page_would_not_show_what_has_changed(string address, string before)
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes, servers.Redis);
        await notes.ExecuteAsync("ALTER TABLE note DISABLE TRIGGER USER");
        await site.ReadAsync(address);

        await site.WriteAsync(1, "new");

        Assert.Equal(before, await site.ReadAsync(address));
    }
}
