using Cookbook.Caching.Http;
using Cookbook.Caching.Store;
using Cookbook.Caching.Tokens;

namespace Cookbook.Tests.Caching;

/// <summary>Accept-Encoding, RFC 9110, section 12.5.3.</summary>
public sealed class AskingForCodings
{
    private static readonly CachedPage Page = new()
    {
        Status = 200,
        Headers = [],
        Vary = "Accept-Encoding",
        Bodies = [.. Enum.GetValues<ContentCoding>().Select(coding => new PageBody(coding, default, $"\"{coding}\""))],
        Stamps = Stamps.Of([]),
        Tags = [],
        Policy = "p",
        Route = null,
        Lifetime = default,
        RenderTime = default,
    };

    [Theory]
    [InlineData(null, "Identity")]
    [InlineData("", "Identity")]
    [InlineData("gzip, deflate, br, zstd", "Brotli")]
    [InlineData("gzip", "Gzip")]
    [InlineData("x-gzip", "Gzip")]
    [InlineData("GZIP", "Gzip")]
    [InlineData("br;q=0.5, gzip;q=0.8", "Gzip")]
    [InlineData("br;q=0, gzip;q=0.1", "Gzip")]
    [InlineData("br;q=0", "Identity")]
    [InlineData("*", "Brotli")]
    [InlineData("*;q=0.5, br;q=0", "Gzip")]
    [InlineData("identity, gzip;q=0.5", "Identity")]
    [InlineData("identity;q=0, gzip;q=0.1", "Gzip")]
    [InlineData("gzip;q=0, gzip;q=1", "Identity")]
    [InlineData("deflate", "Identity")]
    [InlineData("br;q=nonsense", "Identity")]
    [InlineData("identity;q=0", null)]
    [InlineData("*;q=0", null)]
    [InlineData("*;q=0, identity", "Identity")]
    public void The_best_that_is_accepted_is_given(string? header, string? coding) =>
        Assert.Equal(coding, Page.BodyFor(AcceptedCodings.Of(header is null ? default : new(header)))?.Coding.ToString());
}
