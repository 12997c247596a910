using Cookbook.Caching.Store;
using Cookbook.Caching.Tokens;
using Microsoft.Extensions.Time.Testing;

namespace Cookbook.Tests.Caching;

/// <summary>What lies in Redis is a page of its key, whole, or nothing.</summary>
public sealed class SealingEnvelopes
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_page_comes_out_as_it_went_in()
    {
        var page = Page();
        _time.Advance(TimeSpan.FromSeconds(5));

        var read = Envelope.Read("/a", Envelope.Write("/a", page, _time), _time)!;

        Assert.Equal(page.Status, read.Status);
        Assert.Equal(page.Headers, read.Headers);
        Assert.Equal(page.Vary, read.Vary);
        Assert.Equal(page.Policy, read.Policy);
        Assert.Equal(page.Route, read.Route);
        Assert.Equal(page.Tags, read.Tags);
        Assert.Equal(page.RenderTime, read.RenderTime);
        Assert.Equal(page.Stamps.Tokens.ToArray(), read.Stamps.Tokens.ToArray());
        Assert.Equal(page.Bodies.Select(body => (body.Coding, body.ETag)), read.Bodies.Select(body => (body.Coding, body.ETag)));
        Assert.All(page.Bodies.Zip(read.Bodies), pair => Assert.Equal(pair.First.Bytes.ToArray(), pair.Second.Bytes.ToArray()));
        Assert.Equal(TimeSpan.FromSeconds(5), read.Lifetime.Age(_time));
        Assert.Equal(page.Lifetime.Fresh, read.Lifetime.Fresh);
        Assert.Equal(page.Lifetime.Total, read.Lifetime.Total);
    }

    [Fact]
    public void It_grows_older_between_two_processes()
    {
        var bytes = Envelope.Write("/a", Page(), _time);
        _time.Advance(TimeSpan.FromMinutes(20));

        var read = Envelope.Read("/a", bytes, _time)!;

        Assert.Equal(TimeSpan.FromMinutes(20), read.Lifetime.Age(_time));
        Assert.False(read.Lifetime.IsFresh(_time));
        Assert.True(read.Lifetime.MayStandIn(_time));
    }

    [Fact]
    public void Another_page_s_envelope_is_no_page() => Assert.Null(Envelope.Read("/b", Envelope.Write("/a", Page(), _time), _time));

    [Fact]
    public void One_that_is_cut_short_is_no_page()
    {
        var bytes = Envelope.Write("/a", Page(), _time);

        Assert.All(Enumerable.Range(0, bytes.Length), length => Assert.Null(Envelope.Read("/a", bytes[..length], _time)));
    }

    [Fact]
    public void One_with_a_changed_bit_is_no_page()
    {
        var bytes = Envelope.Write("/a", Page(), _time);

        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 0x10;
            Assert.Null(Envelope.Read("/a", bytes, _time));
            bytes[i] ^= 0x10;
        }

        Assert.NotNull(Envelope.Read("/a", bytes, _time));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(100_000)]
    public void Anything_else_is_no_page(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);

        Assert.Null(Envelope.Read("/a", bytes, _time));
    }

    [Fact]
    public void One_that_is_dated_ahead_is_not_believed()
    {
        var ahead = new FakeTimeProvider(_time.GetUtcNow().AddMinutes(10));

        Assert.Null(Envelope.Read("/a", Envelope.Write("/a", Page(ahead), ahead), _time));
    }

    [Fact]
    public void Clocks_that_differ_a_little_do_not_matter()
    {
        var ahead = new FakeTimeProvider(_time.GetUtcNow().AddSeconds(10));

        Assert.Equal(TimeSpan.Zero, Envelope.Read("/a", Envelope.Write("/a", Page(ahead), ahead), _time)!.Lifetime.Age(_time));
    }

    private CachedPage Page(TimeProvider? time = null) => new()
    {
        Status = 200,
        Headers = [new("Content-Type", "text/html; charset=utf-8"), new("Link", "<a>"), new("Link", "<é>")],
        Vary = "Accept-Encoding, x-one",
        Bodies = [new PageBody(ContentCoding.Identity, new byte[] { 1, 2, 3 }, "\"a\""), new PageBody(ContentCoding.Brotli, default, "\"a-br\"")],
        Stamps = Stamps.Of([new SlotToken(-1, 7), new SlotToken(65_535, long.MaxValue)]),
        Tags = ["recipe:7", "crème"],
        Policy = "Home",
        Route = null,
        Lifetime = new Lifetime((time ?? _time).GetTimestamp(), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(1), TimeSpan.FromHours(24)),
        RenderTime = TimeSpan.FromMilliseconds(12),
    };
}
