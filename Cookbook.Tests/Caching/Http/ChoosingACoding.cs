using System.IO.Compression;
using System.Text;

namespace Cookbook.Tests.Caching.Http;

/// <summary>A page is compressed once, when it is made; each client gets the coding that it likes best.</summary>
public sealed class ChoosingACoding(CalmNotes notes) : IClassFixture<CalmNotes>
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("gzip", "gzip")]
    [InlineData("x-gzip", "gzip")]
    [InlineData("br", "br")]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip;q=1, br;q=0.5", "gzip")]
    [InlineData("gzip;q=0, br;q=0", null)]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("br;q=0, br, gzip", "gzip")]
    [InlineData("*", "br")]
    [InlineData("*;q=0", null)]
    [InlineData("identity, gzip;q=0.5", null)]
    [InlineData("identity;q=0, gzip;q=0.1", "gzip")]
    [InlineData("GZIP", "gzip")]
    [InlineData("zstd", null)]
    [InlineData("gzip;q=nonsense", null)]
    public async Task A_client_gets_what_it_accepts_on_a_miss_and_on_a_hit(string? accepted, string? coding)
    {
        await using var site = await NotesSite.StartAsync(notes.Database, map: app => app.MapText("/page", Pages.Long));
        var headers = accepted is null ? [] : new[] { ("Accept-Encoding", accepted) };

        foreach (var expected in (string[])["fwd=uri-miss", "hit"])
        {
            using var response = await site.GetAsync("/page", headers);

            Assert.Contains(expected, response.Status(), StringComparison.Ordinal);
            Assert.Equal(coding, response.Header("Content-Encoding"));
            Assert.Equal("Accept-Encoding", response.Header("Vary"));
            var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            Assert.Equal(bytes.Length, response.Content.Headers.ContentLength);
            Assert.Equal(Pages.Long, Decode(bytes, coding));
        }
    }

    [Fact]
    public async Task Every_hit_in_a_coding_is_the_same_bytes_and_no_second_render()
    {
        await using var site = await NotesSite.StartAsync(notes.Database, map: app => app.MapText("/page", Pages.Long));

        foreach (var coding in (string[])["br", "gzip", "identity"])
        {
            using var first = await site.GetAsync("/page", ("Accept-Encoding", coding));
            using var second = await site.GetAsync("/page", ("Accept-Encoding", coding));
            Assert.Equal(
                await first.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken),
                await second.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
            Assert.Equal(first.Header("ETag"), second.Header("ETag"));
        }

        Assert.Equal(1, site.Gates.RendersOf("/page"));
    }

    [Theory]
    [InlineData("text/html", 40)]
    [InlineData("image/png", 4000)]
    [InlineData("font/woff2", 4000)]
    [InlineData("not a type", 4000)]
    public async Task What_is_short_or_no_text_stays_as_it_is(string type, int length)
    {
        await using var site = await NotesSite.StartAsync(notes.Database, map: app => app.MapPage("/page", context =>
        {
            context.Response.Headers.ContentType = type;
            return Pages.WriteAsync(context, new string('a', length));
        }));

        for (var i = 0; i < 2; i++)
        {
            using var response = await site.GetAsync("/page", ("Accept-Encoding", "gzip, br"));
            Assert.Null(response.Header("Content-Encoding"));
            Assert.Equal("Accept-Encoding", response.Header("Vary"));
            Assert.Equal(length, response.Content.Headers.ContentLength);
        }
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("image/svg+xml")]
    [InlineData("application/ld+json; charset=utf-8")]
    [InlineData("text/css")]
    public async Task Other_text_is_compressed_too(string type)
    {
        await using var site = await NotesSite.StartAsync(notes.Database, map: app => app.MapPage("/page", context =>
        {
            context.Response.ContentType = type;
            return Pages.WriteAsync(context, Pages.Long);
        }));

        using var response = await site.GetAsync("/page", ("Accept-Encoding", "br"));

        Assert.Equal("br", response.Header("Content-Encoding"));
        Assert.Equal(type, response.Header("Content-Type"));
    }

    [Fact]
    public async Task What_does_not_become_shorter_stays_as_it_is()
    {
        var noise = new byte[2000];
        new Random(1).NextBytes(noise);
        await using var site = await NotesSite.StartAsync(notes.Database, map: app => app.MapPage("/page", context =>
        {
            context.Response.ContentType = "text/plain";
            return context.Response.Body.WriteAsync(noise, context.RequestAborted).AsTask();
        }));

        using var response = await site.GetAsync("/page", ("Accept-Encoding", "br, gzip"));

        Assert.Null(response.Header("Content-Encoding"));
        Assert.Equal(noise, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    private static string Decode(byte[] bytes, string? coding)
    {
        using var stream = new MemoryStream(bytes);
        using Stream decoded = coding switch
        {
            "br" => new BrotliStream(stream, CompressionMode.Decompress),
            "gzip" => new GZipStream(stream, CompressionMode.Decompress),
            _ => stream,
        };
        using var reader = new StreamReader(decoded, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
