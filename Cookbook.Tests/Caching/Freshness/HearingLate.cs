using Cookbook.Caching.Schema;
using Cookbook.Caching.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace Cookbook.Tests.Caching.Freshness;

/// <summary>Notifications come late, twice and in another order.</summary>
public sealed class HearingLate(TestServers servers)
{
    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(2, 1, 0)]
    [InlineData(2, 0, 1)]
    [InlineData(1, 2, 1, 0, 2, 0)]
    [InlineData(2, 2, 2)]
    public async Task Once_the_last_has_arrived_nothing_older_is_shown_whatever_comes_after(params int[] order)
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var line = new PostgresLine(notes.ConnectionString);
        var prefix = $"test-{Guid.NewGuid():N}";
        await using var writer = await NotesSite.StartAsync(notes, servers.Redis, prefix: prefix);
        await using var site = await NotesSite.StartAsync(
            notes, servers.Redis, prefix: prefix, settings: ("ConnectionStrings:notes", line.ConnectionString));
        var book = site.Services.GetRequiredService<TokenBook>();
        await Eventually.IsTrue("it is sure", () => book.Sure is not null);
        line.HoldNotifications(except: "fence ");
        await site.ReadAsync("/notes/1");
        await site.ReadAsync("/shelf");

        var tokens = new List<long>();
        for (var i = 1; i <= 3; i++)
        {
            await writer.WriteAsync(1, $"{i}");
            Assert.Equal($"{i}", await writer.ReadAsync("/notes/1"));
            tokens.Add(writer.Services.GetRequiredService<TokenBook>().Sure![TokenSchema.SlotOf("note:1")]!.Value);
        }

        await line.ArrivedAsync(3);
        var (last, seen) = (Array.IndexOf(order, 2), 0L);
        for (var i = 0; i < order.Length; i++)
        {
            await line.DeliverAgainAsync(order[i]);
            seen = Math.Max(seen, tokens[order[i]]);
            await Eventually.IsTrue("it has heard", () => book.Sure![TokenSchema.SlotOf("note:1")] >= seen);
            if (i >= last)
            {
                Assert.Equal("3", await site.ReadAsync("/notes/1"));
                Assert.Equal("3 0", await site.ReadAsync("/shelf"));
            }
        }

        Assert.Equal(tokens[2], book.Sure![TokenSchema.SlotOf("note:1")]);
        Assert.Contains("; hit; ", await site.StatusAsync("/notes/1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_notification_that_comes_again_brings_no_old_page_back_as_it_would_if_the_book_went_back(bool goesBack)
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var line = new PostgresLine(notes.ConnectionString);
        await using var site = await NotesSite.StartAsync(notes, servers.Redis, settings: ("ConnectionStrings:notes", line.ConnectionString));
        var (book, listener) = (site.Services.GetRequiredService<TokenBook>(), site.Services.GetRequiredService<TokenListener>());
        await Eventually.IsTrue("it is sure", () => book.Sure is not null);
        line.HoldNotifications(except: "fence ");
        await WriteAsync(1);
        Assert.Equal("1", await site.ReadAsync("/notes/1"));
        var before = WrongTokens.All(site);
        await WriteAsync(2);

        if (goesBack)
        {
            book.Replace(before, []);
        }
        else
        {
            await DeliverAsync(0);
        }

        Assert.Equal(goesBack ? "1" : "2", await site.ReadAsync("/notes/1"));

        async Task WriteAsync(int number)
        {
            await notes.WriteAsync(1, $"{number}");
            await line.ArrivedAsync(number);
            await DeliverAsync(number - 1);
        }

        // A fence goes the same way and overtakes nothing.
        async Task DeliverAsync(int number)
        {
            await line.DeliverAgainAsync(number);
            await listener.CatchUpAsync();
        }
    }
}
