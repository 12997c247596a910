using System.Globalization;
using Cookbook.Data.Photos;
using SkiaSharp;

namespace Cookbook.Web.Photos;

/// <summary>
/// Makes of an uploaded picture the files that browsers get: upright, in sRGB, in several widths, on white where it was transparent, and
/// with nothing in them but the picture. An animation gives its first frame. One picture at a time, because each may take 300 MB and a second.
/// </summary>
internal sealed class Darkroom : IDisposable
{
    public const int MostBytes = 15 * 1024 * 1024;

    public const int MostMegapixels = 40;

    /// <summary>Of each side, in pixels.</summary>
    public const int ShortestSide = 100;

    /// <summary>Of each side, in pixels: no file is larger than what was uploaded, and WebP ends at 16,383.</summary>
    public const int LongestSide = 16_000;

    public static readonly string TooLarge = string.Create(CultureInfo.InvariantCulture, $"The file is larger than {MostBytes / 1024 / 1024} MB, the most that is accepted.");

    private const int WebPQuality = 80;

    private const int JpegQuality = 82;

    private const string NoPicture = "This is no JPEG, PNG or WebP picture.";

    private const string Damaged = "The picture is damaged or cut short.";

    /// <summary>A narrower picture ends with its own width.</summary>
    private static readonly int[] Widths = [160, 320, 640, 1280, 1920];

    private readonly SemaphoreSlim _free = new(1, 1);

    /// <exception cref="OperationCanceledException">The visitor went away; a file that is just being made is made to its end.</exception>
    public async Task<Developed> DevelopAsync(Stream upload, CancellationToken cancellationToken)
    {
        if (await ReadAsync(upload, cancellationToken) is not { } file)
        {
            return Developed.Refused(TooLarge);
        }

        await _free.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Develop(file, cancellationToken), cancellationToken);
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose() => _free.Dispose();

    /// <summary>Null if there is more than is accepted; the rest is not read.</summary>
    private static async Task<byte[]?> ReadAsync(Stream upload, CancellationToken cancellationToken)
    {
        using var file = new MemoryStream();
        var buffer = new byte[81_920];
        int read;
        while ((read = await upload.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (file.Length + read > MostBytes)
            {
                return null;
            }

            file.Write(buffer, 0, read);
        }

        return file.ToArray();
    }

    private static Developed Develop(byte[] file, CancellationToken cancellationToken)
    {
        if (PictureFile.FormatOf(file) is not { } format)
        {
            return Developed.Refused(NoPicture);
        }

        if (!PictureFile.IsWhole(format, file))
        {
            return Developed.Refused(Damaged);
        }

        // Up to here and no further a decoder reads before the size is known.
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.EncodedFormat != format)
        {
            return Developed.Refused(Damaged);
        }

        if (Unfit(codec.Info.Width, codec.Info.Height) is { } problem)
        {
            return Developed.Refused(problem);
        }

        var origin = format == SKEncodedImageFormat.Png ? PictureFile.OriginOfPng(file) : codec.EncodedOrigin;
        var (width, height) = Enlarger.IsTurned(origin) ? (codec.Info.Height, codec.Info.Width) : (codec.Info.Width, codec.Info.Height);
        var prints = new List<Print>();
        SKBitmap? from = null;
        try
        {
            foreach (var wide in Widths.Where(wide => wide < width).Append(Math.Min(width, Widths[^1])).Reverse().Distinct())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var high = Math.Max(1, (int)Math.Round((double)height * wide / width));

                // Each from the next larger one: a fifth of the work, and no visible difference.
                var print = from is null ? Enlarger.FirstPrint(codec, origin, wide, high) : Enlarger.Shrink(from, wide, high);
                if (print is null)
                {
                    return Developed.Refused(Damaged);
                }

                from?.Dispose();
                from = print;
                using var pixels = print.PeekPixels();
                prints.Add(new Print(wide, high, PhotoFile.Jpeg, Encoded(pixels.Encode(new SKJpegEncoderOptions(JpegQuality)))));
                prints.Add(new Print(wide, high, PhotoFile.WebP, Encoded(pixels.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, WebPQuality)))));
            }
        }
        finally
        {
            from?.Dispose();
        }

        prints.Reverse();
        return new Developed(prints, null);
    }

    private static string? Unfit(int width, int height)
    {
        var megapixels = Math.Ceiling((double)width * height / 1_000_000);
        return megapixels > MostMegapixels
            ? string.Create(CultureInfo.InvariantCulture, $"The picture has {megapixels} megapixels; at most {MostMegapixels} are accepted.")
            : Math.Min(width, height) < ShortestSide || Math.Max(width, height) > LongestSide
                ? string.Create(CultureInfo.InvariantCulture, $"The picture has {width} × {height} pixels; each side must have {ShortestSide} to {LongestSide}.")
                : null;
    }

    private static byte[] Encoded(SKData? file)
    {
        using (file)
        {
            return file?.ToArray() ?? throw new InvalidOperationException("The picture could not be encoded.");
        }
    }
}
