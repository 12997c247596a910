using SkiaSharp;

namespace Cookbook.Web.Photos;

/// <summary>Pixels: decoding, turning upright, shrinking.</summary>
internal static class Enlarger
{
    /// <summary>JPEG decodes in eighths of its size, many times as fast and in as much less memory.</summary>
    private const int Eighths = 8;

    /// <summary>Whether width and height change places when the picture is turned upright.</summary>
    public static bool IsTurned(SKEncodedOrigin origin) =>
        origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;

    /// <summary>Decodes, and makes the widest print of it. Null if not all of the picture can be decoded.</summary>
    public static SKBitmap? FirstPrint(SKCodec codec, SKEncodedOrigin origin, int width, int height)
    {
        var (wide, high) = IsTurned(origin) ? (height, width) : (width, height);
        var size = Enumerable.Range(1, Eighths).Select(eighths => codec.GetScaledDimensions((float)eighths / Eighths))
            .First(size => (size.Width >= wide && size.Height >= high) || size == codec.Info.Size);

        // To sRGB, from whatever profile the picture has.
        using var decoded = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul, SKColorSpace.CreateSrgb()));
        return codec.GetPixels(decoded.Info, decoded.GetPixels()) == SKCodecResult.Success
            ? Draw(decoded, wide, high, width, height, Turn(origin, width, height))
            : null;
    }

    public static SKBitmap Shrink(SKBitmap picture, int width, int height) => Draw(picture, width, height, width, height, SKMatrix.Identity);

    /// <summary>By halves, which average four pixels each, and then the rest of the way: no pixel is skipped.</summary>
    private static SKBitmap Draw(SKBitmap picture, int wide, int high, int width, int height, SKMatrix turn)
    {
        var halves = new List<SKBitmap>();
        try
        {
            var last = picture;
            while (last.Width >= 2 * wide && last.Height >= 2 * high && (last.Width > 2 * wide || last.Height > 2 * high))
            {
                last = Paint(last, last.Width / 2, last.Height / 2, last.Width / 2, last.Height / 2, SKMatrix.Identity, new SKSamplingOptions(SKFilterMode.Linear));
                halves.Add(last);
            }

            var sampling = last.Width == 2 * wide ? new SKSamplingOptions(SKFilterMode.Linear) : new SKSamplingOptions(SKCubicResampler.Mitchell);
            return Paint(last, wide, high, width, height, turn, sampling);
        }
        finally
        {
            halves.ForEach(half => half.Dispose());
        }
    }

    /// <summary>On white, and without a colour space, so that encoders add no profile: what has none is sRGB.</summary>
    private static SKBitmap Paint(SKBitmap picture, int wide, int high, int width, int height, SKMatrix turn, SKSamplingOptions sampling)
    {
        var painted = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(painted);
        using var pixels = picture.PeekPixels();
        using var image = SKImage.FromPixels(pixels);
        canvas.Clear(SKColors.White);
        canvas.SetMatrix(turn);
        canvas.DrawImage(image, new SKRect(0, 0, wide, high), sampling);
        return painted;
    }

    /// <summary>The eight origins of EXIF, as they lie in the picture, to the upright one of this size.</summary>
    private static SKMatrix Turn(SKEncodedOrigin origin, int width, int height) => origin switch
    {
        SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new SKMatrix(0, -1, width, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, width, -1, 0, height, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, height, 0, 0, 1),
        _ => SKMatrix.Identity,
    };
}
