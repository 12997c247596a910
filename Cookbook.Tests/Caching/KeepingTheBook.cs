using Cookbook.Caching.Schema;
using Cookbook.Caching.Tokens;

namespace Cookbook.Tests.Caching;

/// <summary>What a process knows of the tokens, however their news arrives.</summary>
public sealed class KeepingTheBook
{
    private readonly TokenBook _book = new();

    [Fact]
    public void At_first_it_is_not_sure()
    {
        _book.Apply([new SlotToken(5, 9)]);

        Assert.Null(_book.Sure);
    }

    [Fact]
    public void A_change_is_seen_and_leaves_the_rest_alone()
    {
        _book.Replace(Table(1), []);
        var before = _book.Sure!;

        _book.Apply([new SlotToken(5, 70_000), new SlotToken(TokenSchema.All, 70_001)]);

        Assert.Equal(70_000, _book.Sure![5]);
        Assert.Equal(70_001, _book.Sure[TokenSchema.All]);
        Assert.Equal(before[6], _book.Sure[6]);
        Assert.Equal(before[65_535], _book.Sure[65_535]);
        Assert.NotEqual(70_000, before[5]);
        Assert.True(_book.Sure.Version > before.Version);
    }

    [Fact]
    public void News_that_come_late_twice_or_out_of_order_move_nothing_back()
    {
        _book.Replace(Table(1), []);
        _book.Apply([new SlotToken(5, 80_000)]);
        var version = _book.Sure!.Version;

        _book.Apply([new SlotToken(5, 79_999)]);
        _book.Apply([new SlotToken(5, 80_000)]);

        Assert.Equal(80_000, _book.Sure[5]);
        Assert.Equal(version, _book.Sure.Version);
    }

    [Fact]
    public void News_from_the_time_of_the_reading_count()
    {
        _book.Replace(Table(1), [new SlotToken(5, 90_000)]);

        Assert.Equal(90_000, _book.Sure![5]);
    }

    [Fact]
    public void A_reading_of_everything_replaces_everything_even_by_older_tokens()
    {
        _book.Replace(Table(1_000_000), []);
        _book.Doubt();
        Assert.Null(_book.Sure);

        _book.Replace(Table(1), []);

        Assert.Equal(Table(1).First(token => token.Slot == 5).Token, _book.Sure![5]);
    }

    [Fact]
    public void A_reading_that_was_begun_before_a_doubt_counts_for_nothing()
    {
        var doubts = _book.Doubts;
        _book.Doubt();

        _book.Replace(Table(1), [], doubts);
        Assert.Null(_book.Sure);

        _book.Replace(Table(1), [], _book.Doubts);
        Assert.NotNull(_book.Sure);
    }

    [Fact]
    public void No_two_states_have_the_same_version()
    {
        _book.Replace(Table(1), []);
        var versions = new HashSet<long> { _book.Sure!.Version };
        _book.Apply([new SlotToken(5, 80_000)]);
        Assert.True(versions.Add(_book.Sure.Version));
        _book.Doubt();
        _book.Replace(Table(1), [new SlotToken(5, 80_000)]);
        Assert.True(versions.Add(_book.Sure.Version));
    }

    [Fact]
    public void Where_there_is_no_token_nothing_can_be_said()
    {
        _book.Replace(Table(1).Where(token => token.Slot != 5), []);

        Assert.Null(_book.Sure![5]);
        Assert.Null(Stamps.Take(_book.Sure, [4, 5]));
        Assert.False(Stamps.Of([new SlotToken(5, 0)]).AreCurrentIn(_book.Sure));
    }

    [Theory]
    [InlineData("5:7", true)]
    [InlineData("-1:7 65535:8 ", true)]
    [InlineData("", false)]
    [InlineData("refilled", false)]
    [InlineData("5:7 6", false)]
    [InlineData("65536:7", false)]
    [InlineData("-2:7", false)]
    [InlineData("5:-7", false)]
    [InlineData("5:99999999999999999999", false)]
    public void Only_what_is_understood_is_a_change(string payload, bool understood) =>
        Assert.Equal(understood, SlotToken.TryParse(payload, out _));

    private static IEnumerable<SlotToken> Table(long first) =>
        Enumerable.Range(TokenSchema.All, TokenSchema.Slots + 1).Select(slot => new SlotToken(slot, first + slot + 1));
}
