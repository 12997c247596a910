using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using SkiaSharp;

namespace Cookbook.Tests.Web.Photos;

/// <summary>Pictures as somebody uploads them, made by the test.</summary>
internal static class Pictures
{
    public const string Secret = "behind the garden gate";

    /// <summary>160 × 120 pixels in ten scans, each finer than the one before; no encoder at hand makes such a file.</summary>
    public static readonly byte[] ProgressiveJpeg = Convert.FromBase64String(
        """
        /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCNl4x9lnN+gXz/2wBDARUXFx
        4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHz/wgARCAB4AKADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAA
        AAAAAAT/xAAVAQEBAAAAAAAAAAAAAAAAAAAAA//aAAwDAQACEAMQAAABmELgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
        AAAAAAAAf/xAAUEAEAAAAAAAAAAAAAAAAAAACA/9oACAEBAAEFAhZ//8QAFBEBAAAAAAAAAAAAAAAAAAAAYP/aAAgBAwEBPwEh/8QAFBEBAAAAAAAAAAAAAAAAAAAAYP/a
        AAgBAgEBPwEh/8QAFBABAAAAAAAAAAAAAAAAAAAAgP/aAAgBAQAGPwIWf//EABQQAQAAAAAAAAAAAAAAAAAAAID/2gAIAQEAAT8hFn//2gAMAwEAAgADAAAAEAbYVdfXec
        aaYTfUaeZQbYRUQRXRQVdSVRfYRTTeQfUYQXQecRTYRXbTXaSfQYQTaXYXaefYQfYQQYXYYf/EABQRAQAAAAAAAAAAAAAAAAAAAGD/2gAIAQMBAT8QIf/EABQRAQAAAAAA
        AAAAAAAAAAAAAGD/2gAIAQIBAT8QIf/EABQQAQAAAAAAAAAAAAAAAAAAAID/2gAIAQEAAT8QFn//2Q==
        """);

    /// <summary>Four quarters: red and green above, blue and yellow below; with a little grain, so that no format can make it of nothing.</summary>
    public static SKBitmap Quarters(int width, int height, SKEncodedOrigin storedAs = SKEncodedOrigin.TopLeft)
    {
        var turned = storedAs >= SKEncodedOrigin.LeftTop;
        var picture = new SKBitmap(new SKImageInfo(turned ? height : width, turned ? width : height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var pixels = picture.GetPixelSpan();
        var random = new Random(width + height);
        for (var y = 0; y < picture.Height; y++)
        {
            for (var x = 0; x < picture.Width; x++)
            {
                var (seenX, seenY) = storedAs switch
                {
                    SKEncodedOrigin.TopRight => (width - 1 - x, y),
                    SKEncodedOrigin.BottomRight => (width - 1 - x, height - 1 - y),
                    SKEncodedOrigin.BottomLeft => (x, height - 1 - y),
                    SKEncodedOrigin.LeftTop => (y, x),
                    SKEncodedOrigin.RightTop => (width - 1 - y, x),
                    SKEncodedOrigin.RightBottom => (width - 1 - y, height - 1 - x),
                    SKEncodedOrigin.LeftBottom => (y, height - 1 - x),
                    _ => (x, y),
                };
                var colour = (seenX < width / 2, seenY < height / 2) switch
                {
                    (true, true) => SKColors.Red,
                    (false, true) => SKColors.Lime,
                    (true, false) => SKColors.Blue,
                    (false, false) => SKColors.Yellow,
                };
#pragma warning disable CA5394 // Grain, and the same each time.
                var grain = (byte)random.Next(0, 12);
#pragma warning restore CA5394
                var at = 4 * ((y * picture.Width) + x);
                (pixels[at], pixels[at + 1], pixels[at + 2], pixels[at + 3]) = ((byte)(colour.Red - Math.Min(grain, colour.Red)), colour.Green, colour.Blue, 255);
            }
        }

        return picture;
    }

    public static byte[] Encode(this SKBitmap picture, SKEncodedImageFormat format)
    {
        using var data = picture.Encode(format, 90);
        return data.ToArray();
    }

    public static byte[] Jpeg(int width, int height)
    {
        using var picture = Quarters(width, height);
        return picture.Encode(SKEncodedImageFormat.Jpeg);
    }

    /// <summary>What a telephone adds: how it was held, where it was, and a word.</summary>
    public static byte[] WithExif(byte[] jpeg, SKEncodedOrigin origin)
    {
        var text = Encoding.ASCII.GetBytes(Secret + '\0');
        using var file = new MemoryStream();
        file.Write(jpeg.AsSpan(0, 2));
        Segment([.. "Exif\0\0"u8, .. Exif(origin)]);
        Segment([.. "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>"u8, .. text]);
        file.Write(jpeg.AsSpan(2));
        return file.ToArray();

        void Segment(byte[] content)
        {
            Span<byte> length = stackalloc byte[2];
            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)(content.Length + 2));
            file.Write([0xFF, 0xE1, .. length]);
            file.Write(content);
        }
    }

    /// <summary>The same for a PNG.</summary>
    public static byte[] WithExifChunk(byte[] png, SKEncodedOrigin origin)
    {
        const int BehindTheHead = 8 + 25;
        return [.. png[..BehindTheHead], .. Chunk("eXIf"u8, Exif(origin)), .. png[BehindTheHead..]];
    }

    /// <summary>The same for a WebP, which needs a head that says so.</summary>
    public static byte[] WithExifBehind(byte[] webp, SKEncodedOrigin origin)
    {
        using var picture = SKBitmap.Decode(webp);
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        var exif = Exif(origin);
        writer.Write("RIFF"u8);
        writer.Write(4 + 18 + (webp.Length - 12) + 8 + exif.Length);
        writer.Write("WEBPVP8X"u8);
        writer.Write(10);
        writer.Write(0x08);
        writer.Write([(byte)(picture.Width - 1), (byte)((picture.Width - 1) >> 8), 0, (byte)(picture.Height - 1), (byte)((picture.Height - 1) >> 8), 0]);
        writer.Write(webp.AsSpan(12));
        writer.Write("EXIF"u8);
        writer.Write(exif.Length);
        writer.Write(exif);
        return file.ToArray();
    }

    /// <summary>A TIFF without a picture, of an even length.</summary>
    private static byte[] Exif(SKEncodedOrigin origin)
    {
        var text = Encoding.ASCII.GetBytes(Secret.PadRight(Secret.Length + 2 - (Secret.Length % 2), '\0'));
        using var tiff = new MemoryStream();
        using var writer = new BinaryWriter(tiff);
        writer.Write("II*\0"u8);
        writer.Write(8);
        writer.Write((short)3);
        Entry(0x010E, 2, text.Length, 50 + 18);
        Entry(0x0112, 3, 1, (int)origin);
        Entry(0x8825, 4, 1, 50);
        writer.Write(0);
        writer.Write((short)1);
        Entry(0x0001, 2, 2, 'N');
        writer.Write(0);
        writer.Write(text);
        return tiff.ToArray();

        void Entry(ushort tag, short type, int count, int value)
        {
            writer.Write(tag);
            writer.Write(type);
            writer.Write(count);
            writer.Write(value);
        }
    }

    /// <summary>A well-formed PNG of one colour, one bit a pixel; or with nonsense in the place of the pixels.</summary>
    public static byte[] BlankPng(int width, int height, bool nonsense = false)
    {
        using var pixels = new MemoryStream();
        using (var zlib = new ZLibStream(pixels, CompressionLevel.Fastest, leaveOpen: true))
        {
            var row = new byte[1 + ((width + 7) / 8)];
            for (var y = 0; y < height; y++)
            {
                zlib.Write(row);
            }
        }

        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        head[8] = 1;
        file.Write(Chunk("IHDR"u8, head));
        file.Write(Chunk("IDAT"u8, nonsense ? [.. Enumerable.Repeat((byte)0xA7, 500)] : pixels.ToArray()));
        file.Write(Chunk("IEND"u8, []));
        return file.ToArray();
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] content)
    {
        var length = new byte[4];
        var checksum = new byte[4];
        byte[] summed = [.. type, .. content];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(checksum, Crc32.HashToUInt32(summed));
        return [.. length, .. summed, .. checksum];
    }
}
