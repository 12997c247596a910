using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Cookbook.Data.Photos;
using Cookbook.Web.Photos;
using SkiaSharp;

namespace Cookbook.Tests.Web.Photos;

/// <summary>What becomes of an upload.</summary>
[Collection(nameof(Alone))]
public sealed class DevelopingPhotos : IDisposable
{
    private const string NoPicture = "This is no JPEG, PNG or WebP picture.";

    private const string Damaged = "The picture is damaged or cut short.";

    private readonly Darkroom _darkroom = new();

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public async Task A_picture_becomes_a_file_of_each_width_in_each_format(SKEncodedImageFormat format)
    {
        using var picture = Pictures.Quarters(2000, 1500);

        var prints = await PrintsAsync(picture.Encode(format));

        Assert.Equal([(160, 120), (320, 240), (640, 480), (1280, 960), (1920, 1440)], prints.Select(print => (print.Width, print.Height)).Distinct());
        Assert.Equal(10, prints.Select(print => (print.Width, print.Format)).Distinct().Count());
        foreach (var print in prints)
        {
            using var codec = SKCodec.Create(new MemoryStream(print.Bytes));
            Assert.Equal(print.Format == PhotoFile.WebP ? SKEncodedImageFormat.Webp : SKEncodedImageFormat.Jpeg, codec.EncodedFormat);
            Assert.Equal(new SKSizeI(print.Width, print.Height), codec.Info.Size);
            AssertQuarters(print);
        }
    }

    [Theory]
    [InlineData(1280, 160, 320, 640, 1280)]
    [InlineData(1000, 160, 320, 640, 1000)]
    [InlineData(160, 160)]
    [InlineData(120, 120)]
    public async Task No_file_is_wider_than_the_picture(int width, params int[] widths)
    {
        var prints = await PrintsAsync(Pictures.Jpeg(width, width));

        Assert.Equal(widths, prints.Select(print => print.Width).Distinct());
    }

    [Theory]
    [InlineData(SKEncodedOrigin.TopLeft)]
    [InlineData(SKEncodedOrigin.TopRight)]
    [InlineData(SKEncodedOrigin.BottomRight)]
    [InlineData(SKEncodedOrigin.BottomLeft)]
    [InlineData(SKEncodedOrigin.LeftTop)]
    [InlineData(SKEncodedOrigin.RightTop)]
    [InlineData(SKEncodedOrigin.RightBottom)]
    [InlineData(SKEncodedOrigin.LeftBottom)]
    public async Task However_the_camera_was_held_the_picture_stands_upright(SKEncodedOrigin origin)
    {
        using var picture = Pictures.Quarters(700, 400, storedAs: origin);

        foreach (var upload in (byte[][])
        [
            Pictures.WithExif(picture.Encode(SKEncodedImageFormat.Jpeg), origin),
            Pictures.WithExifChunk(picture.Encode(SKEncodedImageFormat.Png), origin),
            Pictures.WithExifBehind(picture.Encode(SKEncodedImageFormat.Webp), origin),
        ])
        {
            var prints = await PrintsAsync(upload);

            Assert.Equal((700, 400), (prints[^1].Width, prints[^1].Height));
            Assert.All(prints, AssertQuarters);
        }
    }

    [Fact]
    public async Task Nothing_but_the_picture_is_left_in_the_files()
    {
        var upload = Pictures.WithExif(Pictures.Jpeg(400, 300), SKEncodedOrigin.TopLeft);
        Assert.Contains(Pictures.Secret, Encoding.Latin1.GetString(upload), StringComparison.Ordinal);

        foreach (var print in await PrintsAsync(upload))
        {
            var text = Encoding.Latin1.GetString(print.Bytes);
            foreach (var trace in (string[])[Pictures.Secret, "Exif", "EXIF", "xmpmeta", "XMP ", "ICC_PROFILE", "ICCP"])
            {
                Assert.DoesNotContain(trace, text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Colours_of_a_wider_space_become_those_of_the_web()
    {
        // Of Display P3; in sRGB it is plain red.
        using var p3 = SKColorSpace.CreateRgb(SKColorSpaceTransferFn.Srgb, SKColorSpaceXyz.DisplayP3);
        using var picture = new SKBitmap(new SKImageInfo(200, 200, SKColorType.Rgba8888, SKAlphaType.Opaque, p3));
        picture.GetPixelSpan().Fill(0xFF);
        for (var at = 0; at < picture.ByteCount; at += 4)
        {
            ((byte[])[234, 51, 35]).CopyTo(picture.GetPixelSpan()[at..]);
        }

        var upload = picture.Encode(SKEncodedImageFormat.Png);
        Assert.Contains("iCCP", Encoding.Latin1.GetString(upload), StringComparison.Ordinal);

        Assert.All(await PrintsAsync(upload), print => AssertColour(SKColors.Red, print, 0.5, 0.5));
    }

    [Fact]
    public async Task What_was_transparent_is_white()
    {
        using var picture = new SKBitmap(new SKImageInfo(300, 300, SKColorType.Rgba8888, SKAlphaType.Premul));
        using (var canvas = new SKCanvas(picture))
        {
            canvas.Clear(SKColors.Transparent);
            canvas.DrawRect(0, 0, 150, 300, new SKPaint { Color = SKColors.Blue });
        }

        foreach (var print in await PrintsAsync(picture.Encode(SKEncodedImageFormat.Png)))
        {
            AssertColour(SKColors.Blue, print, 0.25, 0.5);
            AssertColour(SKColors.White, print, 0.75, 0.5);
        }
    }

    [Fact]
    public async Task Of_a_moving_picture_the_first_frame_stays()
    {
        using var first = Pictures.Quarters(300, 300);
        using var second = new SKBitmap(new SKImageInfo(300, 300, SKColorType.Rgba8888, SKAlphaType.Opaque));
        second.Erase(SKColors.Black);
        using var upload = SKWebpEncoder.EncodeAnimated(
            [new SKWebpEncoderFrame(first, TimeSpan.FromSeconds(1)), new SKWebpEncoderFrame(second, TimeSpan.FromSeconds(1))],
            new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, 90));

        Assert.All(await PrintsAsync(upload!.ToArray()), AssertQuarters);
    }

    [Fact]
    public async Task What_is_no_picture_is_refused_whatever_it_is_called()
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using var entry = await archive.CreateEntry("photo.jpg").OpenAsync(CancellationToken);
            await entry.WriteAsync(Pictures.Jpeg(200, 200), CancellationToken);
        }

        Assert.Equal(NoPicture, await ProblemAsync(zip.ToArray()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\xFF\xD8")]
    [InlineData("<!DOCTYPE html><script>alert(1)</script>")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"200\"/>")]
    [InlineData("GIF89a\x00\x02\x00\x02\x80\x00\x00")]
    [InlineData("BM\x00\x00\x00\x00")]
    [InlineData("%PDF-1.7")]
    [InlineData("RIFF\x04\x00\x00\x00WAVEfmt ")]
    public async Task Other_files_are_refused(string content) => Assert.Equal(NoPicture, await ProblemAsync(Encoding.Latin1.GetBytes(content)));

    [Theory]
    [InlineData("\xFF\xD8\xFF\xE0 and no more")]
    [InlineData("\xFF\xD8\xFF\xD9")]
    [InlineData("\x89PNG\r\n\x1A\n")]
    [InlineData("RIFF\x04\x00\x00\x00WEBPVP8 ")]
    [InlineData("RIFF\xFF\xFF\xFF\xFFWEBPVP8 ")]
    public async Task A_file_that_only_begins_like_a_picture_is_refused(string content) => Assert.Equal(Damaged, await ProblemAsync(Encoding.Latin1.GetBytes(content)));

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public async Task A_picture_that_is_cut_short_is_refused_wherever_it_ends(SKEncodedImageFormat format)
    {
        using var picture = Pictures.Quarters(300, 200);
        var whole = picture.Encode(format);
        Assert.Null(await ProblemAsync(whole));

        for (var length = 20; length < whole.Length; length += Math.Max(1, whole.Length / 40))
        {
            Assert.Equal(Damaged, await ProblemAsync(whole[..length]));
        }

        Assert.Equal(Damaged, await ProblemAsync(whole[..^1]));
    }

    [Fact]
    public async Task Half_of_a_progressive_JPEG_is_not_taken_for_a_blurred_whole()
    {
        var whole = Pictures.ProgressiveJpeg;
        Assert.Null(await ProblemAsync(whole));

        for (var length = whole.Length / 2; length < whole.Length; length += whole.Length / 20)
        {
            Assert.Equal(Damaged, await ProblemAsync(whole[..length]));
        }
    }

    [Fact]
    public async Task A_JPEG_that_begins_again_and_again_is_refused()
    {
        var whole = Pictures.ProgressiveJpeg;
        var lastScan = whole.AsSpan().LastIndexOf([(byte)0xFF, (byte)0xDA]);

        Assert.Null(await ProblemAsync([.. whole[..^2], .. whole[lastScan..]]));
        Assert.Equal(Damaged, await ProblemAsync([.. whole[..^2], .. Enumerable.Repeat(whole[lastScan..^2], 100).SelectMany(scan => scan), .. whole[^2..]]));
    }

    [Fact]
    public async Task A_damaged_PNG_is_refused()
    {
        using var picture = Pictures.Quarters(300, 200);
        var file = picture.Encode(SKEncodedImageFormat.Png);
        file[file.Length / 2] ^= 0x55;

        Assert.Equal(Damaged, await ProblemAsync(file));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_hundred_megapixels_are_refused_before_one_is_decoded(bool nonsense)
    {
        var bomb = Pictures.BlankPng(10_000, 10_000, nonsense);
        Assert.InRange(bomb.Length, 1, 200_000);
        var since = Stopwatch.GetTimestamp();

        var problem = await ProblemAsync(bomb);

        Assert.Equal("The picture has 100 megapixels; at most 40 are accepted.", problem);
        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, TimeSpan.FromMilliseconds(500));
    }

    [Theory]
    [InlineData(99, 200, "The picture has 99 × 200 pixels; each side must have 100 to 16000.")]
    [InlineData(1, 1, "The picture has 1 × 1 pixels; each side must have 100 to 16000.")]
    [InlineData(16_001, 200, "The picture has 16001 × 200 pixels; each side must have 100 to 16000.")]
    [InlineData(8_001, 5_000, "The picture has 41 megapixels; at most 40 are accepted.")]
    [InlineData(100, 100, null)]
    public async Task Too_small_and_too_large_pictures_are_refused(int width, int height, string? problem) =>
        Assert.Equal(problem, await ProblemAsync(Pictures.BlankPng(width, height)));

    [Fact]
    public async Task Of_a_file_that_is_too_large_no_more_is_read_than_is_accepted()
    {
        using var endless = new Endless();

        var developed = await _darkroom.DevelopAsync(endless, CancellationToken);

        Assert.Equal("The file is larger than 15 MB, the most that is accepted.", developed.Problem);
        Assert.InRange(endless.Given, 1, Darkroom.MostBytes + 1_000_000);
    }

    [Fact]
    public async Task Who_goes_away_is_not_waited_for()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        using var upload = new MemoryStream(Pictures.Jpeg(200, 200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _darkroom.DevelopAsync(upload, gone.Token));

        Assert.Null(await ProblemAsync(Pictures.Jpeg(200, 200)));
    }

    public void Dispose() => _darkroom.Dispose();

    private async Task<IReadOnlyList<Print>> PrintsAsync(byte[] picture)
    {
        using var upload = new MemoryStream(picture);
        var developed = await _darkroom.DevelopAsync(upload, CancellationToken);
        Assert.Null(developed.Problem);
        return developed.Prints;
    }

    private async Task<string?> ProblemAsync(byte[] file)
    {
        using var upload = new MemoryStream(file);
        var developed = await _darkroom.DevelopAsync(upload, CancellationToken);
        Assert.Equal(developed.Problem is null, developed.Prints.Count > 0);
        return developed.Problem;
    }

    private static void AssertQuarters(Print print)
    {
        AssertColour(SKColors.Red, print, 0.25, 0.25);
        AssertColour(SKColors.Lime, print, 0.75, 0.25);
        AssertColour(SKColors.Blue, print, 0.25, 0.75);
        AssertColour(SKColors.Yellow, print, 0.75, 0.75);
    }

    private static void AssertColour(SKColor expected, Print print, double x, double y)
    {
        using var picture = SKBitmap.Decode(print.Bytes);
        var seen = picture.GetPixel((int)(x * print.Width), (int)(y * print.Height));
        Assert.True(
            Math.Abs(seen.Red - expected.Red) < 20 && Math.Abs(seen.Green - expected.Green) < 20 && Math.Abs(seen.Blue - expected.Blue) < 20,
            $"{seen} at {x}, {y} of {print.Width} × {print.Height} {print.Format} is not {expected}");
    }

    private sealed class Endless : MemoryStream
    {
        public long Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Given += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
