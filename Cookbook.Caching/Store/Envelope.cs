using System.IO.Hashing;
using Cookbook.Caching.Tokens;

namespace Cookbook.Caching.Store;

/// <summary>
/// A page as bytes, for the second level: a mark of the format, the page, and a checksum over all of it. Whatever else is found under a
/// key (half a value, another format, another key's page) is no page, and no error.
/// </summary>
/// <remarks>
/// Little-endian, as <see cref="BinaryWriter"/> writes: mark, key, moment of the render (Unix milliseconds), lifetimes (milliseconds),
/// render time, policy, route, status, vary, headers, stamps, bodies; then XxHash64 of what stands before it.
/// </remarks>
internal static class Envelope
{
    private const uint Mark = 0x31_45_4B_43; // "CKE1"

    private const int ChecksumBytes = sizeof(ulong);

    /// <summary>Clocks of replicas may differ by so much; what is dated further ahead is not believed.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    public static byte[] Write(string key, CachedPage page, TimeProvider time)
    {
        using var buffer = new MemoryStream(page.Size + 256);
        using var writer = new BinaryWriter(buffer);
        writer.Write(Mark);
        writer.Write(key);
        writer.Write((time.GetUtcNow() - page.Lifetime.Age(time)).ToUnixTimeMilliseconds());
        writer.Write((long)page.Lifetime.Fresh.TotalMilliseconds);
        writer.Write((long)page.Lifetime.Refreshing.TotalMilliseconds);
        writer.Write((long)page.Lifetime.Failing.TotalMilliseconds);
        writer.Write(page.RenderTime.Ticks);
        writer.Write(page.Policy);
        writer.Write(page.Route ?? "");
        writer.Write(page.Status);
        writer.Write(page.Vary);
        writer.Write(page.Headers.Length);
        foreach (var (name, value) in page.Headers)
        {
            writer.Write(name);
            writer.Write(value);
        }

        writer.Write(page.Stamps.Tokens.Length);
        foreach (var (slot, token) in page.Stamps.Tokens)
        {
            writer.Write(slot);
            writer.Write(token);
        }

        writer.Write(page.Bodies.Length);
        foreach (var body in page.Bodies)
        {
            writer.Write((byte)body.Coding);
            writer.Write(body.ETag);
            writer.Write(body.Bytes.Length);
            writer.Write(body.Bytes.Span);
        }

        writer.Write(XxHash64.HashToUInt64(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
        return buffer.ToArray();
    }

    /// <summary>Null if these bytes are not the page of this key.</summary>
    public static CachedPage? Read(string key, byte[] bytes, TimeProvider time)
    {
        if (bytes.Length < sizeof(uint) + ChecksumBytes
            || BitConverter.ToUInt32(bytes) != Mark
            || XxHash64.HashToUInt64(bytes.AsSpan(..^ChecksumBytes)) != BitConverter.ToUInt64(bytes.AsSpan(^ChecksumBytes..)))
        {
            return null;
        }

        using var stream = new MemoryStream(bytes, 0, bytes.Length - ChecksumBytes);
        using var reader = new BinaryReader(stream);
        reader.ReadUInt32();
        if (reader.ReadString() != key)
        {
            return null;
        }

        var age = time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64());
        if (age < -Skew)
        {
            return null;
        }

        return new CachedPage
        {
            Lifetime = new Lifetime(
                time.GetTimestamp() - (long)(Math.Max(0, age.TotalSeconds) * time.TimestampFrequency),
                TimeSpan.FromMilliseconds(reader.ReadInt64()),
                TimeSpan.FromMilliseconds(reader.ReadInt64()),
                TimeSpan.FromMilliseconds(reader.ReadInt64())),
            RenderTime = TimeSpan.FromTicks(reader.ReadInt64()),
            Policy = reader.ReadString(),
            Route = reader.ReadString() is { Length: > 0 } route ? route : null,
            Status = reader.ReadInt32(),
            Vary = reader.ReadString(),
            Headers = ReadMany(reader, static reader => KeyValuePair.Create(reader.ReadString(), reader.ReadString())),
            Stamps = Stamps.Of(ReadMany(reader, static reader => new SlotToken(reader.ReadInt32(), reader.ReadInt64()))),
            Bodies = ReadMany(reader, reader =>
            {
                var coding = (ContentCoding)reader.ReadByte();
                var etag = reader.ReadString();
                var length = reader.ReadInt32();
                var start = (int)stream.Position;
                stream.Position += length;
                return new PageBody(coding, bytes.AsMemory(start, length), etag);
            }),
        };
    }

    private static T[] ReadMany<T>(BinaryReader reader, Func<BinaryReader, T> read)
    {
        var many = new T[reader.ReadInt32()];
        for (var i = 0; i < many.Length; i++)
        {
            many[i] = read(reader);
        }

        return many;
    }
}
