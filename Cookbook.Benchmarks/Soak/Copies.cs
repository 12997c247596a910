using System.Collections.Concurrent;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace Cookbook.Benchmarks.Soak;

/// <summary>Every page that was shown, by its address and entity tag: what stood on it, and which bytes it was.</summary>
internal sealed class Copies
{
    private readonly ConcurrentDictionary<(string Address, string Tag), (ulong Hash, Mark[] Marks)> _pages = new();
    private readonly ConcurrentDictionary<(string Address, bool Brotli), string> _latest = new();

    /// <summary>The entity tag that was sent last; null if none was.</summary>
    public string? LatestOf(string address, bool brotli) => _latest.GetValueOrDefault((address, brotli));

    /// <summary>What stood on the page of this entity tag; null if nobody has been shown it.</summary>
    public Mark[]? MarksOf(string address, string tag) => _pages.TryGetValue((address, tag), out var page) ? page.Marks : null;

    /// <summary>Reads a body, and keeps what it shows.</summary>
    /// <returns>The marks, or what is wrong with the body.</returns>
    public (Mark[] Marks, string? Problem) Read(string address, string tag, byte[] body, string coding, bool brotli)
    {
        var hash = XxHash64.HashToUInt64(body);
        if (_pages.TryGetValue((address, tag), out var known))
        {
            _latest[(address, brotli)] = tag;
            return known.Hash == hash ? (known.Marks, null) : ([], $"has other bytes under the entity tag {tag} than before");
        }

        string html;
        try
        {
            html = Encoding.UTF8.GetString(coding switch { "" => body, "br" => Unpack(body), _ => throw new InvalidDataException($"coding {coding}") });
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
        {
            // The latter is what BrotliStream throws where the body is no brotli.
            return ([], $"cannot be unpacked: {exception.Message}");
        }

        if (!html.AsSpan().TrimEnd().EndsWith("</html>", StringComparison.Ordinal))
        {
            return ([], $"ends too early, after {body.Length} bytes");
        }

        var marks = SoakPage.MarksOf(html);
        if (tag.Length > 0)
        {
            _pages[(address, tag)] = (hash, marks);
            _latest[(address, brotli)] = tag;
        }

        return (marks, null);
    }

    private static byte[] Unpack(byte[] body)
    {
        using var packed = new BrotliStream(new MemoryStream(body), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        packed.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
