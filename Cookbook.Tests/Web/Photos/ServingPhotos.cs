using System.Net;
using Cookbook.Tests.Data;
using SkiaSharp;

namespace Cookbook.Tests.Web.Photos;

public sealed class ServingPhotos(OnePhoto one) : IClassFixture<OnePhoto>
{
    private const string ForEver = "public, max-age=31536000, immutable";

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("160.webp", "image/webp", SKEncodedImageFormat.Webp, 160)]
    [InlineData("700.jpg", "image/jpeg", SKEncodedImageFormat.Jpeg, 700)]
    public async Task A_file_comes_once_and_for_ever_first_from_the_database_and_then_from_the_cache(
        string name, string type, SKEncodedImageFormat format, int width)
    {
        await using var site = one.Start();
        var tags = new HashSet<string?>();
        for (var i = 0; i < 2; i++)
        {
            using var response = await site.GetAsync(AddressOf(name), ("Accept-Encoding", "br, gzip"));

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(i == 1, response.Headers.Age is not null);
            Assert.Equal(ForEver, response.Headers.GetValues("Cache-Control").Single());
            Assert.Equal(type, response.Content.Headers.ContentType?.ToString());
            Assert.Empty(response.Content.Headers.ContentEncoding);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.False(response.Headers.Contains("Set-Cookie"));
            tags.Add(response.Headers.ETag?.ToString());
            var file = await response.Content.ReadAsByteArrayAsync(CancellationToken);
            Assert.Equal(file.Length, response.Content.Headers.ContentLength);
            using var codec = SKCodec.Create(new MemoryStream(file));
            Assert.Equal((format, width), (codec.EncodedFormat, codec.Info.Width));
        }

        Assert.NotNull(Assert.Single(tags));
    }

    [Fact]
    public async Task A_hit_asks_the_database_nothing()
    {
        await using var site = one.Start();
        await site.TraceAsync(AddressOf("320.webp"));

        var trace = await site.TraceAsync(AddressOf("320.webp"));

        Assert.Empty(trace.Sql);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("ada")]
    public async Task Who_has_it_gets_no_second_copy(string? signedIn)
    {
        (string, string)[] visitor = signedIn is null ? [] : [(TestPages.SignedIn, signedIn)];
        using var first = await one.Site.GetAsync(AddressOf("160.webp"), visitor);

        using var second = await one.Site.GetAsync(AddressOf("160.webp"), [("If-None-Match", first.Headers.ETag!.ToString()), .. visitor]);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(ForEver, second.Headers.GetValues("Cache-Control").Single());
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync(CancellationToken));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("ada")]
    public async Task HEAD_tells_what_GET_would(string? signedIn)
    {
        (string, string)[] visitor = signedIn is null ? [] : [(TestPages.SignedIn, signedIn)];
        using var get = await one.Site.GetAsync(AddressOf("640.jpg"), visitor);

        using var head = await one.Site.SendAsync(HttpMethod.Head, AddressOf("640.jpg"), visitor);

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(CancellationToken));
    }

    [Theory]
    [InlineData("/photos/{0}-161.webp")]
    [InlineData("/photos/{0}-0160.webp")]
    [InlineData("/photos/{0}-160.jpeg")]
    [InlineData("/photos/{0}-160.avif")]
    [InlineData("/photos/{0}-160.WEBP")]
    [InlineData("/photos/{0}-160.webp/")]
    [InlineData("/photos/{0}-160")]
    [InlineData("/photos/{0}-99999999999999999999.webp")]
    [InlineData("/photos/{0}--160.webp")]
    [InlineData("/photos/{0}.webp")]
    [InlineData("/photos/{1}-160.webp")]
    [InlineData("/Photos/{0}-160.webp")]
    [InlineData("/photos/00000000000000000000000000000000-160.webp")]
    [InlineData("/photos/..%2F{0}-160.webp")]
    [InlineData("/photos/%27%3B--160.webp")]
    [InlineData("/photos/")]
    public async Task Other_names_are_not_found(string address)
    {
        using var response = await one.Site.GetAsync(string.Format(null, address, one.Hash, one.Hash.ToUpperInvariant()));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("no-store", response.Headers.GetValues("Cache-Control").Single());
    }

    [Fact]
    public async Task Nobody_can_send_something_to_a_photo()
    {
        using var response = await one.Site.SendAsync(HttpMethod.Post, AddressOf("160.webp"));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    private string AddressOf(string name) => $"/photos/{one.Hash}-{name}";
}

/// <summary>A site with one photo, 700 × 350 pixels.</summary>
public sealed class OnePhoto(TestServers servers) : IAsyncLifetime
{
    private RecipeDatabase _database = null!;

    /// <summary>One for all tests of the class.</summary>
    internal WebSite Site { get; private set; } = null!;

    internal string Hash { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        _database = await RecipeDatabase.CreateAsync(servers);
        Hash = (await _database.UploadAsync(Pictures.Jpeg(700, 350))).Photo!.Hash;
        Site = Start();
    }

    /// <summary>Another, that has kept nothing yet; the test disposes of it.</summary>
    internal WebSite Start() => new WebSite(_database.ConnectionString, servers.Redis).Start();

    public async ValueTask DisposeAsync() => await Site.DisposeAsync();
}
