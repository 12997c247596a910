using System.Net.Sockets;
using System.Text;
using Cookbook.Caching.Inspection;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace Cookbook.Tests.Caching.Inspection;

/// <summary>What lies in the cache, and where.</summary>
public sealed class LookingIntoTheCache(TestServers servers)
{
    [Fact]
    public async Task A_page_is_listed_in_memory_and_in_Redis_with_all_that_is_known_of_it()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes, servers.Redis);
        await site.ReadAsync("/shelf");
        await site.ReadAsync("/shelf");
        var inspector = site.Services.GetRequiredService<OutputCacheInspector>();
        await Eventually.IsTrue("the page is shared", async () => (await SharedAsync(inspector)).Count == 1);

        foreach (var entry in (CacheEntry[])[Assert.Single(inspector.InMemory(null, null, 10).Entries), Assert.Single(await SharedAsync(inspector))])
        {
            Assert.Equal("/shelf", entry.Key.Address);
            Assert.Equal(200, entry.Status);
            Assert.Equal("/shelf", entry.Route);
            Assert.InRange(entry.FreshFor, TimeSpan.FromMinutes(13), TimeSpan.FromMinutes(15));
            Assert.InRange(entry.KeptFor, TimeSpan.FromHours(24), TimeSpan.FromHours(25));
            Assert.Equal(["note:1", "note:2", "shelf", "page:/shelf", CacheTag.Everything], entry.Tags.Select(tag => tag.Name));
            Assert.All(entry.Tags, tag => Assert.Equal(tag.Stamp, tag.Token));
            Assert.True(entry.IsCurrent);
            Assert.Equal(("identity", 3), (Assert.Single(entry.Bodies).Coding, entry.Bodies[0].Bytes));
            Assert.True(entry.InMemory);
            Assert.Equal(1, entry.Hits);
        }

        Assert.True((await SharedAsync(inspector))[0].InRedis);
    }

    [Fact]
    public async Task What_has_changed_since_is_named()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes);
        await site.ReadAsync("/shelf");

        await site.WriteAsync(2, "new");

        var entry = Assert.Single(site.Services.GetRequiredService<OutputCacheInspector>().InMemory(null, null, 10).Entries);
        Assert.False(entry.IsCurrent);
        Assert.Equal(["note:2"], entry.Tags.Where(tag => tag.IsCurrent == false).Select(tag => tag.Name));
    }

    /// <summary>What StackExchange.Redis hands out when the connection breaks is what its pipe or its socket threw, as it is.</summary>
    [Theory]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(ObjectDisposedException))]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(SocketException))]
    [InlineData(typeof(RedisTimeoutException))]
    [InlineData(typeof(OperationCanceledException))]
    public async Task A_connection_that_breaks_in_the_middle_of_an_answer_is_a_Redis_that_does_not_answer(Type failure)
    {
        var thrown = failure == typeof(RedisTimeoutException) ? new RedisTimeoutException("late", CommandStatus.Sent)
            : failure == typeof(ObjectDisposedException) ? new ObjectDisposedException("pipe")
            : (Exception)Activator.CreateInstance(failure)!;
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var redis = await ConnectionMultiplexer.ConnectAsync(servers.Redis);
        await using var site = await NotesSite.StartAsync(
            notes, configure: services => services.AddSingleton(Intercepted.Around(redis, (_, _, _) => throw thrown)));
        var inspector = site.Services.GetRequiredService<OutputCacheInspector>();

        Assert.Null(await inspector.FindAsync("/shelf", TestContext.Current.CancellationToken));
        var refusal = await Assert.ThrowsAsync<CacheUnavailableException>(() => inspector.DeleteAsync("/shelf", TestContext.Current.CancellationToken));
        Assert.Contains("Redis does not answer", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_in_parts_gives_every_page()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes, servers.Redis);
        var addresses = Enumerable.Range(1, 25).Select(id => $"/notes/{id}").ToHashSet(StringComparer.Ordinal);
        await Task.WhenAll(addresses.Select(site.ReadAsync));
        var inspector = site.Services.GetRequiredService<OutputCacheInspector>();
        await Eventually.IsTrue("the pages are shared", async () => (await SharedAsync(inspector)).Count == 25);

        var shared = new List<string>();
        for (string? cursor = null, next = ""; next is not null; cursor = next)
        {
            var part = await inspector.SharedAsync(null, cursor, 10, TestContext.Current.CancellationToken);
            Assert.True(part.Entries.Count <= 12);
            shared.AddRange(part.Entries.Select(entry => entry.Key.Address));
            next = part.Next;
        }

        var mine = new List<string>();
        for (string? cursor = null, next = ""; next is not null; cursor = next)
        {
            var part = inspector.InMemory(null, cursor, 10);
            mine.AddRange(part.Entries.Select(entry => entry.Key.Address));
            next = part.Next;
        }

        // SCAN may give a key twice, if others come and go meanwhile.
        Assert.Equal(addresses.Order(StringComparer.Ordinal), shared.Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(addresses.Order(StringComparer.Ordinal), mine);
    }

    [Fact]
    public async Task A_list_in_parts_goes_on_where_it_was_though_pages_of_it_are_gone()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes, servers.Redis);
        var addresses = Enumerable.Range(1, 200).Select(id => $"/notes/{id}").ToHashSet(StringComparer.Ordinal);
        await Task.WhenAll(addresses.Select(site.ReadAsync));
        var inspector = site.Services.GetRequiredService<OutputCacheInspector>();
        await Eventually.IsTrue("the pages are shared", async () => (await SharedAsync(inspector)).Count == addresses.Count);

        // All that was seen is gone before the next part is asked for.
        var seen = new List<string>();
        for (string? cursor = null, next = ""; next is not null; cursor = next)
        {
            var part = await inspector.SharedAsync(null, cursor, 10, TestContext.Current.CancellationToken);
            foreach (var entry in part.Entries)
            {
                seen.Add(entry.Key.Address);
                await inspector.DeleteAsync(entry.Key.Text, TestContext.Current.CancellationToken);
            }

            next = part.Next;
        }

        Assert.Equal(addresses.Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("12", "/notes/12")]
    [InlineData("notes/1?", "")]
    [InlineData("NOTES/7", "/notes/7")]
    [InlineData("/page?a=1", "/page?a=1&b=ß")]
    [InlineData("B=ß", "/page?a=1&b=ß")]
    [InlineData("^", "")]
    [InlineData("*", "")]
    [InlineData("[0-9]", "")]
    public async Task A_search_takes_what_is_typed_as_it_is(string search, string found)
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(
            notes, servers.Redis, map: app => Http.Pages.MapText(app, "/page", "a", page => page.SetVaryByQuery("a", "b")));
        await Task.WhenAll(Enumerable.Range(5, 10).Select(id => site.ReadAsync($"/notes/{id}")).Append(site.ReadAsync("/page?b=%C3%9F&a=1")));
        var inspector = site.Services.GetRequiredService<OutputCacheInspector>();
        await Eventually.IsTrue("the pages are shared", async () => (await SharedAsync(inspector)).Count == 11);
        string[] expected = found.Length == 0 ? [] : [found];

        Assert.Equal(expected, inspector.InMemory(search, null, 10).Entries.Select(entry => entry.Key.Address));
        Assert.Equal(expected, (await SharedAsync(inspector, search)).Select(entry => entry.Key.Address));
    }

    [Theory]
    [InlineData("page 2")]
    [InlineData("0")]
    [InlineData("0.-1")]
    [InlineData("0.99999999999999999999999")]
    [InlineData("0.0.0")]
    [InlineData("7.0")]
    public async Task A_cursor_of_nobody_s_is_refused(string cursor)
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes, servers.Redis);

        await Assert.ThrowsAsync<FormatException>(() =>
            site.Services.GetRequiredService<OutputCacheInspector>().SharedAsync(null, cursor, 10, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Whatever_else_lies_under_the_prefix_is_passed_over()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes, servers.Redis);
        await site.ReadAsync("/notes/1");
        var inspector = site.Services.GetRequiredService<OutputCacheInspector>();
        await Eventually.IsTrue("the page is shared", async () => (await SharedAsync(inspector)).Count == 1);
        await using var redis = await ConnectionMultiplexer.ConnectAsync(servers.Redis);
        var (database, prefix) = (redis.GetDatabase(), inspector.State.Prefix);
        var value = (await database.StringGetAsync($"{prefix}/notes/1"))!;

        await database.StringSetAsync($"{prefix}lease:x", "");
        await database.StringSetAsync($"{prefix}/text", "text");
        await database.StringSetAsync($"{prefix}/noise", Enumerable.Repeat((byte)0xEE, 5_000).ToArray());
        await database.StringSetAsync($"{prefix}/notes/2", value);
        await database.ListRightPushAsync($"{prefix}/list", "page");

        Assert.Equal(["/notes/1"], (await SharedAsync(inspector)).Select(entry => entry.Key.Address));
        Assert.Null(await inspector.FindAsync("/notes/2", TestContext.Current.CancellationToken));
        Assert.Null(await inspector.FindAsync("/list", TestContext.Current.CancellationToken));
        Assert.Null(await inspector.ReadAsync("/text", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_page_says_all_about_itself_however_long_that_is()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(
            notes, servers.Redis, map: app => Http.Pages.MapText(app, "/tagged", "a", page => page.Tag([.. Enumerable.Range(0, 500).Select(number => $"a-long-tag:{number}")])));
        await site.ReadAsync("/tagged");
        var inspector = site.Services.GetRequiredService<OutputCacheInspector>();

        await Eventually.IsTrue("the page is shared", async () => (await SharedAsync(inspector)).Count == 1);

        Assert.Equal(502, Assert.Single(await SharedAsync(inspector)).Tags.Count);
    }

    [Fact]
    public async Task A_stored_response_can_be_read_from_either_level()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var first = await NotesSite.StartAsync(notes, servers.Redis, prefix: "read-either");
        await using var second = await NotesSite.StartAsync(notes, servers.Redis, prefix: "read-either");
        await notes.WriteAsync(3, "as it is stored");
        await first.ReadAsync("/notes/3");
        var (mine, others) = (first.Services.GetRequiredService<OutputCacheInspector>(), second.Services.GetRequiredService<OutputCacheInspector>());
        await Eventually.IsTrue("the page is shared", async () => (await others.FindAsync("/notes/3", TestContext.Current.CancellationToken)) is not null);

        foreach (var (inspector, inMemory) in ((OutputCacheInspector, bool)[])[(mine, true), (others, false)])
        {
            var response = (await inspector.ReadAsync("/notes/3", TestContext.Current.CancellationToken))!;

            Assert.Equal("as it is stored", Encoding.UTF8.GetString(response.Body.Span));
            Assert.Equal(inMemory, response.Entry.InMemory);
            Assert.True(response.Entry.InRedis);
        }
    }

    [Fact]
    public async Task To_look_for_something_keeps_no_page_in_memory_longer()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes);
        await site.ReadAsync("/notes/1");
        var inspector = site.Services.GetRequiredService<OutputCacheInspector>();

        await inspector.FindAsync("/notes/1", TestContext.Current.CancellationToken);

        Assert.Equal(0, Assert.Single(inspector.InMemory(null, null, 10).Entries).Hits);
        Assert.Equal((1, true, false, false), (inspector.State.MemoryEntries, inspector.State.AreTokensSure, inspector.State.IsRedisConfigured, inspector.State.IsRedisAway));
        await Assert.ThrowsAsync<CacheUnavailableException>(() => SharedAsync(inspector));
    }

    [Fact]
    public async Task While_Redis_is_away_the_memory_can_be_looked_at_and_Redis_says_so()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var site = await NotesSite.StartAsync(notes, "127.0.0.1:1,connectTimeout=100");
        await site.ReadAsync("/notes/1");
        var inspector = site.Services.GetRequiredService<OutputCacheInspector>();

        await Assert.ThrowsAsync<CacheUnavailableException>(() => SharedAsync(inspector));

        var entry = (await inspector.FindAsync("/notes/1", TestContext.Current.CancellationToken))!;
        Assert.Null(entry.InRedis);
        Assert.True(entry.InMemory);
    }

    private static async Task<IReadOnlyList<CacheEntry>> SharedAsync(OutputCacheInspector inspector, string? search = null) =>
        (await inspector.SharedAsync(search, null, 1_000, TestContext.Current.CancellationToken)).Entries;
}
