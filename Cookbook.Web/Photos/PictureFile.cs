using System.Buffers.Binary;
using SkiaSharp;

namespace Cookbook.Web.Photos;

/// <summary>What an uploaded file is by its content, whatever it is called; and whether all of it is there.</summary>
internal static class PictureFile
{
    /// <summary>Ten or so are usual; a file made to keep a decoder busy has thousands.</summary>
    private const int MostJpegScans = 100;

    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Null if it is none of the three formats that are read.</summary>
    public static SKEncodedImageFormat? FormatOf(ReadOnlySpan<byte> file) =>
        file is [0xFF, 0xD8, 0xFF, ..] ? SKEncodedImageFormat.Jpeg
        : file.StartsWith(PngSignature) ? SKEncodedImageFormat.Png
        : file.Length > 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8) ? SKEncodedImageFormat.Webp
        : null;

    /// <summary>
    /// Whether the file goes on to the end that its format marks. Decoders are content with less: half of a progressive JPEG is a blurred
    /// picture to them.
    /// </summary>
    public static bool IsWhole(SKEncodedImageFormat format, ReadOnlySpan<byte> file) => format switch
    {
        SKEncodedImageFormat.Jpeg => IsWholeJpeg(file),
        SKEncodedImageFormat.Png => IsWholePng(file),
        _ => BinaryPrimitives.ReadUInt32LittleEndian(file[4..]) + 8L <= file.Length,
    };

    /// <summary>How a PNG says to be turned, in its chunk eXIf; Skia reads that of JPEG and WebP only.</summary>
    public static SKEncodedOrigin OriginOfPng(ReadOnlySpan<byte> file) =>
        FindChunk(file, "eXIf"u8, out var exif) ? OriginIn(exif) : SKEncodedOrigin.TopLeft;

    /// <summary>Segments with a length; behind a start of scan, data in which 0xFF is no marker if a zero or a restart follows.</summary>
    private static bool IsWholeJpeg(ReadOnlySpan<byte> file)
    {
        var scans = 0;
        var at = 2;
        while (at + 4 <= file.Length || (at + 2 <= file.Length && file[at + 1] == 0xD9))
        {
            if (file[at] != 0xFF)
            {
                return false;
            }

            switch (file[at + 1])
            {
                case 0xD9:
                    return scans > 0;
                case 0xFF:
                    at++;
                    continue;
                case 0x01 or (>= 0xD0 and <= 0xD7):
                    at += 2;
                    continue;
            }

            var isScan = file[at + 1] == 0xDA;
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (!isScan)
            {
                continue;
            }

            if (++scans > MostJpegScans)
            {
                return false;
            }

            while (at + 1 < file.Length && (file[at] != 0xFF || file[at + 1] is 0x00 or 0xFF or (>= 0xD0 and <= 0xD7)))
            {
                at++;
            }
        }

        return false;
    }

    private static bool IsWholePng(ReadOnlySpan<byte> file) => FindChunk(file, "IEND"u8, out _);

    /// <summary>A chunk is a length, a type, the content and a checksum, which the decoder looks at.</summary>
    private static bool FindChunk(ReadOnlySpan<byte> file, ReadOnlySpan<byte> type, out ReadOnlySpan<byte> content)
    {
        long at = PngSignature.Length;
        while (at + 12 <= file.Length)
        {
            var chunk = file[(int)at..];
            var length = BinaryPrimitives.ReadUInt32BigEndian(chunk);
            if (chunk[4..].StartsWith(type) && 12L + length <= chunk.Length)
            {
                content = chunk.Slice(8, (int)length);
                return true;
            }

            at += 12L + length;
        }

        content = default;
        return false;
    }

    /// <summary>The tag 0x0112 of a TIFF's first directory, if there is one that makes sense.</summary>
    private static SKEncodedOrigin OriginIn(ReadOnlySpan<byte> tiff)
    {
        var isLittle = tiff.StartsWith("II*\0"u8);
        if (tiff.Length < 8 || (!isLittle && !tiff.StartsWith("MM\0*"u8)))
        {
            return SKEncodedOrigin.TopLeft;
        }

        var start = isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        for (var at = start + 2L; at + 12 <= tiff.Length; at += 12)
        {
            if (Number(tiff[(int)at..], isLittle) == 0x0112)
            {
                var origin = (SKEncodedOrigin)Number(tiff[((int)at + 8)..], isLittle);
                return origin is >= SKEncodedOrigin.TopLeft and <= SKEncodedOrigin.LeftBottom ? origin : SKEncodedOrigin.TopLeft;
            }
        }

        return SKEncodedOrigin.TopLeft;

        static int Number(ReadOnlySpan<byte> bytes, bool isLittle) =>
            isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
    }
}
