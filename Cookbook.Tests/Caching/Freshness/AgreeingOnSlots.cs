using System.Globalization;
using Cookbook.Caching.Schema;
using Cookbook.Caching.Tokens;
using FsCheck.Fluent;
using Npgsql;

namespace Cookbook.Tests.Caching.Freshness;

/// <summary>The database and the cache say the same.</summary>
public sealed class AgreeingOnSlots(TestServers servers)
{
    [Fact]
    public async Task Every_tag_has_the_same_slot_on_both_sides()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var connection = await notes.OpenAsync();

        // Postgres has no text with a zero in it, and UTF-8 none for a lone surrogate.
        string[] tags =
        [
            .. Gen.Sample(Gen.ArrayOf(Gen.Choose(1, 0x1FFFF).Where(code => code is < 0xD800 or > 0xDFFF)), 2000)
                .Select(codes => string.Concat(codes.Select(char.ConvertFromUtf32))).Where(tag => tag.Length > 0),
            .. Enumerable.Range(0, 2000).Select(i => string.Create(CultureInfo.InvariantCulture, $"recipe:{i}")),
            "tag:Grüne Soße", "tag:e\u0301", "tag:é", "tag:鍋", "tag:🍲", "tag:'; DROP TABLE note", "tag:\\", "tag:%00", " ", "\t", "\u00A0", new string('x', 100_000),
        ];
        await using var command = new NpgsqlCommand("SELECT cache_slot(tag) FROM unnest($1) WITH ORDINALITY AS tags(tag, place) ORDER BY place", connection);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = tags });
        var slots = new List<int>();
        await using (var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken))
        {
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            {
                slots.Add(reader.GetInt32(0));
            }
        }

        Assert.Equal(tags.Select(TokenSchema.SlotOf), slots);
        Assert.True(slots.Distinct().Count() > 3000);
    }

    [Fact]
    public async Task A_long_notification_is_split_and_loses_nothing()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);
        await using var listener = new NpgsqlConnection($"{notes.ConnectionString};Pooling=false");
        await listener.OpenAsync(TestContext.Current.CancellationToken);
        var payloads = new List<string>();
        listener.Notification += (_, notification) => payloads.Add(notification.Payload);
        await ExecuteAsync(listener, "LISTEN cache_token");

        // The longest that a token can be.
        await ExecuteAsync(listener, "SELECT setval('cache_token_seq', 9223372036854770000)");
        await ExecuteAsync(listener, $"SELECT cache_touch(ARRAY(SELECT generate_series(64000, {64_000 + TokenSchema.MostSlotsAtOnce - 1})))");

        Assert.True(payloads.Count > 1);
        Assert.All(payloads, payload => Assert.InRange(payload.Length, 1, 7_999));
        var changes = payloads.SelectMany(payload => SlotToken.TryParse(payload, out var changes) ? changes : throw new InvalidOperationException(payload)).ToList();
        Assert.Equal(Enumerable.Range(64_000, TokenSchema.MostSlotsAtOnce), changes.Select(change => change.Slot).Order());
        Assert.All(changes, change => Assert.True(change.Token > 9_223_372_036_854_770_000));
    }

    [Fact]
    public async Task One_that_is_not_split_Postgres_would_refuse()
    {
        await using var notes = await NotesDatabase.CreateAsync(servers);

        await Assert.ThrowsAsync<PostgresException>(() => notes.ExecuteAsync("SELECT pg_notify('cache_token', repeat('1:2 ', 2000))"));
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // The tests' own.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
