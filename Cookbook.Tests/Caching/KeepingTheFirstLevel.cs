using Cookbook.Caching.Store;

namespace Cookbook.Tests.Caching;

public sealed class KeepingTheFirstLevel
{
    private const int Page = 1000;

    private readonly FirstLevel _first = new(20_000);

    [Fact]
    public void What_was_kept_is_found()
    {
        _first.Keep("/a", "a", Page);

        Assert.Equal("a", _first.Find("/a"));
        Assert.Null(_first.Find("/b"));
    }

    [Fact]
    public void A_newer_page_takes_the_place_of_the_older_one()
    {
        _first.Keep("/a", "old", Page);
        var bytes = _first.Bytes;
        _first.Keep("/a", "new", Page);

        Assert.Equal("new", _first.Find("/a"));
        Assert.Equal(bytes, _first.Bytes);
        Assert.Equal(1, _first.Count);
    }

    [Fact]
    public void It_never_holds_more_than_it_may()
    {
        for (var i = 0; i < 10_000; i++)
        {
            _first.Keep($"/{i}", i, Page + (i % 700));
            Assert.InRange(_first.Bytes, 1, 20_000);
        }

        Assert.InRange(_first.Count, 5, 20);
        Assert.Equal(10_000 - _first.Count, _first.Evictions);
    }

    [Fact]
    public void A_page_that_is_asked_for_outlives_those_that_are_not()
    {
        _first.Keep("/liked", "liked", Page);
        for (var i = 0; i < 1_000; i++)
        {
            Assert.NotNull(_first.Find("/liked"));
            _first.Keep($"/{i}", i, Page);
        }

        Assert.Equal("liked", _first.Find("/liked"));
    }

    [Fact]
    public void A_page_too_large_for_it_takes_nobody_s_place()
    {
        _first.Keep("/a", "a", Page);
        _first.Keep("/huge", "huge", 19_000);

        Assert.Null(_first.Find("/huge"));
        Assert.Equal("a", _first.Find("/a"));
    }

    [Fact]
    public void Without_room_nothing_is_kept()
    {
        var none = new FirstLevel(0);
        none.Keep("/a", "a", 10);

        Assert.Null(none.Find("/a"));
        Assert.Equal(0, none.Bytes);
    }

    [Fact]
    public async Task Many_may_use_it_at_once()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 20_000), TestContext.Current.CancellationToken, (i, _) =>
        {
            _first.Keep($"/{i % 97}", i, Page + (i % 300));
            _first.Find($"/{i % 89}");
            if (i % 13 == 0)
            {
                _first.Remove($"/{i % 31}");
            }

            return ValueTask.CompletedTask;
        });

        Assert.InRange(_first.Bytes, 0, 20_000);
        for (var i = 0; i < 97; i++)
        {
            _first.Remove($"/{i}");
        }

        Assert.Equal(0, _first.Bytes);
        Assert.Equal(0, _first.Count);
    }
}
